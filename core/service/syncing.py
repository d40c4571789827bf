"""The syncing of one opened koppeling: read, plan, apply, undo, conflicts, runs, pauses.

One at a time: within this process by a lock of its own, between processes by the koppeling's OS lock, which the kernel
frees when a process dies.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from core.clock import iso
from core.domain.koppeling import Koppeling, Progress
from core.errors import AppError, BusyError, NotFoundError, UsageError
from core.service.held import KLANTEN
from core.service.signs import giving_signs
from core.service.sync_answers import SyncAnswers
from core.service.working import OnProgress, Working
from core.store import at_work, conflicts, open_lines, pauses, reads
from core.syncing import clocks, compare
from core.syncing.counted import Counted, ReadReport
from core.syncing.engine import Sync
from core.syncing.planned import Planned
from core.syncing.undo import Undo
from core.text import Sentence, mark, say

if TYPE_CHECKING:
    import asyncio

    from core.coupling.reviewing import Reviewing
    from core.domain.agreement import Choice
    from core.domain.partij import Partij
    from core.domain.plan import Plan, RunReport
    from core.invoicing.declaraties import Declaraties
    from core.store.connection import Connection

KINDS = {"orders": mark("verkooporders"), "facturen": mark("verkoopfacturen")}


class Syncing(SyncAnswers):
    """Behind `Opened`. `changed` is awaited after whatever may have changed the koppeling's row in the list, with how much
    waits for a person where that is known already; `decided` after a decision of a person that a run may carry out.
    `declaraties` reads our orders and their facturen, in the run that reads the rest.
    """

    def __init__(
        self,
        sync: Sync,
        reviewing: "Reviewing",
        busy: "asyncio.Lock",
        koppeling: Callable[[], Koppeling],
        changed: Callable[[int | None], Awaitable[object]],
        decided: Callable[[], Awaitable[object]],
        declaraties: "Callable[[], Declaraties]",
        did: "Callable[[Sentence, Callable[[], Awaitable[object]]], object]",
    ) -> None:
        super().__init__(sync, reviewing, koppeling)
        self._busy = busy
        self._changed = changed
        self._decided = decided
        self._declaraties = declaraties
        self._looked = ""
        self._unrecorded: ReadReport | None = None
        self.working = Working(sync.clock)
        self._did = did

    async def read(
        self, progress: OnProgress, *, full: bool = False, reference: bool = False, released: bool = False
    ) -> ReadReport:
        """Read both sides into the cache."""
        async with self._alone(progress) as told:
            report = self._unrecorded = await self._read(told, full=full, reference=reference, released=released)
            await self._keep_clocks(await self.plan())
        await self._changed(None)
        return report

    async def _read(self, told: OnProgress, **flags: bool) -> ReadReport:
        """Both sides, then what became of our orders."""
        reading = await self._sync.read(told, **flags)
        for kind, looked in (await self._sync.heeding(self._declaraties().observe)).items():
            reading.counts[kind] = Counted(looked.read, looked.changed, looked.calls)
            reading.calls += looked.calls
            reading.parked += [str(sentence) for sentence in looked.parked]
            told(Progress(KINDS[kind], looked.read, looked.read))
        return reading

    async def plan_klant(self, partij: "Partij") -> Planned:
        """A new klant in Time On and SnelStart at once."""
        if not partij.naam.strip():
            raise UsageError(say("Een klant heeft een naam."))
        return await self._sync.plan_new(partij)

    async def apply(
        self, plan: "Plan", reading: ReadReport | None, progress: OnProgress, *, seal: str = "", released: bool = False,
        beside: Planned | None = None,
    ) -> "RunReport":  # fmt: skip
        """Write a plan that was shown or saved; lines whose record moved are refused and the rest goes on.

        What stayed out of it, `beside` it, is recorded with the run; so is a reading of this process that no run recorded
        yet.
        """
        wanted = replace(beside or Planned(plan, ()), plan=plan)
        reading = reading or self._unrecorded or ReadReport()
        try:
            async with self._alone(progress) as told:
                report = await self._apply(wanted, reading, told, seal=seal, released=released)
                await self._keep_clocks(await self.plan())
        except AppError as reason:
            await self._missed(reason)
            raise
        await self._changed(None)
        return report

    async def sync(
        self,
        progress: OnProgress,
        *,
        dry_run: bool = False,
        full: bool = False,
        released: bool = False,
        scheduled: bool = False,
        wait_seconds: float = 10.0,
    ) -> "tuple[RunReport, Planned]":
        """Read, accept by the chosen mode, plan, and unless `dry_run` apply; a later run says there is nothing to do.

        `scheduled` applies only what the standing permission names: the rest waits. What keeps a run from happening is
        an event, and raised.
        """
        try:
            async with self._alone(progress, wait_seconds, scheduled=scheduled) as told:
                reading = await self._read(told, full=full, released=released)
                report, planned = await self._go_on(
                    reading, told, dry_run=dry_run, released=released, scheduled=scheduled
                )
        except AppError as reason:
            await self._missed(reason)
            raise
        await self._changed(None if report.writes else report.waiting)
        return report, planned

    async def look(self, progress: OnProgress) -> "RunReport | None":
        """Time On's klanten alone, and at once what the standing permission names; None when there is nothing to write.

        What was decided since the last look, here or by another process, counts as new.
        """
        try:
            async with self._alone(progress, 0.0, scheduled=True) as told:
                reading = await self._sync.read_klanten(told)
                looked = await self._stamp()
                if not reading.total.changed and looked == self._looked:
                    return None
                report = await self._write_permitted(reading, told)
                self._looked = await self._stamp()
        except BusyError:
            raise
        except AppError as reason:
            await self._missed(reason)
            raise
        if report is not None or reading.total.changed:
            await self._changed(None)
        return report

    async def _write_permitted(self, reading: ReadReport, progress: OnProgress) -> "RunReport | None":
        held = await self._held(accept=True)
        planned = await self._sync.plan(held.waiting, held.couples)
        await self._keep_clocks(planned)
        if not planned.permitted(self._koppeling().permissions).plan.lines:
            return None
        return (await self._go_on(reading, progress, scheduled=True))[0]

    async def _stamp(self) -> str:
        """Differs once something that a run could carry out was decided or permitted."""
        decided = await self._database.read(lambda db: f"{reads.stamp(db, KLANTEN)} {conflicts.stamp(db)}")
        return f"{decided} {self._koppeling().permissions}"

    async def undo(
        self, run: str, progress: OnProgress = lambda _progress: None, *, seal: str = ""
    ) -> "tuple[RunReport, Undo]":
        """Take a run back; `seal` is that of the plan as it was shown."""
        found = await self.plan_undo(run)
        return await self.apply(found.planned.plan, None, progress, seal=seal, beside=found.planned), found

    async def decide_conflicts(self, keys: Sequence[str], choice: "Choice") -> None:
        """Answer them all; together they can be taken back until they are written. Raises NotFoundError when nothing of a key is asked."""
        asked = {one.key: one for one in await self.conflicts()}
        if unknown := [key for key in keys if key not in asked]:
            raise NotFoundError(say("Geen conflict {key}.", key=unknown[0]))
        found = [asked[key] for key in keys]
        at = iso(self._sync.clock())
        before = await self._database.write(lambda db: [compare.decide(db, one, choice, at) for one in found])

        def undecide(db: "Connection") -> None:
            for one, was in zip(found, before, strict=True):
                compare.undecide(db, one, was, iso(self._sync.clock()))

        async def back() -> None:
            await self._database.write(undecide)

        said = say("conflict beslist van {klant}", klant=found[0].label)
        self._did(said if len(found) == 1 else say("{n} conflicten beslist", n=len(found)), back)
        await self._decided()

    async def resume(self) -> None:
        """Ask again although a service said to wait: a person's choice."""
        for pause in await self.pauses():
            await self._database.write(lambda db, name=pause.service: pauses.end(db, name))  # type: ignore[misc]
        await self._changed(None)

    async def stop(self) -> bool:
        """End what runs at its next page or write, in whatever process; answers whether anything gave a sign of running.

        Another process hears it at its next sign, within a second or so.
        """
        if self.working.stop():
            return True
        sign = await self.at_work()
        if sign is None:
            return False
        began = iso(sign.running.began)
        await self._database.write(lambda db: at_work.ask_stop(db, began))
        return True

    async def _go_on(
        self, reading: ReadReport, progress: OnProgress, *, dry_run: bool = False, released: bool = False,
        scheduled: bool = False,
    ) -> "tuple[RunReport, Planned]":  # fmt: skip
        held = await self._held(accept=True)
        planned = await self._sync.plan(held.waiting, held.couples)
        await self._keep_clocks(planned)
        if scheduled:
            planned = planned.permitted(self._koppeling().permissions)
        wanted = planned if not dry_run else replace(planned, plan=replace(planned.plan, lines=()))
        report = await self._apply(wanted, reading, progress, released=released, scheduled=scheduled)
        if report.writes:
            await self._keep_clocks(await self.plan())
        return report, planned

    async def _apply(
        self, planned: Planned, reading: ReadReport, progress: OnProgress, *, seal: str = "", released: bool = False,
        scheduled: bool = False,
    ) -> "RunReport":  # fmt: skip
        held = await self._held()
        self._unrecorded = None
        return await self._sync.apply(
            planned, reading, progress, seal=seal, held=held.couples, released=released, scheduled=scheduled
        )

    async def _keep_clocks(self, planned: Planned) -> None:
        now, settings, lines = self._sync.clock(), self._sync.settings, planned.plan.lines
        if {line.key for line in lines} != set(await self._database.read(open_lines.every)):
            await self._database.write(lambda db: clocks.keep_clocks(db, lines, now, settings))

    async def _missed(self, reason: AppError) -> None:
        await self._sync.missed(reason)
        await self._changed(None)

    @asynccontextmanager
    async def _alone(
        self, progress: OnProgress, wait_seconds: float = 10.0, *, scheduled: bool = False
    ) -> AsyncIterator[OnProgress]:
        """Answers what the work tells its progress to."""
        async with self._busy, self._database.alone(wait_seconds):
            with self.working.under_way(scheduled=scheduled):
                async with giving_signs(self._database, self.working, self._sync.clock):
                    yield self.working.through(progress)
