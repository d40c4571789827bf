"""Producten, as read from SnelStart: code, price excluding btw, productgroep. Read only; SnelStart is where they change."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.domain.money import number
from core.text import mark, t, tn
from screens.base import told
from screens.keymap import Action
from screens.registreren import (
    TO_DECLARATIES,
    TO_EVENTS,
    TO_GROEPEN,
    TO_KLANTEN,
    TO_REGISTRATIES,
    TO_SYNC,
    ListScreen,
)
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.service.lists import ProductRow

COLUMNS = (
    Column("code", mark("Code"), 8),
    Column("omschrijving", mark("Omschrijving"), 22, grow=3),
    Column("groep", mark("Productgroep"), 16, priority=2, grow=2),
    Column("btw", mark("Btw"), 6, priority=3),
    Column("prijs", mark("Prijs"), 9, right=True),
    Column("eenheid", mark("Eenheid"), 8, priority=4),
    Column("state", mark("Staat"), 11, priority=1),
)


class ProductenScreen(ListScreen):
    """One row a product."""

    SCREEN = "producten"
    TRAIL = mark("Producten")
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        TO_KLANTEN,
        TO_GROEPEN,
        TO_REGISTRATIES,
        TO_DECLARATIES,
        TO_SYNC,
        TO_EVENTS,
    )

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.producten: dict[str, ProductRow] | None = None

    def body(self) -> ComposeResult:
        """The list."""
        yield Table(COLUMNS, empty=mark("Nog geen producten gelezen: s leest SnelStart."))

    def context(self) -> str:
        """How many, how old."""
        if self.producten is None:
            return t("wordt gelezen")
        return f"{tn('{n} product', '{n} producten', len(self.producten))} · {self.freshness()}"

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the file."""
        opened = await self.open()
        self.post_message(self.Loaded(opened, await opened.read_at(), await opened.producten()))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them; `subject` names the productgroep they were asked of."""
        first = self.producten is None
        self.take(event)
        found: list[ProductRow] = [one for one in event.rows if not self.subject or one.groep == self.subject]
        self.producten = {one.id: one for one in found}
        self.show_rows(ListSource(found, key=lambda one: one.id, cells=_cells, order=_order))
        if first:
            self.table.focus()

    def crumbs(self) -> Sequence[str]:
        """With the productgroep, where one was asked for."""
        return (*super().crumbs(), self.subject) if self.subject else super().crumbs()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """The product under the cursor."""
        row = (self.producten or {}).get(event.key)
        self.details.show(row.omschrijving if row else t("Product"), _details(row) if row else ())
        self.fresh()


def _cells(row: ProductRow) -> Cells:
    state = (
        Cell(f"{Sign.GOOD} {t('actief')}", Tone.GOOD) if row.actief else Cell(f"{Sign.NONE} {t('nonactief')}", Tone.DIM)
    )
    return (row.code, row.omschrijving, row.groep, row.btw_soort.lower(), number(row.prijs), row.eenheid, state)


def _order(row: ProductRow, column: int) -> tuple[Decimal, str]:
    name = COLUMNS[column].id
    if name == "prijs":
        return (row.prijs, "")
    texts = {"code": row.code, "omschrijving": row.omschrijving, "groep": row.groep, "btw": row.btw_soort,
             "eenheid": row.eenheid, "state": str(not row.actief)}  # fmt: skip
    text = texts[name]
    return (Decimal(text), "") if name == "code" and text.isdigit() else (Decimal(0), text.casefold())


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
