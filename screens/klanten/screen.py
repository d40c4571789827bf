"""Registreren > Klanten: all klanten of SnelStart and those only in Time On, and where a new one begins."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.text import mark, t, tn
from screens.base import Failed, told
from screens.keymap import Action
from screens.klanten import rows
from screens.registreren import (
    NEXT_TAB,
    PREVIOUS_TAB,
    TO_DECLARATIES,
    TO_EVENTS,
    TO_GROEPEN,
    TO_PRODUCTEN,
    TO_REGISTRATIES,
    TO_SYNC,
    TO_SYNCING,
    ListScreen,
)
from screens.widgets.paged import PagedSource
from screens.widgets.said import Part
from screens.widgets.table import Table

if TYPE_CHECKING:
    from core.domain.record_clock import RecordClock
    from core.service import Service
    from core.service.klant_pages import KlantKey, KlantPages
    from core.service.lists import KlantRow


class KlantenScreen(ListScreen):
    """Enter goes to the registraties of the klant."""

    SCREEN = "klanten"
    TRAIL = mark("Klanten")
    TABS = rows.TABS
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("open", "enter", "", mark("De registraties van deze klant.")),
        Action(
            "add", "plus", mark("Klant toevoegen"), mark("Een nieuwe klant, in Time On en in SnelStart, met één plan.")
        ),
        TO_REGISTRATIES,
        TO_DECLARATIES,
        TO_PRODUCTEN,
        TO_GROEPEN,
        TO_SYNC,
        TO_SYNCING,
        Action("everything", "a", "", mark("Toon ook leveranciers en nonactieve relaties, of verberg ze weer.")),
        Action("review", "r", "", mark("Naar de match review.")),
        TO_EVENTS,
        Action("record", "h", "", mark("Alles wat deze klant ooit raakte, aan beide kanten.")),
        NEXT_TAB,
        PREVIOUS_TAB,
    )

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.klanten: KlantPages | None = None
        self.counts: Counter[str] = Counter()
        self.everything = False
        self.clocks: Mapping[str, RecordClock] = {}

    def body(self) -> ComposeResult:
        """The list."""
        yield Table(
            rows.COLUMNS, markable=True, empty=mark("Nog geen klanten gelezen: {klanten.sync} leest beide kanten.")
        )

    def context(self) -> str:
        """How many, how old."""
        if self.klanten is None:
            return t("wordt gelezen")
        count = tn("{n} klant", "{n} klanten", len(self.klanten.keys))
        return f"{count} · {self.freshness()}"

    def tabs(self) -> Sequence[Part]:
        """Counts by state."""
        if self.klanten is None:
            return ()
        labels = {tab: (t(tab if tab == self.tab else rows.SHORT[tab]), self.counts[tab]) for tab in rows.SHORT}
        return self.tab_parts({rows.ALLES: (t("alles"), len(self.klanten.keys)), **labels})

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the file."""
        opened = await self.open()
        found = await opened.pages.klanten(everything=self.everything)
        self.clocks = await opened.syncing.clocks_by_id()
        self.post_message(
            self.Loaded(opened, await opened.read_at(), (found, await asyncio.to_thread(_counted, found.keys)))
        )

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them."""
        first = self.klanten is None
        self.take(event)
        self.klanten, self.counts = event.rows
        self.draw()
        if first:
            self.table.focus()

    def draw(self) -> None:
        """Show the rows of the tab."""
        self._show()

    @work(exclusive=True, group="draw")
    async def _show(self) -> None:
        """The rows of the tab; in the order and under the filter that stand, which of very many takes a while."""
        if self.klanten is None:
            return
        now = self.service.clock()
        keys, tab = self.klanten.keys, self.tab
        wanted = keys if tab == rows.ALLES else await asyncio.to_thread(_only, keys, tab)
        source = PagedSource(
            wanted,
            self.klanten.page, self.klanten.through,
            columns=len(rows.COLUMNS), key=lambda key: key.text, words=rows.words, order=rows.order,
            cells=lambda row: rows.cells(row, self._clock(row), now),
            failed=lambda problem: self.post_message(Failed(problem)),
        )  # fmt: skip
        self.table.empty = (
            mark("Hier staat niemand; {klanten.tab_next} gaat naar het volgende tabblad.")
            if self.klanten.keys
            else mark("Nog geen klanten gelezen: {klanten.sync} leest beide kanten.")
        )
        await self.table.prepare(source)
        self.show_rows(source)

    @on(Table.Moved)
    def moved(self) -> None:
        """Both sides of the klant under the cursor."""
        row = self.row
        if row is None:
            self.details.show(t("Klant"), [self.freshness_line()] if self.opened else [])
        else:
            self.details.show(row.shown.naam, rows.details(row, self._clock(row), self.service.clock()))
        self.fresh()

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes in."""
        self.action_do("open")

    def why_not(self, action: str) -> str:
        """Registraties hang on the klant of Time On."""
        row = self.row
        if action == "open" and (row is None or row.timeon is None):
            return t("Deze klant staat niet in Time On en heeft dus geen registraties.")
        return ""

    def action_open(self) -> None:
        """Its registraties."""
        row = self.row
        if row is not None and row.timeon is not None:
            self.go("registraties", subject=row.timeon.id)

    def action_record(self) -> None:
        """Its own timeline."""
        row = self.row
        if row is not None:
            self.go("record", subject=f"klant:{row.timeon.id if row.timeon else row.shown.id}")

    def action_add(self) -> None:
        """The form."""
        self.go("klant")

    def action_everything(self) -> None:
        """With or without leveranciers and nonactieve."""
        self.everything = not self.everything
        said = t("Ook leveranciers en nonactieve relaties.") if self.everything else t("Alleen klanten.")
        self.say(said)
        self.reload()

    def action_review(self) -> None:
        """The match review."""
        self.go("review")

    def _clock(self, row: KlantRow) -> RecordClock | None:
        """When what changed here is on the other side; None when nothing of it is on its way."""
        ids = [one.id for one in (row.timeon, row.snelstart) if one is not None]
        return next((self.clocks[id_] for id_ in ids if id_ in self.clocks), None)

    @property
    def row(self) -> KlantRow | None:
        """The one under the cursor."""
        source = self.table.source
        return source.row(self.table.cursor) if isinstance(source, PagedSource) and source.count() else None


def _counted(keys: Sequence[KlantKey]) -> Counter[str]:
    return Counter(key.state for key in keys)


def _only(keys: Sequence[KlantKey], state: str) -> Sequence[KlantKey]:
    return [key for key in keys if key.state == state]
