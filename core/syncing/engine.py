"""One koppeling's sync: read both sides, plan, apply, prove that nothing is left to do; every run is recorded whole."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

from core.clock import Clock, iso
from core.config import Settings
from core.domain.partij import Partij
from core.domain.plan import LineOutcome, LineResult, Plan, RunReport
from core.errors import MovedError
from core.store import journal, runs
from core.store import koppeling as facts
from core.store.database import Database
from core.syncing import pending
from core.syncing.apply import Applier
from core.syncing.counted import ReadReport
from core.syncing.plan import Planned, make_new, make_plan
from core.syncing.ports import OnProgress, SnelStartPort, TimeOnPort
from core.syncing.read_timeon import window
from core.syncing.reading import Reading
from core.text import say

_DONE = (LineOutcome.WRITTEN, LineOutcome.ADOPTED)


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
        """Read both sides; the SnelStart administratie is the one that the key opens. The flags are those of Reading."""
        before = self.snelstart.calls + self.timeon.calls
        span = window(self.clock().date(), self.settings.window_months)
        reading = Reading(
            self.snelstart, self.timeon, self.database, self.clock, self.settings, progress,
            full=full, reference=reference, released=released,
        )  # fmt: skip
        counts = await reading.read(span)
        calls = self.snelstart.calls + self.timeon.calls - before
        report = ReadReport(calls, counts, span[0].isoformat(), span[1].isoformat(), full)

        def work(db: sqlite3.Connection) -> None:
            pending.resolve(db, self.clock(), self.compare)
            facts.set_fact(db, "read_at", iso(self.clock()))
            detail = {"calls": report.calls, "read": report.total.read, "changed": report.total.changed}
            journal.append(db, iso(self.clock()), "sync.gelezen", f"koppeling:{self.koppeling_id}", detail)

        await self.database.write(work)
        return report

    async def plan(self, waiting: int) -> Planned:
        """What a run would write now."""
        settle = timedelta(seconds=self.settings.settle_seconds)
        return await self.database.read(
            lambda db: make_plan(db, self.koppeling_id, self.clock(), waiting=waiting, settle=settle)
        )

    async def plan_new(self, partij: Partij) -> Planned:
        """A new klant on both sides."""
        return await self.database.read(lambda db: make_new(db, self.koppeling_id, self.clock(), partij))

    async def apply(self, plan: Plan, reading: ReadReport, progress: OnProgress, *, seal: str = "") -> RunReport:
        """Write the plan; `seal` is that of the plan as it was shown, and must still be the plan's own."""
        if seal and seal != plan.seal:
            raise MovedError(say("Het plan is niet meer hetzelfde als toen het getoond werd."))
        at, before = self.clock(), self.snelstart.calls + self.timeon.calls
        run = await self.database.write(lambda db: runs.begin(db, at))
        applier = Applier(self.database, self.snelstart, self.timeon, self.clock, self.administratie_id, self.compare)
        results: list[LineResult] = []
        try:
            results = await applier.apply(plan, run, progress)
        finally:
            report = self._report(run, plan, reading, results)
            calls = self.snelstart.calls + self.timeon.calls - before
            report = replace(report, calls=report.calls + calls, seconds=(self.clock() - at).total_seconds())
            await self._end(report)
        return report

    def _report(self, run: str, plan: Plan, reading: ReadReport, results: list[LineResult]) -> RunReport:
        writes = sum(result.outcome in _DONE for result in results)
        refused = len(plan.lines) - writes
        return RunReport(
            run=run,
            ok=not refused,
            calls=reading.calls,
            read=reading.total.read,
            changed=reading.total.changed,
            writes=writes,
            waiting=plan.waiting,
            refused=refused,
            seconds=0.0,
            results=tuple(results),
        )

    async def _end(self, report: RunReport) -> None:
        at = iso(self.clock())
        lines = [
            {"label": r.line.label, "service": r.line.service.label, "outcome": r.outcome, "reason": r.reason}
            for r in report.results
        ]

        def work(db: sqlite3.Connection) -> None:
            runs.end(db, report.run, at, ok=report.ok, report={**report.to_json(), "lines": lines})
            journal.append(db, at, "sync.run", f"run:{report.run}", report.to_json())

        await self.database.write(work)
