"""The match review on screen: filter by state, the reason below, one key a decision, the cursor goes on by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from core.collecting import no_collecting
from core.domain.koppeling import KoppelingState
from core.domain.match import MatchRow
from core.text import mark, t, tn
from screens.base import told
from screens.review import elsewhere, options, rows
from screens.review.actions import ACTIONS
from screens.review.board import Board
from screens.review.whole import Whole
from screens.widgets.details import Details
from screens.widgets.filtering import parse
from screens.widgets.said import Part, said
from screens.widgets.source import Cell
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.coupling.kept import Kept
    from core.domain.koppeling import Progress
    from core.matching import Changed
    from core.service import Service

LOOK_EVERY = 2.0
"""Seconds between two looks whether another process changed something."""
LONG = 20_000
"""Names to compare from which a look lasts long enough to tell how far it is while rows are shown."""


class ReviewScreen(Whole):
    """One row a pair, a single or a knot. Enter never writes: it opens the choice list."""

    SCREEN = "review"
    KEYS_WAIT = True
    ACTIONS: ClassVar = ACTIONS
    TOPICS: ClassVar[frozenset[str]] = frozenset({"sync"})

    class Loaded(Message):
        """The review: what changed since the last time, or a whole new `board`."""

        def __init__(self, kept: Kept, changes: Sequence[tuple[int, Changed]], board: Board | None) -> None:
            super().__init__()
            self.version, self.stamp, self.doubles = kept.version, kept.stamp, kept.doubles
            self.foreign = kept.foreign
            self.changes = changes
            self.board = board

    class Simulated(Message):
        """How many double klanten arise without the decisions."""

        def __init__(self, naive: int) -> None:
            super().__init__()
            self.naive = naive

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.tab = rows.ALL
        self.began = service.clock()
        self.stamp = ""
        self.version = 0
        self.foreign = 0
        self.naive: int | None = None
        self.doubles = 0
        self._elsewhere = False
        self._loading = 0

    def on_mount(self) -> None:
        """Look around now and then; nothing is drawn when nothing changed."""
        super().on_mount()
        self.set_interval(LOOK_EVERY, self.look_around)

    def body(self) -> ComposeResult:
        """The table, and the list to choose from in its place."""
        yield Table(rows.COLUMNS, id="review", markable=True, empty=mark("Geen rijen met deze staat."))

    def lower(self) -> ComposeResult:
        """Why, or the choice list."""
        yield Details()
        yield Table(options.COLUMNS, id="choice")
        yield Static(markup=False, id="simulation")

    def crumbs(self) -> Sequence[str]:
        """Which koppeling, which kind."""
        return (self.opened.koppeling.timeon_naam if self.opened else "", t("Match review"), t("Klanten"))

    def context(self) -> str:
        """The counter."""
        if self.board is None:
            return t("wordt gelezen")
        counts = self.board.counts()
        seconds = int((self.service.clock() - self.began).total_seconds())
        return t(
            "{n} rijen · {beslist} beslist · {tijd}",
            n=counts[rows.ALL],
            beslist=counts[rows.ALL] - counts[rows.WAITING],
            tijd=f"{seconds // 60}:{seconds % 60:02}",
        )

    def tabs(self) -> Sequence[Part]:
        """Counts by state."""
        return rows.tab_parts(self.board.counts(), self.tab) if self.board else ()

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """Ask for what changed; everything is laid out anew beside the loop."""
        self._loading += 1
        try:
            self.post_message(await self._load())
        finally:
            self._loading -= 1

    @on(Loaded)
    def loaded(self, event: Loaded) -> None:
        """Show it; the cursor stays where it is."""
        here = self.table.key
        if event.board is not None:
            if self.board is not None:
                self.run_worker(asyncio.to_thread(self.board.let_go), group="freeing")
            self.board = event.board
            self.simulate()
        assert self.board is not None, "the first answer is a whole board"  # noqa: S101 - told to the checker
        new = [changed for version, changed in event.changes if version > self.version]
        for changed in new:
            self.board.change(changed.gone, changed.made)
        self.version, self.stamp, self.doubles = event.version, event.stamp, event.doubles
        self.pending -= self._over
        self._over.clear()
        by_key = self.board.by_key
        self.chosen = {key: kept for key, kept in self.chosen.items() if key in by_key and by_key[key].waits}
        counts = self.board.counts()
        if self.tab not in counts or not counts[self.tab]:
            self.tab = rows.WAITING if counts[rows.WAITING] else rows.ALL
        self._draw(here, whole=event.board is not None)
        if self.move_on:
            self.move_on = False
            self.to_next_waiting(from_here=True)
        if event.foreign != self.foreign:
            if self._elsewhere:
                self.say(*elsewhere.words([row for changed in new for row in changed.made]))
            self._elsewhere, self.foreign = False, event.foreign
        self._show_doubles()

    @work(exclusive=True, group="simulate")
    @told
    async def simulate(self) -> None:
        """What Time On would do without the decisions; it may take long, and nobody waits for it."""
        assert self.opened is not None, "rows are there already"  # noqa: S101 - told to the checker
        self.post_message(self.Simulated(await self.opened.reviewing.doubles_at_start()))

    @on(Simulated)
    def simulated(self, event: Simulated) -> None:
        """What deciding is for."""
        self.naive = event.naive
        self._show_doubles()

    @work(exclusive=True, group="look")
    @told
    async def look_around(self) -> None:
        """Whether another process decided or read something: then it appears."""
        if self.board is None or self.opened is None or self.pending or self._loading:
            return
        if await self.opened.reviewing.stamp() != self.stamp and not self.pending:
            self._elsewhere = True
            self.reload()

    def tell(self, progress: Progress) -> None:
        """How far a long look is."""
        if progress.total and self.is_mounted and (self.board is None or progress.total >= LONG):
            count = t("{n} van {total}", n=progress.done, total=progress.total)
            self.query_one("#simulation", Static).update(
                said(Cell(f"{Sign.BUSY} ", Tone.BUSY), f"{t(progress.kind)}: {count}")
            )

    @on(Table.Moved, "#review")
    def moved(self, event: Table.Moved) -> None:
        """Why, of the row under the cursor."""
        self.explain_row(self.board.by_key.get(event.key) if self.board else None)
        self.fresh()

    def marks_said(self, table: Table) -> str | None:
        """Of the pairs of a knot the choice itself is told."""
        return super().marks_said(table) if table is self.table else None

    def action_tab_next(self) -> None:
        """The next state."""
        self._tab(1)

    def action_tab_previous(self) -> None:
        """The previous state."""
        self._tab(-1)

    def action_plan(self) -> None:
        """On to the plan."""
        self.go("plan", self.koppeling_id, replace=self._coupling())

    def action_source(self) -> None:
        """What to mend, the row's own first."""
        self.go("bron", self.koppeling_id, self.table.key)

    def action_kind(self) -> None:
        """Producten."""
        self.go("review.producten", self.koppeling_id, replace=True)

    async def leaving(self) -> None:
        """The list of koppelingen counts afresh."""
        if self.opened is not None and self.decided_something:
            await self.opened.refresh("review")

    @work(exclusive=True, group="tab")
    async def show_tab(self, tab: rows.Tab) -> None:
        """The rows of this tab, which are looked for beside the loop."""
        if self.board is not None:
            await self.board.ready_for(tab)
            self.tab = tab
            self._draw(self.table.key, whole=True)

    def chosen_for(self, key: str) -> Sequence[options.Option]:
        """What was chosen for a row and not yet decided."""
        return self.chosen.get(key, ())

    async def _load(self) -> Loaded:
        self.opened = await self.open()
        kept = await self.opened.reviewing.kept(self.tell)
        changes = kept.since(self.version) if self.board else None
        loaded = self.Loaded(kept, changes or (), None)
        if changes is None:
            found = kept.review
            loaded.board = await asyncio.to_thread(self._laid_out, found.rows, kept.place, self.table.sorted_by)
        return loaded

    def _laid_out(self, found: Sequence[MatchRow], place: Callable[[MatchRow], int], column: int | None) -> Board:
        with no_collecting():
            board = Board(found, place, self.chosen_for, self.tab, column)
            board.filter(*parse(self.table.filter_text, self.table.columns).looked_for)
            return board

    def _draw(self, here: str, *, whole: bool) -> None:
        board, table = self.board, self.table
        if board is None:
            return
        if board.tab is not self.tab:
            board.show(self.tab)
            whole = True
        if whole:
            table.show(board, cursor=here)
        else:
            table.marks = {key: None for key in table.marks if board.index(key) is not None}
            table.take(here)
        self.fresh()

    def _show_doubles(self) -> None:
        naive = t("wordt nagebootst")
        if self.naive is not None:
            naive = tn("{n} dubbele klant", "{n} dubbele klanten", self.naive)
        self.query_one("#simulation", Static).update(
            said(
                t("Wie nu start zoals Time On het doet: "),
                Cell(naive, Tone.WARN if self.naive else Tone.GOOD),
                t(". Met jouw keuzes: "),
                Cell(str(self.doubles), Tone.WARN if self.doubles else Tone.GOOD),
                ".",
            )
        )

    def _coupling(self) -> bool:
        return self.opened is not None and self.opened.koppeling.state is not KoppelingState.ACTIEF

    def _tab(self, step: int) -> None:
        if self.board is not None:
            places = list(self.board.counts())
            self.keys_wait_for(self.show_tab(places[(places.index(self.tab) + step) % len(places)]))
