"""Producten, as read from SnelStart: code, price excluding btw, productgroep. Read only; SnelStart is where they change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from core.domain.money import number
from core.text import mark, t, tn
from screens.keymap import Action
from screens.reading import ReadingScreen
from screens.registreren import (
    TO_DECLARATIES,
    TO_EVENTS,
    TO_GROEPEN,
    TO_KLANTEN,
    TO_REGISTRATIES,
    TO_SYNC,
)
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service.lists import ProductRow
    from core.service.opened import Opened


class ProductenScreen(ReadingScreen["ProductRow"]):
    """One row a product."""

    SCREEN = "producten"
    TRAIL = mark("Producten")
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("code", mark("Code"), 8),
        Column("omschrijving", mark("Omschrijving"), 22, grow=3),
        Column("groep", mark("Productgroep"), 16, priority=2, grow=2),
        Column("btw", mark("Btw"), 6, priority=3),
        Column("prijs", mark("Prijs"), 9, right=True),
        Column("eenheid", mark("Eenheid"), 8, priority=4),
        Column("state", mark("Staat"), 11, priority=1),
    )
    EMPTY = mark("Nog geen producten gelezen: {producten.sync} leest SnelStart.")
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        TO_KLANTEN,
        TO_GROEPEN,
        TO_REGISTRATIES,
        TO_DECLARATIES,
        TO_SYNC,
        TO_EVENTS,
    )

    async def fetch(self, opened: Opened) -> Sequence[ProductRow]:
        """All, or those of the productgroep that `subject` names."""
        return [one for one in await opened.producten() if not self.subject or one.groep == self.subject]

    def counted(self, n: int) -> str:
        """How many there are."""
        return tn("{n} product", "{n} producten", n)

    def cells_of(self, row: ProductRow) -> Cells:
        """What stands in the columns."""
        state = (
            Cell(f"{Sign.GOOD} {t('actief')}", Tone.GOOD)
            if row.actief
            else Cell(f"{Sign.NONE} {t('nonactief')}", Tone.DIM)
        )
        return (row.code, row.omschrijving, row.groep, row.btw_soort.lower(), number(row.prijs), row.eenheid, state)

    def order_of(self, row: ProductRow, column: int) -> tuple[Decimal, str]:
        """What a column sorts by."""
        name = self.COLUMNS[column].id
        if name == "prijs":
            return (row.prijs, "")
        texts = {"code": row.code, "omschrijving": row.omschrijving, "groep": row.groep, "btw": row.btw_soort,
                 "eenheid": row.eenheid, "state": str(not row.actief)}  # fmt: skip
        text = texts[name]
        return (Decimal(text), "") if name == "code" and text.isdigit() else (Decimal(0), text.casefold())

    def explain(self, row: ProductRow | None) -> None:
        """The product under the cursor."""
        self.details.show(row.omschrijving if row else t("Product"), _details(row) if row else ())

    def crumbs(self) -> Sequence[str]:
        """With the productgroep, where one was asked for."""
        return (*super().crumbs(), self.subject) if self.subject else super().crumbs()


def _details(row: ProductRow) -> Sequence[Line]:
    lines: list[Line] = [
        t("Code {code} · {prijs} per {eenheid}, exclusief btw", code=row.code, prijs=f"€ {number(row.prijs)}",
          eenheid=row.eenheid or t("stuk")),
        t("Productgroep {groep} · btw {btw}", groep=row.groep or Sign.NONE, btw=row.btw_soort.lower() or Sign.NONE),
    ]  # fmt: skip
    if not row.actief:
        lines.append((Cell(f"{Sign.WARN} ", Tone.WARN), t("Nonactief in SnelStart: er komt geen regel meer op.")))
    lines.append((Cell(t("Producten wijzig je in SnelStart."), Tone.DIM),))
    return lines
