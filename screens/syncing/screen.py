"""Sync: what runs now, what is on its way, what must be chosen, what is left to differ, and every run that was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.domain.koppeling import KoppelingState
from core.text import mark, t
from screens.base import told
from screens.keymap import Action
from screens.registreren import ListScreen
from screens.syncing import asked_rows, run_rows
from screens.syncing.actions import ACTIONS
from screens.syncing.at_work import AtWork
from screens.syncing.deciding import Deciding
from screens.syncing.run_rows import Run
from screens.widgets.filterline import FilterLine
from screens.widgets.progress import ProgressLines
from screens.widgets.said import Line, Part
from screens.widgets.source import Cell, ListSource, Source
from screens.widgets.table import Table
from screens.widgets.times import clock_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.domain.agreement import Conflict, Difference
    from core.domain.allowance import Pause
    from core.domain.record_clock import RecordClock
    from core.domain.running import LifeSign
    from core.service import Service

RUNS, CLOCKS, CONFLICTS, DIFFERENCES = mark("runs"), mark("onderweg"), mark("conflicten"), mark("verschillen")
_SERVICES = {"snelstart": "SnelStart", "timeon": "Time On"}
MOST = 500
"""Runs that are shown."""
LOOK_SECONDS = 1.0
"""How often what runs is looked at; what did not change is not drawn."""


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the screen shows of a koppeling."""

    runs: dict[str, Run]
    clocks: dict[str, RecordClock]
    conflicts: dict[str, Conflict]
    differences: dict[str, Difference]
    pauses: list[Pause]
    next_at: datetime


class SyncingScreen(AtWork, Deciding, ListScreen):
    """`subject` names the tab to begin with."""

    SCREEN = "syncing"
    TRAIL = mark("Sync")
    TABS = (RUNS, CLOCKS, CONFLICTS, DIFFERENCES)
    TOPICS: ClassVar[frozenset[str]] = frozenset({"sync", "review", "besluit", "koppelingen"})
    ACTIONS: ClassVar[tuple[Action, ...]] = ACTIONS

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.tab = subject if subject in self.TABS else RUNS
        self.shown: Shown | None = None

    def body(self) -> ComposeResult:
        """What runs, then a table for each tab."""
        yield ProgressLines(self.service.clock)
        yield Table(
            run_rows.COLUMNS, id=RUNS, empty=mark("Nog geen run; {syncing.sync} leest beide kanten en toont het plan.")
        )
        yield Table(asked_rows.CLOCKS, id=CLOCKS, empty=mark("Niets is onderweg: beide kanten zijn gelijk."))
        yield Table(asked_rows.BOTH, id=CONFLICTS, markable=True, empty=mark("Geen veld veranderde aan beide kanten."))
        yield Table(asked_rows.BOTH, id=DIFFERENCES, empty=mark("Niets wat sinds het koppelen veranderde, verschilt."))

    @property
    def table(self) -> Table:
        """That of the tab one is on."""
        return self.query_one(f"#{self.tab}", Table)

    def context(self) -> str:
        """When it runs again, or why it does not."""
        if self.opened is None or self.shown is None:
            return t("wordt gelezen")
        if self.running:
            return t("loopt nu") if self.work_shown else t("loopt nu, elders")
        if self.opened.koppeling.state is not KoppelingState.ACTIEF:
            return t(self.opened.koppeling.state.label)
        if self.shown.pauses:
            return t("wacht tot {tijd}", tijd=clock_text(max(one.until for one in self.shown.pauses)))
        return t("volgende run {tijd}", tijd=clock_text(self.opened.syncing.next_at()))

    def tabs(self) -> Sequence[Part]:
        """Counts; of the conflicts those that are open."""
        if self.shown is None:
            return ()
        open_ones = sum(one.choice is None for one in self.shown.conflicts.values())
        counts = {RUNS: len(self.shown.runs), CLOCKS: len(self.shown.clocks), CONFLICTS: open_ones,
                  DIFFERENCES: len(self.shown.differences)}  # fmt: skip
        return self.tab_parts({tab: (t(tab), count) for tab, count in counts.items()})

    def on_mount(self) -> None:
        """Look at what runs, too."""
        self._front()
        super().on_mount()
        self.set_interval(LOOK_SECONDS, self.look)

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the koppeling's own file."""
        opened = await self.open()
        syncing = opened.syncing
        sign = await syncing.at_work()
        shown = Shown(
            self._runs(await syncing.runs(MOST), sign, here=syncing.working.running is not None),
            {one.key: one for one in await syncing.clocks()},
            {one.key: one for one in await syncing.conflicts()},
            {asked_rows.difference_key(one): one for one in await syncing.differences()},
            await syncing.pauses(),
            syncing.next_at(),
        )
        self.post_message(self.Loaded(opened, await opened.read_at(), shown))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show it; a conflict that waits comes first, once."""
        first = self.shown is None
        self.take(event)
        self.shown = event.rows
        if first and not self.subject and any(one.choice is None for one in self.shown.conflicts.values()):
            self.tab = CONFLICTS
        self.draw()
        for pause in self.shown.pauses:
            self.say(Cell(f"{Sign.WARN} ", Tone.WARN), t("{dienst} vroeg te wachten tot {tijd}; {syncing.resume} hervat nu. {reden}",
                     dienst=_SERVICES.get(pause.service, pause.service), tijd=clock_text(pause.until), reden=pause.reason))  # fmt: skip
        self.look()

    def _runs(self, rows: Sequence[Any], sign: LifeSign | None, *, here: bool) -> dict[str, Run]:
        runs, now = [Run.of(row) for row in rows], self.service.clock()
        return {run.id: run.stands(now, newest=run is runs[0], sign=sign, here=here) for run in runs}

    def draw(self) -> None:
        """The table of the tab, in front."""
        self._front()
        self.table.show(self._source())
        if words := self.query_one(FilterLine).filter:
            self.table.filter(words)
        self.table.focus()
        self.fresh()

    def _front(self) -> None:
        for table in self.query(Table):
            table.display = table.id == self.tab

    def _source(self) -> Source:
        shown = self.shown
        assert shown is not None, "drawn only once it was loaded"  # noqa: S101 - told to the checker
        now = self.service.clock()
        if self.tab == RUNS:
            return ListSource(shown.runs.values(), key=lambda run: run.id, cells=run_rows.cells, order=run_rows.order,
                              hit=lambda run: run.ended is not None and not run.ok)  # fmt: skip
        if self.tab == CLOCKS:
            return ListSource(
                shown.clocks.values(), key=lambda one: one.key, cells=lambda one: asked_rows.clock_cells(one, now)
            )
        if self.tab == CONFLICTS:
            return ListSource(shown.conflicts.values(), key=asked_rows.conflict_key, cells=asked_rows.conflict_cells,
                              hit=lambda one: one.choice is None)  # fmt: skip
        return ListSource(shown.differences.values(), key=asked_rows.difference_key, cells=asked_rows.difference_cells)

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """All about the row under the cursor."""
        if event.table is self.table and self.shown is not None:
            self.details.show(*self._details(event.key))
            self.fresh()

    def _details(self, key: str) -> tuple[str, Sequence[Line]]:
        shown, now = self.shown, self.service.clock()
        assert shown is not None, "asked for only when loaded"  # noqa: S101 - told to the checker
        if run := shown.runs.get(key):
            return t("Run {run}", run=run.id), run_rows.details(run)
        if clock := shown.clocks.get(key):
            return clock.label, asked_rows.clock_details(clock, now)
        if self.tab == CONFLICTS and (conflict := shown.conflicts.get(key)):
            return f"{conflict.label} · {conflict.field}", asked_rows.conflict_details(conflict)
        if difference := shown.differences.get(key):
            return f"{difference.label} · {difference.field}", asked_rows.difference_details(difference)
        return t("Sync"), [self.freshness_line()]

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes in."""
        self.action_do("open")

    def is_offered(self, action: str) -> bool:
        """What fits the tab and the moment."""
        paused = self.shown is not None and bool(self.shown.pauses)
        active = self.opened is not None and self.opened.koppeling.state is KoppelingState.ACTIEF
        fits = {"stop": self.running, "decide": self.tab == CONFLICTS, "take_back": self.tab == RUNS,
                "pause": active, "resume": paused or not active}  # fmt: skip
        return fits.get(action, True)

    def why_not(self, action: str) -> str:
        """What needs something under the cursor, or something that runs."""
        shown = self.shown
        if shown is None:
            return t("wordt gelezen") if action in ("open", "stop", "decide", "take_back", "pause", "resume") else ""
        if action == "stop" and not self.running:
            return t("Er loopt niets.")
        if action == "decide" and (self.tab != CONFLICTS or not shown.conflicts):
            return t("Dit is voor conflicten; {syncing.tab_next} gaat naar dat tabblad.")
        if action == "take_back":
            return self._why_no_undo()
        return self._why_not_standing(action)

    def _why_no_undo(self) -> str:
        run = self.shown.runs.get(self.table.key) if self.shown and self.tab == RUNS else None
        if run is None:
            return t("Dit is voor een run; {syncing.tab_previous} gaat naar dat tabblad.")
        return "" if run.count("writes") else t("Deze run schreef niets.")

    def action_open(self) -> None:
        """A run's lines, the plan of what is on its way, or the choice."""
        if self.tab == RUNS:
            self.go("run", subject=self.table.key)
        elif self.tab == CLOCKS:
            self.action_plan()
        elif self.tab == CONFLICTS:
            self.action_do("decide")
        else:
            self.say(t("Dit verschil blijft zoals het is; hieronder staat waarom."))

    def action_take_back(self) -> None:
        """The inverse plan, shown first."""
        self.go("terugdraaien", subject=self.table.key)

    def action_plan(self) -> None:
        """The plan of now."""
        self.go("plan")

    def action_review(self) -> None:
        """The match review."""
        self.go("review")
