"""One koppeling's sync: read both sides, plan, apply, prove that nothing is left of it; every run is recorded whole."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

from core.clock import Clock, iso
from core.config import Settings
from core.crashpoint import crashpoint
from core.domain.partij import Partij
from core.domain.plan import LineResult, PlanLine, RunReport
from core.errors import AppError, BusyError, ExitCode, MovedError, PausedError, StoppedError
from core.finishing import finished
from core.store import journal, observed, runs
from core.store import koppeling as facts
from core.store.agreed import Couple
from core.store.connection import Connection, Database
from core.syncing import pending
from core.syncing.apply import Applier
from core.syncing.compare import settle
from core.syncing.counted import ReadReport
from core.syncing.fields import owners
from core.syncing.guard import check_plan
from core.syncing.pausing import heeding_pauses
from core.syncing.plan import make_new, make_plan
from core.syncing.planned import Planned
from core.syncing.ports import OnProgress, SnelStartPort, TimeOnPort
from core.syncing.read_timeon import window
from core.syncing.reading import Reading
from core.syncing.report import DONE, Facts, make_report
from core.syncing.undo import Undo, make_undo
from core.text import say

T = TypeVar("T")

_PROBLEMS = {ExitCode.CREDENTIALS: "credentials", ExitCode.UNREACHABLE: "unreachable"}


@dataclass(slots=True)
class Sync:
    """The face of this room. `waiting` counts the rows of the review that need a person; `compare` as in Applier."""

    koppeling_id: str
    administratie_id: str
    database: Database
    snelstart: SnelStartPort
    timeon: TimeOnPort
    clock: Clock
    settings: Settings
    compare: Callable[[Partij, Partij], dict[str, str]]

    async def read(
        self, progress: OnProgress, *, full: bool = False, reference: bool = False, released: bool = False
    ) -> ReadReport:
        """Read both sides; the SnelStart administratie is the one that the key opens. The flags are those of Reading.

        Raises PausedError, without a call, while a service that asked to wait is to be left alone.
        """
        span = window(self.clock().date(), self.settings.window_months)
        reading = self._reading(progress, full=full, reference=reference, released=released)
        report = ReadReport(0, {}, span[0].isoformat(), span[1].isoformat(), full)
        before, began = self._calls, self.clock()
        await self.database.write(self._settle)
        report.counts = await heeding_pauses(self.database, self.clock, lambda: reading.read(span))
        report.calls, report.seconds = self._calls - before, (self.clock() - began).total_seconds()

        def work(db: Connection) -> None:
            self._settle(db)
            facts.set_fact(db, "read_at", iso(self.clock()))
            detail = {"calls": report.calls, "read": report.total.read, "changed": report.total.changed}
            journal.append(db, iso(self.clock()), "sync.gelezen", f"koppeling:{self.koppeling_id}", detail)

        await self.database.write(work)
        crashpoint("read settled")
        return report

    async def heeding(self, work: Callable[[], Awaitable[T]]) -> T:
        """Other work at SnelStart within a run; a pause that is asked for is kept. Raises PausedError while one stands."""
        return await heeding_pauses(self.database, self.clock, work)

    async def read_klanten(self, progress: OnProgress) -> ReadReport:
        """Read Time On's klanten alone: what `watch` asks for each minute."""
        before, began = self._calls, self.clock()
        reading = self._reading(progress)
        await self.database.write(self._settle)
        counted = await heeding_pauses(self.database, self.clock, reading.read_customers)
        took = (self.clock() - began).total_seconds()
        report = ReadReport(self._calls - before, {"customers": counted}, seconds=took)
        if report.total.changed:
            await self.database.write(self._settle)
        return report

    async def plan(self, waiting: int, held: Collection[Couple] = ()) -> Planned:
        """What a run would write now; `held` are couples of which a person is asked whether they are one klant."""
        settings = self.settings
        return await self.database.read(
            lambda db: make_plan(db, self.koppeling_id, self.clock(), waiting=waiting, settings=settings, held=held)
        )

    async def plan_new(self, partij: Partij) -> Planned:
        """A new klant on both sides."""
        return await self.database.read(lambda db: make_new(db, self.koppeling_id, self.clock(), partij))

    async def plan_undo(self, run: str) -> Undo:
        """What would take a run back, and what of it can't be. Raises NotFoundError for an unknown run."""
        return await self.database.read(lambda db: make_undo(db, self.koppeling_id, self.clock(), run, self.settings))

    async def apply(
        self,
        planned: Planned,
        reading: ReadReport,
        progress: OnProgress,
        *,
        seal: str = "",
        held: Collection[Couple] = (),
        released: bool = False,
        scheduled: bool = False,
    ) -> RunReport:
        """Write a plan; `seal` is that of the plan as it was shown, and must still be the plan's own.

        `released` lets it deactivate more klanten than the ceiling. Raises MovedError and GuardError before anything is
        written, and the error that ended the run early after what was written was recorded.
        """
        plan = planned.plan
        if seal and seal != plan.seal:
            raise MovedError(say("Het plan is niet meer hetzelfde als toen het getoond werd."))
        if plan.koppeling != self.koppeling_id:
            raise MovedError(say("Dit plan is van koppeling {koppeling}.", koppeling=plan.koppeling))
        klanten = await self.database.read(lambda db: observed.count(db, "relaties"))
        check_plan(plan.lines, klanten, self.settings, released=released)
        at, before = self.clock(), self._calls
        standing = await self._keys(held) if plan.lines else frozenset()
        run = await self.database.write(lambda db: runs.begin(db, at))
        crashpoint("run begun")
        results: list[LineResult] = []
        known = Facts(run, at, planned, reading, scheduled)
        try:
            await heeding_pauses(self.database, self.clock, lambda: self._applier().apply(plan, run, progress, results))
            proven = await self._proven(plan.lines, results, standing, held)
        except BaseException as problem:
            stopped = str(problem) if isinstance(problem, AppError) else type(problem).__name__
            await finished(self._end(make_report(known, results, self.clock(), self._calls - before, stopped=stopped)))
            raise
        report = make_report(known, results, self.clock(), self._calls - before, proven=proven)
        crashpoint("before run ended")
        await self._end(report)
        crashpoint("run ended")
        return report

    async def missed(self, reason: AppError) -> None:
        """A run that did not happen, or not wholly, is an event with its reason.

        Its `problem` is what the list of koppelingen warns of: nothing where another process is at it, or a person stopped.
        """
        problem = _PROBLEMS.get(reason.exit_code, "refused")
        if isinstance(reason, BusyError | StoppedError):
            problem = ""
        elif isinstance(reason, PausedError):
            problem = "paused"
        detail = {
            "error": type(reason).__name__, "title": reason.heading, "detail": reason.detail, "problem": problem,
        }  # fmt: skip
        subject = f"koppeling:{self.koppeling_id}"
        await self.database.write(lambda db: journal.append(db, iso(self.clock()), "sync.uitgebleven", subject, detail))

    async def _proven(
        self,
        lines: Collection[PlanLine],
        results: list[LineResult],
        standing: Collection[str],
        held: Collection[Couple],
    ) -> bool | None:
        """Whether a plan made now has nothing that this one did, or that was not there before; None when none wrote."""
        if not any(result.outcome in DONE for result in results):
            return None
        undone = {result.line.key for result in results if result.outcome not in DONE}
        expected = undone | (set(standing) - {line.key for line in lines})
        return expected.issuperset(await self._keys(held))

    async def _keys(self, held: Collection[Couple]) -> frozenset[str]:
        return frozenset(line.key for line in (await self.plan(0, held)).plan.lines)

    @property
    def _calls(self) -> int:
        return self.snelstart.calls + self.timeon.calls

    def _applier(self) -> Applier:
        settle = timedelta(seconds=self.settings.settle_seconds)
        return Applier(
            self.database, self.snelstart, self.timeon, self.clock, self.administratie_id, self.compare, settle
        )

    def _reading(self, progress: OnProgress, **flags: bool) -> Reading:
        return Reading(self.snelstart, self.timeon, self.database, self.clock, self.settings, progress, **flags)

    def _settle(self, db: Connection) -> None:
        """Before a read too: what was coupled since the last one agrees on what was seen then, not on what comes now."""
        pending.resolve(db, self.clock(), self.compare)
        settle(db, self.clock, owners(self.settings.owner))

    async def _end(self, report: RunReport) -> None:
        at = iso(self.clock())

        def work(db: Connection) -> None:
            runs.end(db, report.run, at, ok=report.ok, report=report.to_record())
            journal.append(db, at, "sync.run", f"run:{report.run}", report.to_json())

        await self.database.write(work)
