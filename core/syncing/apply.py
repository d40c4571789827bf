"""Write a plan: one line at a time, each once, each in its own transaction with what it changed here.

A line whose record moved since the plan is refused and the rest goes on. What may not go out at all stops before the
first write; an error of credentials or reach stops the run where it is, and what was written until then is recorded.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.clock import Clock, iso
from core.domain.koppeling import Progress
from core.domain.partij import Partij, Side
from core.domain.plan import LineOutcome, LineResult, Plan, PlanLine
from core.errors import GuardError
from core.store import decisions, observed, records, run_lines
from core.store.connection import Connection, Database
from core.syncing import pending
from core.syncing.create import Creator
from core.syncing.fields import BY_NAME
from core.syncing.lines import record
from core.syncing.plan import NIEUW
from core.syncing.ports import OnProgress, SnelStartPort, TimeOnPort
from core.syncing.update import Updater
from core.text import mark, say

_WRITING = mark("schrijven")


@dataclass(slots=True)
class Applier:
    """Writes plans of one koppeling; `compare` says which fields a decision remembers, `settle` how long an unheard creation
    rests.
    """

    database: Database
    snelstart: SnelStartPort
    timeon: TimeOnPort
    clock: Clock
    administratie_id: str
    compare: Callable[[Partij, Partij], dict[str, str]]
    settle: timedelta

    async def apply(self, plan: Plan, run: str, progress: OnProgress, results: list[LineResult]) -> None:
        """Add every line's outcome to `results`, in order. Raises GuardError when the key opens another administratie."""
        if not plan.lines:
            return
        found = await self.snelstart.administratie()
        if found.id != self.administratie_id:
            raise GuardError(
                say("De sleutel opent {found}, niet de gekoppelde administratie.", found=found.naam),
                advice=say("Plak de koppelsleutel van de gekoppelde administratie."),
            )
        creator = Creator(self.database, self.snelstart, self.timeon, self.clock, self.compare)
        updater = Updater(self.database, self.snelstart, self.timeon, self.clock, self.compare)
        for number, line in enumerate(plan.lines, start=1):
            reason = await self._refused(line, results)
            if reason is not None:
                results.append(await self._record(run, reason))
            elif line.record_id:
                results.append(await updater.update(line, run))
            else:
                results.append(await creator.create(line, run, results))
            progress(Progress(_WRITING, number, len(plan.lines)))

    async def _refused(self, line: PlanLine, earlier: Sequence[LineResult]) -> LineResult | None:
        """Why a line may not go out as things are now; None when it may."""
        ours = {done.line.record_id for done in earlier if done.outcome == LineOutcome.WRITTEN}
        if await self.database.read(lambda db: _moved(db, line, ours)):
            return LineResult(line, LineOutcome.MOVED, reason=str(say("gewijzigd sinds het plan")))
        if any(done.line.source_id == line.source_id and not done.remote_id for done in earlier):
            return LineResult(line, LineOutcome.REFUSED, reason=str(say("de andere helft van deze klant lukte niet")))
        return None if line.record_id else await self.database.read(lambda db: self._made(db, line))

    def _made(self, db: Connection, line: PlanLine) -> LineResult | None:
        """What an earlier run made of a creation, when the same plan is written once more; None when it is to be made."""
        if pending.resting(db, line.source_id, self.clock(), self.settle) and line.service is Side.TIMEON:
            return LineResult(line, LineOutcome.UNKNOWN, reason=str(say("onbekend of hij al ontstond; dat rust eerst")))
        remote_id = run_lines.done(db, line.key) if line.source_id.startswith(NIEUW) else ""
        if remote_id:
            return LineResult(line, LineOutcome.ADOPTED, remote_id, str(say("stond er al")))
        if decisions.is_coupled(db, line.source_id):
            return LineResult(line, LineOutcome.MOVED, reason=str(say("intussen gekoppeld")))
        return None

    async def _record(self, run: str, result: LineResult) -> LineResult:
        await self.database.write(lambda db: record(db, iso(self.clock()), run, result))
        return result


def _moved(db: Connection, line: PlanLine, ours: Collection[str]) -> bool:
    """`ours` are records that this run wrote itself: such a source must still say what the line carries over."""
    source, target = records.table_of(line.service.other), records.table_of(line.service)
    if line.source_id in ours:
        partij = records.partij(db, line.service.other, line.source_id)
        gone = partij is None or any(BY_NAME[one.field].of(partij) != one.new for one in line.changes)
    else:
        gone = _differs(db, source, line.source_id, line.seen)
    return gone or _differs(db, target, line.record_id, line.target_seen)


def _differs(db: Connection, table: str, record_id: str, seen: str) -> bool:
    if not seen:
        return False
    raw = observed.raw(db, table, record_id)
    return raw is None or observed.digest(raw).hex() != seen
