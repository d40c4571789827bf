"""Productgroepen (in SnelStart: artikelomzetgroepen), as read from SnelStart; the API offers them to read alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on

from core.text import mark, t, tn
from screens.keymap import Action
from screens.reading import ReadingScreen
from screens.registreren import (
    TO_DECLARATIES,
    TO_EVENTS,
    TO_KLANTEN,
    TO_PRODUCTEN,
    TO_REGISTRATIES,
    TO_SYNC,
)
from screens.widgets.columns import Column
from screens.widgets.source import Cell, Cells
from screens.widgets.table import Table
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.service.lists import GroepRow
    from core.service.opened import Opened


class ProductgroepenScreen(ReadingScreen["GroepRow"]):
    """Enter goes to the producten of the group."""

    SCREEN = "productgroepen"
    TRAIL = mark("Productgroepen")
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("nummer", mark("Nummer"), 8, right=True),
        Column("omschrijving", mark("Omschrijving"), 24, grow=1),
        Column("btw", mark("Btw"), 8),
        Column("producten", mark("Producten"), 9, right=True),
    )
    EMPTY = mark("Nog geen productgroepen gelezen: {productgroepen.sync} leest SnelStart.")
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("open", "enter", mark("producten ervan"), mark("De producten van deze productgroep.")),
        TO_KLANTEN,
        TO_PRODUCTEN,
        TO_REGISTRATIES,
        TO_DECLARATIES,
        TO_SYNC,
        TO_EVENTS,
    )

    async def fetch(self, opened: Opened) -> Sequence[GroepRow]:
        """All of them."""
        return await opened.productgroepen()

    def counted(self, n: int) -> str:
        """How many there are."""
        return tn("{n} groep", "{n} groepen", n)

    def cells_of(self, row: GroepRow) -> Cells:
        """What stands in the columns."""
        return (str(row.nummer), row.omschrijving, row.btw_soort.lower(), str(row.producten))

    def order_of(self, row: GroepRow, column: int) -> tuple[int, str]:
        """What a column sorts by."""
        name = self.COLUMNS[column].id
        numbers = {"nummer": row.nummer, "producten": row.producten}
        return (
            (numbers[name], "")
            if name in numbers
            else (0, (row.omschrijving if name == "omschrijving" else row.btw_soort))
        )

    def explain(self, row: GroepRow | None) -> None:
        """The group under the cursor."""
        if row is None:
            return
        self.details.show(row.omschrijving, [
            t("Nummer {n} · btw {btw}", n=row.nummer, btw=row.btw_soort.lower()),
            tn("{n} product in deze groep.", "{n} producten in deze groep.", row.producten),
            (Cell(t("In SnelStart heet dit een artikelomzetgroep; daar wijzig je hem. De btw van een regel volgt eruit."),
                  Tone.DIM),),
        ])  # fmt: skip

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes in."""
        self.action_do("open")

    def action_open(self) -> None:
        """Its producten."""
        if self.row is not None:
            self.go("producten", subject=self.row.omschrijving)
