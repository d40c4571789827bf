"""Productgroepen (in SnelStart: artikelomzetgroepen), as read from SnelStart; the API offers them to read alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.text import mark, t, tn
from screens.base import told
from screens.keymap import Action
from screens.registreren import (
    TO_DECLARATIES,
    TO_EVENTS,
    TO_KLANTEN,
    TO_PRODUCTEN,
    TO_REGISTRATIES,
    TO_SYNC,
    ListScreen,
)
from screens.widgets.columns import Column
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.service.lists import GroepRow

COLUMNS = (
    Column("nummer", mark("Nummer"), 8, right=True),
    Column("omschrijving", mark("Omschrijving"), 24, grow=1),
    Column("btw", mark("Btw"), 8),
    Column("producten", mark("Producten"), 9, right=True),
)


class ProductgroepenScreen(ListScreen):
    """Enter goes to the producten of the group."""

    SCREEN = "productgroepen"
    TRAIL = mark("Productgroepen")
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("open", "enter", mark("producten ervan"), mark("De producten van deze productgroep.")),
        TO_KLANTEN,
        TO_PRODUCTEN,
        TO_REGISTRATIES,
        TO_DECLARATIES,
        TO_SYNC,
        TO_EVENTS,
    )

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.groepen: dict[str, GroepRow] | None = None

    def body(self) -> ComposeResult:
        """The list."""
        yield Table(COLUMNS, empty=mark("Nog geen productgroepen gelezen: s leest SnelStart."))

    def context(self) -> str:
        """How many, how old."""
        if self.groepen is None:
            return t("wordt gelezen")
        return f"{tn('{n} groep', '{n} groepen', len(self.groepen))} · {self.freshness()}"

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the file."""
        opened = await self.open()
        self.post_message(self.Loaded(opened, await opened.read_at(), await opened.productgroepen()))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them."""
        first = self.groepen is None
        self.take(event)
        found: list[GroepRow] = event.rows
        self.groepen = {one.id: one for one in found}
        self.show_rows(ListSource(found, key=lambda one: one.id, cells=_cells, order=_order))
        if first:
            self.table.focus()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """The group under the cursor."""
        row = (self.groepen or {}).get(event.key)
        if row is not None:
            self.details.show(row.omschrijving, [
                t("Nummer {n} · btw {btw}", n=row.nummer, btw=row.btw_soort.lower()),
                tn("{n} product in deze groep.", "{n} producten in deze groep.", row.producten),
                (Cell(t("In SnelStart heet dit een artikelomzetgroep; daar wijzig je hem. De btw van een regel volgt eruit."),
                      Tone.DIM),),
            ])  # fmt: skip
        self.fresh()

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes in."""
        self.action_do("open")

    def action_open(self) -> None:
        """Its producten."""
        row = (self.groepen or {}).get(self.table.key)
        if row is not None:
            self.go("producten", subject=row.omschrijving)


def _cells(row: GroepRow) -> Cells:
    return (str(row.nummer), row.omschrijving, row.btw_soort.lower(), str(row.producten))


def _order(row: GroepRow, column: int) -> tuple[int, str]:
    name = COLUMNS[column].id
    numbers = {"nummer": row.nummer, "producten": row.producten}
    return (
        (numbers[name], "") if name in numbers else (0, (row.omschrijving if name == "omschrijving" else row.btw_soort))
    )
