"""`koppelbord registraties omzet` and `locks`: what registraties bring in, added up, and what holds those that can't be chosen."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from core.domain.money import amount_text, euro, plain
from core.text import mark, t
from tui.cli import options, table
from tui.cli.calls import with_koppeling
from tui.cli.registraties_period import klant_of, span
from tui.cli.table import Column
from tui.cli.words import Command

if TYPE_CHECKING:
    from core.invoicing.lockmap import Holder
    from core.invoicing.tally import Tally
    from core.invoicing.turnover import Omzet
    from core.service.opened import Opened

_OMZET = (
    Column("naam", mark("Naam")),
    Column("registraties", mark("Registraties"), right=True),
    Column("uren", mark("Uren"), right=True),
    Column("kilometers", mark("Km"), right=True),
    Column("euro", mark("Excl. btw"), right=True),
)
_LOCKS = (
    Column("door", mark("Vast door")),
    Column("klant", mark("Klant")),
    Column("aantal", mark("Registraties"), right=True),
    Column("euro", mark("Excl. btw"), right=True),
)


@click.command(
    "omzet",
    cls=Command,
    help=t(
        "Omzet tonen: wat registraties opbrengen, per klant, project, product, medewerker of maand. Zonder --held alleen wat "
        "nog vrij is."
    ),
    epilog="koppelbord registraties omzet --period 2026-10\nkoppelbord registraties omzet --per maand --held --json",
)
@options.koppeling
@click.option("--per", type=options.Choice("klant", "project", "product", "medewerker", "maand"), default="klant",
              help=t("Waarnaar wordt opgeteld."))  # fmt: skip
@click.option("--period", type=options.Month(), help=t("Een kalendermaand (JJJJ-MM)."))
@click.option("--van", type=options.Day(), help=t("Vanaf deze dag."))
@click.option("--tot", type=options.Day(), help=t("Tot en met deze dag."))
@click.option("--klant", default="", help=t("Van één klant: id of deel van de naam."))
@click.option("--held", is_flag=True, help=t("Ook wat al vast staat."))
@options.as_list
def omzet(
    koppeling: str,
    per: str,
    period: date | None,
    van: date | None,
    tot: date | None,
    klant: str,
    form: str,
    *,
    held: bool,
) -> None:
    """From the cache; the last line of the table adds everything up."""
    from core.invoicing.turnover import OmzetPer, added, added_per

    first, last = span(period, van, tot)

    async def work(opened: "Opened") -> "Sequence[Tally]":
        pages = await opened.pages.registraties(van=first, tot=last, klant_id=await klant_of(opened, klant))
        return pages.tallies

    found = [one for one in with_koppeling(koppeling, work) if held or not one.lock.value]
    sums = added_per(found, OmzetPer(per))
    if form == "text":
        table.show([_said(one) for one in (*sums, added(found, t("Totaal")))], _OMZET, form)
    else:
        table.show([_omzet(one, per) for one in sums], _OMZET, form)


@click.command(
    "locks",
    cls=Command,
    help=t(
        "Welke registraties vast staan en waardoor. Een slot van een declaratie is van koppelbord zelf: Time On kent het niet."
    ),
    epilog="koppelbord registraties locks --period 2026-10\nkoppelbord registraties locks --json",
)
@options.koppeling
@click.option("--period", type=options.Month(), help=t("Een kalendermaand (JJJJ-MM)."))
@options.as_list
def locks(koppeling: str, period: date | None, form: str) -> None:
    """From the cache."""
    first, last = span(period, None, None)

    async def work(opened: "Opened") -> "list[Holder]":
        return await opened.lock_map((await opened.pages.registraties(van=first, tot=last)).tallies)

    found = with_koppeling(koppeling, work)
    rows = [one.to_json() for one in found]
    if form == "text":
        rows = [
            {**row, "door": _door(one), "aantal": len(one.registraties), "euro": euro(one.sums.bedrag)}
            for one, row in zip(found, rows, strict=True)
        ]
    table.show(rows, _LOCKS, form)


def _door(one: "Holder") -> str:
    if one.declaratie is None:
        return t(one.lock.label)
    return one.declaratie.nummer or t("concept {id}", id=one.declaratie.id)


def _omzet(one: "Omzet", per: str) -> dict[str, Any]:
    """An item of `registraties omzet --json`; `zonder` have no artikel and count for nothing."""
    return {
        "per": per,
        "naam": one.naam,
        "registraties": one.aantal,
        "seconds": one.seconds,
        "kilometers": plain(one.kilometers),
        "bedrag": amount_text(one.bedrag),
        "zonder": one.zonder,
    }


def _said(one: "Omzet") -> dict[str, Any]:
    return {
        "naam": one.naam or t("(zonder)"),
        "registraties": one.aantal,
        "uren": f"{one.seconds // 3600}:{one.seconds % 3600 // 60:02d}",
        "kilometers": plain(one.kilometers),
        "euro": euro(one.bedrag),
    }
