"""`koppelbord producten` and `koppelbord productgroepen`: what SnelStart sells, as last read."""

from typing import TYPE_CHECKING

import click

from core.text import mark, t
from tui.cli import options, table
from tui.cli.calls import with_koppeling
from tui.cli.table import Column
from tui.cli.words import Group

if TYPE_CHECKING:
    from core.service.lists import GroepRow, ProductRow
    from core.service.opened import Opened

_PRODUCTEN = (
    Column("code", mark("Code")),
    Column("omschrijving", mark("Omschrijving")),
    Column("productgroep", mark("Productgroep")),
    Column("btw", mark("Btw")),
    Column("prijs", mark("Prijs"), right=True),
    Column("eenheid", mark("Eenheid")),
)
_GROEPEN = (
    Column("nummer", mark("Nummer"), right=True),
    Column("omschrijving", mark("Omschrijving")),
    Column("btw", mark("Btw")),
    Column("producten", mark("Producten"), right=True),
)


@click.group(
    cls=Group, help=t("Producten: in SnelStart heten ze artikelen."), epilog="koppelbord producten list --json"
)
def producten() -> None:
    """Hold the commands."""


@producten.command("list", help=t("Alle producten, op code."), epilog="koppelbord producten list")
@options.koppeling
@options.as_list
def list_producten(koppeling: str, form: str) -> None:
    """From the cache."""

    async def work(opened: "Opened") -> "list[ProductRow]":
        return await opened.producten()

    table.show([row.to_json() for row in with_koppeling(koppeling, work)], _PRODUCTEN, form)


@click.group(
    cls=Group,
    help=t(
        "Productgroepen: in SnelStart heten ze artikelomzetgroepen (een aanname: de API biedt niets dat dichterbij komt)."
    ),
    epilog="koppelbord productgroepen list --json",
)
def productgroepen() -> None:
    """Hold the commands."""


@productgroepen.command("list", help=t("Alle productgroepen, op nummer."), epilog="koppelbord productgroepen list")
@options.koppeling
@options.as_list
def list_groepen(koppeling: str, form: str) -> None:
    """From the cache."""

    async def work(opened: "Opened") -> "list[GroepRow]":
        return await opened.productgroepen()

    table.show([row.to_json() for row in with_koppeling(koppeling, work)], _GROEPEN, form)
