"""The review of productgroepen: there is nothing to decide, they are read from SnelStart; that this is so is an inference."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from core.text import mark, t, tn
from screens.review.kinds import KindScreen
from screens.widgets.columns import Column
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service.lists import GroepRow
    from core.service.opened import Opened


class ReviewProductgroepenScreen(KindScreen["GroepRow"]):
    """One row a group."""

    SCREEN = "review.productgroepen"
    TRAIL = mark("Productgroepen")
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("nummer", mark("Nummer"), 8, right=True),
        Column("omschrijving", mark("Omschrijving"), 24, grow=1),
        Column("producten", mark("Producten"), 9, right=True, priority=1),
        Column("state", mark("Staat"), 20),
    )
    EMPTY = mark("Nog geen productgroepen gelezen: {klanten.sync} op het scherm Klanten leest SnelStart.")

    async def fetch(self, opened: Opened) -> Sequence[GroepRow]:
        """All of them."""
        return await opened.productgroepen()

    def counted(self, n: int) -> str:
        """How many there are."""
        return tn("{n} groep", "{n} groepen", n)

    def cells_of(self, row: GroepRow) -> Cells:
        """What stands in the columns."""
        return (
            str(row.nummer),
            row.omschrijving,
            str(row.producten),
            Cell(f"{Sign.GOOD} {t('uit SnelStart')}", Tone.GOOD),
        )

    def order_of(self, row: GroepRow, column: int) -> tuple[int, str]:
        """What a column sorts by."""
        numbers = {"nummer": row.nummer, "producten": row.producten}
        name = self.COLUMNS[column].id
        return (numbers.get(name, 0), row.omschrijving.casefold() if name == "omschrijving" else "")

    def explain(self, row: GroepRow | None) -> None:
        """Where it comes from, and that we infer it."""
        self.details.show(row.omschrijving if row else t("Productgroepen"), [
            t("Productgroepen worden uit SnelStart gelezen: daar heten ze artikelomzetgroepen. Er valt niets te koppelen."),
            (Cell(t("Aanname: SnelStart geeft ze alleen te lezen en Time On geeft er geen; waar Time On ze precies vandaan "
                    "haalt, staat nergens beschreven."), Tone.DIM),),
        ])  # fmt: skip
