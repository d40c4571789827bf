"""Bewijs: everything that happened to one declaratie, with times and hashes; the proof that it exists once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.clock import from_iso
from core.text import mark, t, tn
from screens import declaratie_words as said
from screens.base import told
from screens.event_words import detail_lines
from screens.registreren import TO_EVENTS, ListScreen
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.times import day_text, day_year_text
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.domain.declaratie import Declaratie
    from core.invoicing.evidence import EvidenceLine
    from core.service import Service
    from screens.keymap import Action

COLUMNS = (
    Column("at", mark("Wanneer"), 15),
    Column("what", mark("Wat"), 36, grow=1),
    Column("actor", mark("Wie"), 8, priority=1),
    Column("hash", mark("Hash"), 8, priority=2),
)


class BewijsScreen(ListScreen):
    """`subject` is the id of the declaratie. In the order in which it happened."""

    SCREEN = "bewijs"
    TRAIL = mark("Declaraties")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"declaraties"})
    ACTIONS: ClassVar[tuple[Action, ...]] = (TO_EVENTS,)

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.declaratie: Declaratie | None = None
        self.events: dict[str, EvidenceLine] = {}

    def body(self) -> ComposeResult:
        """The chain."""
        yield Table(COLUMNS, empty=mark("Van deze declaratie is nog niets vastgelegd."))

    def crumbs(self) -> Sequence[str]:
        """Below its declaratie."""
        naam = said.name(self.declaratie) if self.declaratie else ""
        return (*super().crumbs(), naam, t("Bewijs"))

    def context(self) -> str:
        """How much happened."""
        return tn("{n} gebeurtenis", "{n} gebeurtenissen", len(self.events))

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the journal."""
        opened = await self.open()
        found = (await opened.declaraties.get(self.subject), await opened.declaraties.evidence(self.subject))
        self.post_message(self.Loaded(opened, await opened.read_at(), found))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show it."""
        first = self.declaratie is None
        self.take(event)
        self.declaratie, lines = event.rows
        self.events = {str(one.seq): one for one in lines}
        self.show_rows(ListSource(lines, key=lambda one: str(one.seq), cells=_cells, order=_order))
        if first:
            self.table.focus()
        if self.declaratie is not None:
            self.say(said.order_cell(self.declaratie))

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """Its facts."""
        one = self.events.get(event.key)
        if one is not None:
            self.details.show(one.type, _details(one))
        self.fresh()


def _cells(one: EvidenceLine) -> Cells:
    moment = from_iso(one.at).astimezone()
    when = f"{day_text(moment.date())} {moment:%H:%M:%S}"
    return (Cell(when, Tone.DIM), str(one.what), Cell(one.actor, Tone.DIM), Cell(one.hash[:8], Tone.DIM))


def _order(one: EvidenceLine, column: int) -> tuple[int, str]:
    texts = {"what": one.type, "actor": one.actor, "hash": one.hash}
    name = COLUMNS[column].id
    return (one.seq, "") if name == "at" else (0, texts[name])


def _details(one: EvidenceLine) -> Sequence[Line]:
    moment = from_iso(one.at).astimezone()
    lines: list[Line] = [
        str(one.what),
        f"{day_year_text(moment.date())} {moment:%H:%M:%S.%f} · {one.actor} · {t('nr')} {one.seq}",
    ]
    return [*lines, *detail_lines(one.detail), (Cell(f"{t('hash')} {one.hash}", Tone.DIM),)]
