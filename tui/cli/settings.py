"""`koppelbord config`: the settings in force, where they come from, and whether the file is right."""

import os
from typing import TYPE_CHECKING, Any

import click

from core import settings_file
from core.config import ENVIRONMENT, Paths, Settings, find_paths, known, load_settings, names
from core.errors import ReadOnlyError
from core.setting_checks import USUAL_KEYS
from core.text import mark, t
from tui.cli import looking, options, output, table
from tui.cli.table import Column
from tui.cli.words import Group

if TYPE_CHECKING:
    from screens.keymap import Action

_KEYS = (Column("action", mark("Handeling")), Column("keys", mark("Toetsen")), Column("help", mark("Doet")))
_SHOW = (Column("setting", mark("Instelling")), Column("value", mark("Waarde")), Column("source", mark("Vandaan")))


@click.group(cls=Group, help=t("Instellingen en mappen. Sleutels horen hier niet."), epilog="koppelbord config show")
def config() -> None:
    """Hold the commands."""


@config.command("path", help=t("Waar alles staat."), epilog="koppelbord config path --json")
@options.as_json
def path(*, as_json: bool) -> None:
    """Reads nothing."""
    paths = find_paths()
    found = {
        "config": str(paths.settings_file),
        "data": str(paths.data),
        "state": str(paths.state),
        "register": str(paths.register),
        "credentials": str(paths.secrets),
    }
    if as_json:
        output.data(found)
    else:
        table.show_one(found)


@config.command(
    "show", help=t("Elke instelling, haar waarde en waar die vandaan komt."), epilog="koppelbord config show"
)
@options.as_list
def show(form: str) -> None:
    """Of all layers together."""
    paths = find_paths()
    settings = load_settings(paths)
    table.show(_rows(settings, paths), _SHOW, form)


def _rows(settings: Settings, paths: Paths) -> list[dict[str, Any]]:
    named = {field: name for name, field in ENVIRONMENT.items() if os.environ.get(name)}
    usual = Settings()
    rows = []
    for name in names():
        value = getattr(settings, name)
        at_rest = str(paths.settings_file) if value != getattr(usual, name) else t("standaard")
        rows.append({"setting": name, "value": _shown(value), "source": named.get(name, at_rest)})
    return rows


@config.command("check", help=t("Kijkt of de instellingen kloppen; een onbekende krijgt de naaste bekende als raad."),
                epilog="koppelbord config check")  # fmt: skip
@options.as_json
def check(*, as_json: bool) -> None:
    """Raises what is wrong with them; the keys only when they are not the usual ones, for that loads every screen."""
    paths = find_paths()
    settings = load_settings(paths)
    if settings.keys or settings.preset != USUAL_KEYS:
        from tui.keys import check as check_keys

        check_keys(settings.preset, settings.keys)
    if as_json:
        output.data({"ok": True, "file": str(paths.settings_file), "exists": paths.settings_file.exists()})
    else:
        output.line(t("De instellingen kloppen."))


@config.command(
    "set",
    help=t("Zet een instelling in het bestand; al het andere daarin blijft zoals het is."),
    epilog="koppelbord config set theme licht\nkoppelbord config set keys 'review.accept=f5' --json",
)
@click.argument("name", metavar=t("INSTELLING"))
@click.argument("value", metavar=t("WAARDE"))
@options.as_json
def set_(name: str, value: str, *, as_json: bool) -> None:
    """Once all settings together are right with it."""
    paths = find_paths()
    if load_settings(paths, flags=looking.flags()).read_only:
        raise ReadOnlyError
    settings = load_settings(paths, flags=known(name, value))
    if name in ("keys", "preset"):
        from tui.keys import check as check_keys

        check_keys(settings.preset, settings.keys)
    kept = getattr(settings, name)
    settings_file.put(paths.settings_file, name, kept if isinstance(kept, bool) else str(kept))
    if as_json:
        output.data({"setting": name, "value": _shown(kept), "file": str(paths.settings_file)})
    else:
        output.line(t("{name} is nu {value}.", name=name, value=_shown(kept)))


@config.command(
    "keys",
    help=t("Elke handeling op scherm met haar toetsen, zoals ze nu zijn."),
    epilog="koppelbord config keys --json",
)
@options.as_list
def keys(form: str) -> None:
    """From the one registry."""
    from tui.keys import every

    settings = load_settings(find_paths())
    rows = [
        {"action": one.name, "keys": keymap_text(one), "writes": one.writes, "help": t(one.help)}
        for one in every(settings.preset, settings.keys)
    ]
    table.show(rows, _KEYS, form)


def keymap_text(action: "Action") -> str:
    """Its keys as a person reads them."""
    from screens.keymap import keys_text

    return keys_text(action)


def _shown(value: Any) -> Any:
    return value if isinstance(value, bool | int | float) else str(value)
