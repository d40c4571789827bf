"""`koppelbord registraties`: hours, kilometers and expenses of Time On or of a file, and what holds each."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from core.errors import EmptyError
from core.text import mark, say, t
from tui.cli import options, registraties_import, registraties_sums, shapes, table
from tui.cli.calls import with_koppeling
from tui.cli.registraties_period import klant_of, span
from tui.cli.table import Column
from tui.cli.words import Group

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.domain.registratie import Registratie
    from core.service.opened import Opened

_LIST = (
    Column("datum", mark("Datum")),
    Column("klant", mark("Klant")),
    Column("project", mark("Project")),
    Column("medewerker", mark("Medewerker")),
    Column("hoeveel", mark("Aantal"), right=True),
    Column("omschrijving", mark("Omschrijving")),
    Column("held", mark("Vast door")),
)


@click.group(
    cls=Group,
    help=t("Registraties: uren, kilometers en onkosten uit Time On of uit een bestand."),
    epilog="koppelbord registraties list\nkoppelbord registraties import uren.csv --dry-run",
)
def registraties() -> None:
    """Hold the commands."""


@registraties.command(
    "list",
    help=t("Registraties op datum, ook wat al vast staat en waardoor. Zonder periode: alles wat gelezen is."),
    epilog="koppelbord registraties list --period 2026-10\nkoppelbord registraties list --klant bakker --free --json",
)
@options.koppeling
@click.option("--period", type=options.Month(), help=t("Een kalendermaand (JJJJ-MM)."))
@click.option("--van", type=options.Day(), help=t("Vanaf deze dag."))
@click.option("--tot", type=options.Day(), help=t("Tot en met deze dag."))
@click.option("--klant", default="", help=t("Van één klant: id of deel van de naam."))
@click.option("--project", default="", help=t("Van projecten met deze woorden in de naam."))
@click.option("--medewerker", default="", help=t("Van medewerkers met deze woorden in de naam."))
@click.option("--soort", type=options.Choice("uren", "kilometers", "onkosten"), default=None, help=t("Eén soort."))
@click.option("--approved/--not-approved", default=None, help=t("Alleen goedgekeurd, of alleen niet goedgekeurd."))
@click.option("--zoek", default="", help=t("Woorden die ergens moeten staan."))
@click.option("--free", is_flag=True, help=t("Alleen wat nog te declareren is."))
@options.as_list
def list_(
    koppeling: str,
    period: date | None,
    van: date | None,
    tot: date | None,
    klant: str,
    project: str,
    medewerker: str,
    soort: str | None,
    zoek: str,
    form: str,
    *,
    approved: bool | None,
    free: bool,
) -> None:
    """From the cache. A period without registraties is told, with exit code 3."""
    from core.domain.registratie import Soort
    from core.invoicing.select import selectable

    van, tot = span(period, van, tot)

    async def work(opened: "Opened") -> "list[Registratie]":
        klant_id = await klant_of(opened, klant)
        ask = partial(selectable, van=van, tot=tot, klant_id=klant_id, soort=Soort(soort) if soort else None, zoek=zoek,
                      goedgekeurd=approved, project=project, medewerker=medewerker)  # fmt: skip
        return await opened.database.read(ask)

    found = [one for one in with_koppeling(koppeling, work) if not free or not one.lock.value]
    if not found and (van or tot):
        raise EmptyError(say("In deze periode zijn er geen registraties."))
    if form == "text":
        show_rows(found)
    else:
        table.show([shapes.registratie(one) for one in found], _LIST, form)


def show_rows(found: "Sequence[Registratie]") -> None:
    """As a table to read."""
    table.show([_flat(one, shapes.registratie(one)) for one in found], _LIST, "text")


def _hours(seconds: int, *, held: bool) -> str:
    """What was worked and can't be billed stands between brackets."""
    text = f"{seconds // 3600}:{seconds % 3600 // 60:02d}"
    return f"({text})" if held else text


def _flat(one: "Registratie", row: dict[str, Any]) -> dict[str, Any]:
    from core.domain.registratie import Soort

    amounts = {
        Soort.UREN: _hours(one.seconds if one.facturabel or not one.worked else one.worked, held=not one.facturabel),
        Soort.KILOMETERS: f"{row['kilometers']} km",
        Soort.ONKOSTEN: f"€ {row['bedrag']}",
    }
    held = f"{t(one.lock.label)} {one.declaratie_id}".strip() if one.declaratie_id else t(one.lock.label)
    return {**row, "hoeveel": amounts[one.soort], "held": held}


for _command in (registraties_import.import_, registraties_sums.omzet, registraties_sums.locks):
    registraties.add_command(_command)
