"""The syncing of one opened koppeling: read, plan, apply, undo, conflicts, runs, pauses.

One at a time: within this process by a lock of its own, between processes by the koppeling's OS lock, which the kernel
frees when a process dies.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from core.clock import iso
from core.domain.koppeling import Koppeling, Progress
from core.errors import AppError, BusyError, NotFoundError, UsageError
from core.service.held import Held, held_rows
from core.store import conflicts, open_lines, pauses, run_lines, runs
from core.store import koppeling as facts
from core.store.connection import Database
from core.syncing import clocks, compare, updates
from core.syncing.counted import ReadReport
from core.syncing.engine import Sync
from core.syncing.fields import shown
from core.syncing.planned import Planned
from core.syncing.undo import Undo
from core.text import say

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Sequence

    from core.coupling.reviewing import Reviewing
    from core.domain.agreement import Choice, Conflict, Difference
    from core.domain.allowance import Pause
    from core.domain.match import Mode
    from core.domain.partij import Partij, Side
    from core.domain.plan import Plan, RunReport
    from core.domain.record_clock import RecordClock
    from core.store.run_lines import RunLine

T = TypeVar("T")
OnProgress = Callable[[Progress], None]


class Syncing:
    """Behind `Opened`. `changed` is awaited after whatever may have changed the koppeling's row in the list, with how much
    waits for a person where that is known already.
    """

    def __init__(
        self,
        sync: Sync,
        reviewing: "Reviewing",
        busy: "asyncio.Lock",
        koppeling: Callable[[], Koppeling],
        changed: Callable[[int | None], Awaitable[object]],
    ) -> None:
        self._sync = sync
        self._reviewing = reviewing
        self._busy = busy
        self._koppeling = koppeling
        self._changed = changed
        self._database: Database = sync.database

    async def read(
        self, progress: OnProgress, *, full: bool = False, reference: bool = False, released: bool = False
    ) -> ReadReport:
        """Read both sides into the cache."""
        async with self._alone():
            report = await self._sync.read(progress, full=full, reference=reference, released=released)
            await self._keep_clocks(await self.plan())
        await self._changed(None)
        return report

    async def plan(self) -> Planned:
        """What a run would write now, from what was read last."""
        held = await self._held()
        return await self._sync.plan(held.waiting, held.couples)

    async def plan_klant(self, partij: "Partij") -> Planned:
        """A new klant in Time On and SnelStart at once."""
        if not partij.naam.strip():
            raise UsageError(say("Een klant heeft een naam."))
        return await self._sync.plan_new(partij)

    async def apply(
        self, plan: "Plan", reading: ReadReport | None, progress: OnProgress, *, seal: str = "", released: bool = False
    ) -> "RunReport":
        """Write a plan that was shown or saved; lines whose record moved are refused and the rest goes on."""
        try:
            async with self._alone():
                report = await self._apply(
                    Planned(plan, ()), reading or ReadReport(), progress, seal=seal, released=released
                )
                await self._keep_clocks(await self.plan())
        except AppError as reason:
            await self._sync.missed(reason)
            await self._changed(None)
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
            async with self._alone(wait_seconds):
                reading = await self._sync.read(progress, full=full, released=released)
                report, planned = await self._go_on(
                    reading, progress, dry_run=dry_run, released=released, scheduled=scheduled
                )
        except AppError as reason:
            await self._sync.missed(reason)
            await self._changed(None)
            raise
        await self._changed(None if report.writes else report.waiting)
        return report, planned

    async def look(self, progress: OnProgress) -> "RunReport | None":
        """Time On's klanten alone, and at once what the standing permission names; None when there is nothing to write."""
        try:
            async with self._alone(0.0):
                reading = await self._sync.read_klanten(progress)
                if not reading.total.changed:
                    return None
                report = await self._write_permitted(reading, progress)
        except BusyError:
            raise
        except AppError as reason:
            await self._sync.missed(reason)
            await self._changed(None)
            raise
        await self._changed(None)
        return report

    async def _write_permitted(self, reading: ReadReport, progress: OnProgress) -> "RunReport | None":
        held = await self._held(accept=True)
        planned = await self._sync.plan(held.waiting, held.couples)
        await self._keep_clocks(planned)
        if not planned.permitted(self._koppeling().permissions).plan.lines:
            return None
        return (await self._go_on(reading, progress, scheduled=True))[0]

    async def plan_undo(self, run: str) -> Undo:
        """What would take a run back (`planned.plan`), and what can't be taken back (`planned.skipped`)."""
        return await self._sync.plan_undo(run)

    async def undo(
        self, run: str, progress: OnProgress = lambda _progress: None, *, seal: str = ""
    ) -> "tuple[RunReport, Undo]":
        """Take a run back; `seal` is that of the plan as it was shown."""
        found = await self.plan_undo(run)
        return await self.apply(found.planned.plan, None, progress, seal=seal), found

    async def runs(self, limit: int = -1) -> "list[tuple[str, str, str, bool, dict[str, object]]]":
        """(id, started at, ended at, ok, report), the newest first; one that was killed has no end."""
        return await self._database.read(lambda db: runs.every(db, limit))

    async def run_lines(self, run: str) -> "list[RunLine]":
        """What became of each line of a run. Raises NotFoundError."""
        if not await self._database.read(lambda db: runs.exists(db, run)):
            raise NotFoundError(say("Geen run {run}.", run=run))
        return await self._database.read(lambda db: run_lines.of(db, run))

    async def conflicts(self) -> "list[Conflict]":
        """Fields that changed on both sides; open ones first."""
        return await self._database.read(conflicts.every)

    async def decide_conflict(self, key: str, choice: "Choice") -> None:
        """Answer one, for good. Raises NotFoundError when nothing of that key is asked."""
        found = next((one for one in await self.conflicts() if one.key == key), None)
        if found is None:
            raise NotFoundError(say("Geen conflict {key}.", key=key))
        at = iso(self._sync.clock())
        await self._database.write(lambda db: compare.decide(db, found, choice, at))
        await self._changed(None)

    async def differences(self, timeon_id: str = "", snelstart_id: str = "") -> "list[Difference]":
        """Fields that differ and are left so: all that moved, or every one of the couple that is named."""
        if not timeon_id:
            return list((await self.plan()).differences)
        why = say("zo gekoppeld, of afgesproken")
        return await self._database.read(lambda db: updates.differing(db, (timeon_id, snelstart_id), why))

    def owners(self) -> "Sequence[tuple[str, Side | None]]":
        """Every field that is kept in step with the side whose changes count; None for both."""
        return shown(self._sync.settings.owner)

    async def clocks(self) -> "list[RecordClock]":
        """What is on its way to the other side, and by when it is to be visible there; the first due first."""
        lines = (await self.plan()).plan.lines
        now, settings, permissions = self._sync.clock(), self._sync.settings, self._koppeling().permissions
        return await self._database.read(lambda db: clocks.clocks(db, lines, now, settings, permissions))

    async def pauses(self) -> "list[Pause]":
        """The services that asked to be left alone, and until when."""
        return await self._database.read(lambda db: pauses.all_standing(db, self._sync.clock()))

    async def resume(self) -> None:
        """Ask again although a service said to wait: a person's choice."""
        for pause in await self.pauses():
            await self._database.write(lambda db, name=pause.service: pauses.end(db, name))  # type: ignore[misc]
        await self._changed(None)

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
        return await self._sync.apply(
            planned, reading, progress, seal=seal, held=held.couples, released=released, scheduled=scheduled
        )

    async def _keep_clocks(self, planned: Planned) -> None:
        now, settings, lines = self._sync.clock(), self._sync.settings, planned.plan.lines
        if {line.key for line in lines} != set(await self._database.read(open_lines.every)):
            await self._database.write(lambda db: clocks.keep_clocks(db, lines, now, settings))

    async def _held(self, *, accept: bool = False) -> Held:
        return await held_rows(self._database, self._reviewing, await self.mode() if accept else None)

    async def mode(self) -> "Mode":
        """What was chosen to be accepted without a person."""
        from core.domain.match import Mode

        return Mode(await self._database.read(lambda db: facts.fact(db, "mode", Mode.ASK.value)))

    @asynccontextmanager
    async def _alone(self, wait_seconds: float = 10.0) -> AsyncIterator[None]:
        async with self._busy, self._database.alone(wait_seconds):
            yield
