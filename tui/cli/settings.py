"""`koppelbord config`: the settings in force, where they come from, and whether the file is right."""

import os
from typing import Any

import click

from core.config import ENVIRONMENT, Paths, Settings, find_paths, load_settings, names
from core.text import mark, t
from tui.cli import options, output, table
from tui.cli.table import Column
from tui.cli.words import Group

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
        shown = value if isinstance(value, bool | int | float) else str(value)
        rows.append({"setting": name, "value": shown, "source": named.get(name, at_rest)})
    return rows


@config.command("check", help=t("Kijkt of de instellingen kloppen; een onbekende krijgt de naaste bekende als raad."),
                epilog="koppelbord config check")  # fmt: skip
@options.as_json
def check(*, as_json: bool) -> None:
    """Raises what is wrong with them."""
    paths = find_paths()
    load_settings(paths)
    if as_json:
        output.data({"ok": True, "file": str(paths.settings_file), "exists": paths.settings_file.exists()})
    else:
        output.line(t("De instellingen kloppen."))
