"""Options that many commands share, each with the same words everywhere."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from core.text import t

EXPORT = "koppelbord.export"
"""Where a command keeps the file that its list is to be saved in."""
Callback = TypeVar("Callback", bound=Callable[..., Any])


class Day(click.ParamType[date, Any]):
    """An ISO date."""

    name = "DATUM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The date, or a complaint that shows the form."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(t("{value} is geen datum; schrijf JJJJ-MM-DD.", value=value), param, ctx)


class Month(click.ParamType[date, Any]):
    """A calendar month, `2026-10`."""

    name = "JJJJ-MM"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Its first day."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(f"{value}-01")
        except ValueError:
            self.fail(t("{value} is geen maand; schrijf JJJJ-MM.", value=value), param, ctx)


class Whole(click.ParamType[int, Any]):
    """A whole number between two bounds."""

    name = "N"

    def __init__(self, low: int, high: int) -> None:
        self.low = low
        self.high = high

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number, or a complaint that names the bounds."""
        try:
            number = int(value)
        except ValueError:
            number = self.low - 1
        if not self.low <= number <= self.high:
            self.fail(t("kies een getal van {low} tot en met {high}.", low=self.low, high=self.high), param, ctx)
        return number


class Choice(click.ParamType[str, Any]):
    """One of some words."""

    name = "KEUZE"

    def __init__(self, *allowed: str) -> None:
        self.allowed = allowed

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:  # noqa: ARG002 - click's own signature
        """The words themselves."""
        return f"[{'|'.join(self.allowed)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The word, or a complaint that names them all."""
        if value not in self.allowed:
            self.fail(t("kies uit {allowed}.", allowed=", ".join(self.allowed)), param, ctx)
        return str(value)


def _plainly(_ctx: click.Context, _param: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own signature
    from tui.cli import output

    output.speak_plainly(plain=value)


def plain(function: Callback) -> Callback:
    """`--plain`: words for who listens; also by KOPPELBORD_PLAIN=1."""
    return click.option(
        "--plain", is_flag=True, expose_value=False, envvar="KOPPELBORD_PLAIN", callback=_plainly,
        help=t("Woorden om te beluisteren: geen tabel, één veld per regel."),
    )(function)  # fmt: skip


def as_json(function: Callback) -> Callback:
    """`--json`: the answer as one object."""
    answer = click.option("--json", "as_json", is_flag=True, help=t("Antwoord met één JSON-object."))
    return answer(plain(function))


def _exported(context: click.Context, _param: click.Parameter, value: Path | None) -> None:
    context.meta[EXPORT] = value


def as_list(function: Callback) -> Callback:
    """`--json` and `--jsonl`: the answer as one array, or a record a line; `--export`: as a file for another program."""
    file = click.option(
        "--export", expose_value=False, metavar=t("BESTAND"), type=click.Path(dir_okay=False, path_type=Path),
        callback=_exported, help=t("Bewaar de lijst, naar de naam als .csv, .json of .xlsx; nooit over een ander bestand."),
    )  # fmt: skip
    lines = click.option("--jsonl", "form", flag_value="jsonl", help=t("Antwoord met een regel JSON per rij."))
    array = click.option("--json", "form", flag_value="json", default="text", help=t("Antwoord met één JSON-lijst."))
    return array(lines(file(plain(function))))


def home(function: Callback) -> Callback:
    """`--home`: the journal of koppelbord itself, in place of that of a koppeling."""
    return click.option(
        "--home", is_flag=True, help=t("Het verslag van koppelbord zelf: inloggen, sleutels, instellingen.")
    )(function)


def journal(function: Callback) -> Callback:
    """`--journal`: one that is kept beside that of koppelbord itself."""
    return click.option(
        "--journal", "name", metavar=t("NAAM"), default="",
        help=t("Een bewaard verslag, van een home die in het kantoor kwam; 'koppelbord events journals' noemt ze."),
    )(function)  # fmt: skip


def koppeling(function: Callback) -> Callback:
    """`--koppeling`: which one, when there is more than one."""
    return click.option(
        "--koppeling", "-k", metavar=t("NAAM"), default="", help=t("Welke koppeling: id of deel van de naam.")
    )(function)
