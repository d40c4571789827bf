"""The review of producten: by code and by omschrijving. Time On gives none by its API, so a list of them can be laid beside."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import work

from core.domain.match import MatchState
from core.service.producten import matched, read_list
from core.text import mark, t, tn
from screens.base import told
from screens.keymap import Action
from screens.review.kinds import KindScreen
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.matching.producten import Product, ProductRow
    from core.service import Service
    from core.service.opened import Opened

_STATES: Mapping[MatchState, tuple[str, str, Tone]] = {
    MatchState.NUMBER_AND_NAME: ("=", mark("code+naam"), Tone.GOOD),
    MatchState.NAME: ("=", mark("omschrijving"), Tone.PLAIN),
    MatchState.NUMBER: ("#", mark("code"), Tone.WARN),
    MatchState.SPELLING: ("≈", mark("spelling"), Tone.BUSY),
    MatchState.KNOT: (Sign.WARN, mark("knoop"), Tone.WARN),
    MatchState.ONLY_TIMEON: ("T", mark("alleen T.O."), Tone.WARN),
    MatchState.ONLY_SNELSTART: ("S", mark("alleen Snelst."), Tone.PLAIN),
}


class ReviewProductenScreen(KindScreen["ProductRow"]):
    """One row a pair, a single or a knot of producten; nothing is decided here, producten change in SnelStart."""

    SCREEN = "review.producten"
    TRAIL = mark("Producten")
    COLUMNS: ClassVar[Sequence[Column]] = (
        Column("timeon", mark("Time On"), 16, grow=1),
        Column("timeon_code", mark("Code"), 8, priority=1),
        Column("snelstart", mark("SnelStart"), 16, grow=1),
        Column("snelstart_code", mark("Code"), 8, priority=2),
        Column("state", mark("Staat"), 15),
    )
    EMPTY = mark("Nog geen producten gelezen: {klanten.sync} op het scherm Klanten leest SnelStart.")
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            "list", "l", mark("lijst uit Time On"), mark("Leg een lijst producten uit Time On (Excel of CSV) ernaast.")
        ),
        *KindScreen.ACTIONS,
    )

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.listed: Sequence[Product] = ()

    async def fetch(self, opened: Opened) -> Sequence[ProductRow]:
        """Those of SnelStart, beside the list that was laid there."""
        return await matched(opened, self.listed)

    def counted(self, n: int) -> str:
        """How many there are."""
        return tn("{n} product", "{n} producten", n)

    def cells_of(self, row: ProductRow) -> Cells:
        """What stands in the columns."""
        sign, word, tone = _STATES[row.state]
        return (
            *_side([(one.omschrijving, one.code) for one in row.timeon]),
            *_side([(one.omschrijving, one.code) for one in row.artikelen]),
            Cell(f"{sign} {t(word)}", tone),
        )

    def order_of(self, row: ProductRow, column: int) -> str:
        """What a column sorts by."""
        cell = self.cells_of(row)[column]
        return (cell if isinstance(cell, str) else cell.text).casefold()

    def explain(self, row: ProductRow | None) -> None:
        """Why, and what we infer."""
        lines: list[Line] = [str(row.reason)] if row and self.listed else []
        if not self.listed:
            lines.append(
                t(
                    "Gelezen uit SnelStart. Time On geeft via zijn API geen producten; {review.producten.list} legt een lijst ernaast."
                )
            )
        lines += [
            t("Er valt niets te beslissen: producten wijzig je in SnelStart, en Time On toont ze binnen 30 minuten."),
            (Cell(t("Aanname: producten passen op code en op omschrijving, zoals klanten; Time On beschrijft het niet."),
                  Tone.DIM),),
        ]  # fmt: skip
        self.details.show(t("Waarom?"), lines)

    @work(exclusive=True, group="list")
    @told
    async def action_list(self) -> None:
        """Ask for the file, read it, lay it beside; what could not be read is told."""
        asked = await self.paste(
            t("Lijst producten uit Time On"), [t("Pad van een Excel- of CSV-bestand met kolommen code en omschrijving.")],
            secret=False,
        )  # fmt: skip
        if not asked:
            return
        self.listed, problems = await asyncio.to_thread(read_list, asked)
        self.reload()
        n = len(self.listed)
        self.say_done(" ".join([
            tn("{n} product uit de lijst ernaast gelegd.", "{n} producten uit de lijst ernaast gelegd.", n),
            *(str(one) for one in problems[:1]),
        ]))  # fmt: skip


def _side(found: Sequence[tuple[str, str]]) -> tuple[str | Cell, str | Cell]:
    if not found:
        return Cell(Sign.NONE, Tone.DIM), ""
    name, code = found[0]
    return (name, code) if len(found) == 1 else (f"{len(found)} × {name}", Cell("…", Tone.DIM))
