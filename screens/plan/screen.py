"""The plan before a sync, the one key that writes it, and what became of every line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.domain.koppeling import Step
from core.domain.plan import LineResult, Plan, RunReport
from core.errors import AppError
from core.text import mark, t, tn
from screens.base import told
from screens.keymap import Action
from screens.plan import lines
from screens.plan.actions import ACTIONS
from screens.plan.at_work import AtWork
from screens.plan.lines import Row
from screens.widgets.progress import ProgressLines
from screens.widgets.said import Part
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.times import clock_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.service.opened import Opened
    from core.syncing.counted import ReadReport
    from core.syncing.plan import Planned


class PlanScreen(AtWork):
    """Shows what was planned from what was read last."""

    SCREEN = "plan"
    ACTIONS: ClassVar[tuple[Action, ...]] = ACTIONS
    READS: ClassVar[bool] = False
    EMPTY = mark("Niets te doen: beide kanten zijn gelijk voor zover besloten is.")

    class Ready(Message):
        """There is a plan."""

        def __init__(self, opened: Opened, planned: Planned, reading: ReadReport | None) -> None:
            super().__init__()
            self.opened = opened
            self.planned = planned
            self.reading = reading

    class Done(Message):
        """It was written; `left` is the plan that would be made now."""

        def __init__(self, report: RunReport, left: Planned) -> None:
            super().__init__()
            self.report = report
            self.left = left

    class Broken(Message):
        """Writing ended early, after these."""

        def __init__(self, results: Sequence[LineResult]) -> None:
            super().__init__()
            self.results = results

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.plan: Plan | None = None
        self._planned: Planned | None = None
        self.report: RunReport | None = None
        self.broken = False
        self.rows: list[Row] = []
        self._reading: ReadReport | None = None

    def body(self) -> ComposeResult:
        """Progress while it reads or writes, then the lines."""
        yield ProgressLines()
        yield Table(lines.COLUMNS, markable=True, empty=self.EMPTY)

    def crumbs(self) -> Sequence[str]:
        """Which koppeling."""
        return (self.opened.koppeling.timeon_naam if self.opened else "", t("Sync"), t("Plan"))

    def context(self) -> str:
        """How much, and when it was sealed."""
        if self.plan is None:
            if not self.READS:
                return t("wordt gemaakt")
            return t("wordt gelezen") if self.reading or self.opened is None else t("niet gelezen")
        n = tn("{n} wijziging", "{n} wijzigingen", len(self._wanted().lines))
        return t("{n}, verzegeld {tijd}", n=n, tijd=clock_text(self.plan.made_at))

    def tabs(self) -> Sequence[Part]:
        """Counts by side; of a plan that was written in part, how far it came."""
        if self.plan is None:
            return ()
        return lines.broken_parts(self.rows) if self.broken else lines.count_parts(self.plan, self.rows)

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """Read where that is asked, then plan."""
        opened = self.opened = await self.open()
        reading = None
        if self.READS:
            self.reading = True
            self.fresh()
            progress = self.query_one(ProgressLines)
            progress.clear()
            self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Beide kanten worden gelezen; er wordt niets geschreven."))
            reading = await self.guarded(lambda released: opened.read(progress.told, released=released))
            await opened.reviewing.accept(await opened.mode())
        planned = await self.planned(opened)
        if reading is not None and not planned.plan.lines:
            await opened.apply(planned.plan, reading, beside=planned)
        self.post_message(self.Ready(opened, planned, reading))

    async def planned(self, opened: Opened) -> Planned:
        """The plan that is shown."""
        return await opened.plan()

    @on(Ready)
    def ready(self, event: Ready) -> None:
        """Show the lines."""
        self.opened, self._planned, self._reading, self.report = event.opened, event.planned, event.reading, None
        self.plan = event.planned.plan
        self.reading = self.broken = False
        self.rows = lines.rows_of(event.planned)
        self.query_one(ProgressLines).clear()
        self.draw()
        self.table.focus()
        self.say(*lines.summary_parts(event.planned.plan, self.rows))
        self.fresh()

    @on(Done)
    def done(self, event: Done) -> None:
        """Show what became of it."""
        self.writing = False
        self.report = event.report
        results = {result.line.key: result for result in event.report.results}
        self.rows = [replace(row, result=results.get(row.key)) for row in self.rows]
        self.query_one(ProgressLines).clear()
        self.table.marks = {}
        self.draw()
        self.say(*lines.outcome_parts(event.report, len(event.left.plan.lines)))
        if event.report.refused:
            self.table.action_next_hit()
        self.fresh()

    @on(Broken)
    def broke(self, event: Broken) -> None:
        """Show which lines it came to; what is left needs a plan of its own."""
        self.broken = True
        self.rows = lines.after_break(self.rows, event.results)
        self.table.marks = {}
        self.draw()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """The line under the cursor, field by field."""
        row = next((row for row in self.rows if row.key == event.key), None)
        if row is not None:
            self.details.show(*lines.details(row))
        elif self.plan is not None:
            self.details.show(t("Niets te doen"), lines.nothing(self.plan, must_start=self._must_start))
        self.fresh()

    def marks_said(self, table: Table) -> str:
        """How many, and what can be done with them."""
        n = len(table.marks)
        return tn("{n} gemarkeerd; {here.skip} slaat over.", "{n} gemarkeerd; {here.skip} slaat ze over.", n)

    def why_not(self, action: str) -> str:
        """When it can't be written, or finished."""
        if action == "stop" or self.writing:
            return self.why_not_at_work(action)
        if self.plan is None:
            return t("Er is nog geen plan.") if action in ("start", "skip", "finish") else ""
        if action in ("start", "skip") and (self.report is not None or self.broken):
            whole = t("Dit plan is geschreven; {here.again} maakt een nieuw plan.")
            return (
                t("Dit plan is deels geschreven; {here.again} maakt een nieuw plan van de rest.")
                if self.broken
                else whole
            )
        if action == "start" and not self._wanted().lines and not self._must_start:
            return t("Niets te doen.")
        if action == "finish" and not self._may_finish:
            return t("Eerst Starten met synchronisatie: {here.start}.")
        return ""

    def is_offered(self, action: str) -> bool:
        """Afronden only while coupling; a written plan is not started again."""
        if action == "finish":
            return self._coupling
        if action == "stop":
            return self.at_work
        return action not in ("start", "skip") or (self.report is None and not self.broken)

    def action_skip(self) -> None:
        """Leave lines out, or take them in again."""
        picked = set(self.table.picked)
        self.rows = [replace(r, skipped=not r.skipped) if r.key in picked and r.line else r for r in self.rows]
        self.table.marks = {}
        self.draw()
        self.say(*lines.summary_parts(self._wanted(), self.rows))
        self.fresh()

    def action_again(self) -> None:
        """Plan again."""
        self.reload()

    def action_finish(self) -> None:
        """On to Afronden."""
        self.go("afronden", self.koppeling_id, replace=True)

    def action_review(self) -> None:
        """The match review."""
        self.go("review", self.koppeling_id, replace=True)

    @work(exclusive=True, group="write")
    @told
    async def action_start(self) -> None:
        """Write what was shown."""
        opened, began = self.opened, self.service.clock()
        if opened is None or self.writing:
            return
        self.writing = True
        self.fresh()
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Er wordt geschreven."))
        try:
            report = await self._write(opened)
        except AppError:
            if results := await opened.syncing.broken_run(began):
                self.post_message(self.Broken(results))
            raise
        opened = await self.open()
        self.post_message(self.Done(report, await opened.plan()))

    async def _write(self, opened: Opened) -> RunReport:
        wanted, progress = self._wanted(), self.query_one(ProgressLines).told
        assert self._planned is not None, "written only when there is a plan"  # noqa: S101 - told to the checker
        beside, reading = lines.beside(self._planned, wanted, self.rows), self._reading
        if self._must_start:
            current, start = await self.service.current(opened.koppeling), self.service.koppelen().start
            _, report = await self.guarded(
                lambda released: start(current, planned=beside, seal=wanted.seal, released=released, progress=progress)
            )
            return report
        seal, apply = wanted.seal, opened.apply
        return await self.guarded(
            lambda released: apply(wanted, reading, progress, seal=seal, released=released, beside=beside)
        )

    def spoken_anew(self) -> None:
        """The lines stay: they were sealed, or written."""
        self.table.tell()
        if self.report is None and self.plan is not None:
            self.say(*lines.summary_parts(self._wanted(), self.rows))

    def draw(self) -> None:
        """The rows as they stand."""
        source = ListSource(self.rows, key=lambda row: row.key, cells=lines.cells, hit=lambda row: row.needs_eye)
        self.table.show(source)

    @property
    def _coupling(self) -> bool:
        return self.opened is not None and self.opened.koppeling.step.place < Step.KLAAR.place

    @property
    def _must_start(self) -> bool:
        """While coupling, the first run makes the step, even when there is nothing to write."""
        return self.opened is not None and self.opened.koppeling.step.place < Step.AFRONDEN.place

    @property
    def _may_finish(self) -> bool:
        return self.report is not None or not self._must_start

    def _wanted(self) -> Plan:
        assert self.plan is not None, "asked for only when there is a plan"  # noqa: S101 - told to the checker
        skipped = {row.key for row in self.rows if row.skipped}
        return replace(self.plan, lines=tuple(line for line in self.plan.lines if line.key not in skipped))


class SyncScreen(PlanScreen):
    """Reads both sides first. With nothing to write the run is recorded at once."""

    SCREEN = "sync"
    ACTIONS: ClassVar[tuple[Action, ...]] = ACTIONS
    READS = True
