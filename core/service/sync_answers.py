"""What can be asked of the syncing of a koppeling without a call: runs, conflicts, differences, clocks, pauses."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from core.clock import iso
from core.domain.koppeling import Koppeling
from core.domain.match import Mode
from core.domain.running import LifeSign
from core.errors import NotFoundError
from core.service.held import Held, held_rows
from core.store import at_work, conflicts, pauses, run_lines, runs
from core.store import koppeling as facts
from core.syncing import clocks, updates
from core.syncing.engine import Sync
from core.syncing.fields import shown
from core.syncing.planned import Planned
from core.syncing.schedule import next_slot
from core.syncing.undo import Undo
from core.text import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from core.coupling.reviewing import Reviewing
    from core.domain.agreement import Conflict, Difference
    from core.domain.allowance import Pause
    from core.domain.partij import Side
    from core.domain.plan import LineResult
    from core.domain.record_clock import RecordClock
    from core.store.run_lines import RunLine


class SyncAnswers:
    """From the koppeling's own file, by what was read last."""

    def __init__(self, sync: Sync, reviewing: "Reviewing", koppeling: Callable[[], Koppeling]) -> None:
        self._sync = sync
        self._reviewing = reviewing
        self._koppeling = koppeling
        self._database = sync.database

    async def plan(self) -> Planned:
        """What a run would write now, from what was read last."""
        held = await self._held()
        return await self._sync.plan(held.waiting, held.couples)

    async def plan_undo(self, run: str) -> Undo:
        """What would take a run back (`planned.plan`), and what can't be taken back (`planned.skipped`)."""
        return await self._sync.plan_undo(run)

    async def runs(self, limit: int = -1) -> "list[tuple[str, str, str, bool, dict[str, Any]]]":
        """(id, started at, ended at, ok, report), the newest first; one that was killed has no end."""
        return await self._database.read(lambda db: runs.every(db, limit))

    async def run_lines(self, run: str) -> "list[RunLine]":
        """What became of each line of a run. Raises NotFoundError."""
        if not await self._database.read(lambda db: runs.exists(db, run)):
            raise NotFoundError(say("Geen run {run}.", run=run))
        return await self._database.read(lambda db: run_lines.of(db, run))

    async def broken_run(self, since: datetime) -> "list[LineResult]":
        """What the newest run came to, when it began at or after `since` and ended early; else nothing."""
        for run, began, _, _, report in await self.runs(1):
            if began >= iso(since) and report.get("stopped"):
                return [one.result for one in await self.run_lines(run)]
        return []

    async def run_skipped(self, run: str) -> list[tuple[str, str]]:
        """(klant, reason) of what a run had to do and no plan could hold."""
        report = await self._database.read(lambda db: runs.report(db, run))
        return [(one["klant"], one["reason"]) for one in report.get("skipped", ())]

    async def conflicts(self) -> "list[Conflict]":
        """Fields that changed on both sides; open ones first."""
        return await self._database.read(conflicts.every)

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

    async def clocks_by_id(self) -> "Mapping[str, RecordClock]":
        """The clock of each record that is on its way, or is to change, by its id on either side."""
        found: dict[str, RecordClock] = {}
        for clock in await self.clocks():
            found |= {id_: clock for id_ in (clock.source_id, clock.record_id) if id_}
        return found

    async def pauses(self) -> "list[Pause]":
        """The services that asked to be left alone, and until when."""
        return await self._database.read(lambda db: pauses.all_standing(db, self._sync.clock()))

    async def at_work(self) -> LifeSign | None:
        """The last sign of what is under way here for more than a second, in this process or another."""
        record = await self._database.read(at_work.kept)
        return LifeSign.of(record) if record is not None else None

    def next_at(self) -> datetime:
        """When this koppeling's half hour begins again."""
        period = timedelta(minutes=self._sync.settings.sync_minutes)
        return next_slot(self._koppeling().id, self._sync.clock(), period)

    async def mode(self) -> Mode:
        """What was chosen to be accepted without a person."""
        return Mode(await self._database.read(lambda db: facts.fact(db, "mode", Mode.ASK.value)))

    async def _held(self, *, accept: bool = False) -> Held:
        return await held_rows(self._database, self._reviewing, await self.mode() if accept else None)
