"""Change one klant on one side: read it, refuse when it moved since the plan, keep it as it was, write it once.

The write replaces the whole record on either side, so the changes are merged into what was read a moment before. A write
that was not heard of is read back: it either has the changes or is made again by a later plan. A write that was answered and
changed nothing is told as refused.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from core.clock import Clock, iso
from core.crashpoint import crashpoint
from core.domain.partij import Partij, Side
from core.domain.plan import FieldChange, LineOutcome, LineResult, PlanLine
from core.errors import RefusedError, UnknownOutcomeError
from core.snelstart.wire import merge_relatie, relatie_to_partij
from core.snelstart.wire import record as whole_record
from core.store import decisions, journal, observed, reads, records, runs
from core.store.connection import Connection, Database
from core.syncing.compare import written
from core.syncing.cursor import modified_on
from core.syncing.fields import BY_NAME
from core.syncing.lines import record
from core.syncing.ports import SnelStartPort, TimeOnPort
from core.syncing.read_small import canonical
from core.text import say, t
from core.timeon.wire import customer_to_partij


@dataclass(slots=True)
class Updater:
    """Changes klanten; `compare` says which fields a decision remembers."""

    database: Database
    snelstart: SnelStartPort
    timeon: TimeOnPort
    clock: Clock
    compare: Callable[[Partij, Partij], dict[str, str]]

    async def update(self, line: PlanLine, run: str) -> LineResult:
        """What became of the line. Raises an AppError of credentials or reach: then nothing was changed."""
        before = await self._read(line)
        known = await self.database.read(lambda db: observed.raw(db, records.table_of(line.service), line.record_id))
        if before is None or known is None or _moved(line, before, known):
            return await self._leave(run, line, before)
        await self._remember(run, line, before)
        crashpoint("before update")
        outcome, after, reason = LineOutcome.WRITTEN, b"", ""
        try:
            after = await self._send(line, before)
        except RefusedError as refusal:
            result = LineResult(line, LineOutcome.REFUSED, reason=refusal.detail, codes=refusal.codes)
            return await self._record(run, result)
        except UnknownOutcomeError as unknown:
            outcome, reason = LineOutcome.ADOPTED, unknown.detail
        crashpoint("after update")
        found = after or await self._read(line)
        if found is None or (outcome == LineOutcome.ADOPTED and not _has(line, found)):
            return await self._record(run, LineResult(line, LineOutcome.UNKNOWN, reason=reason))
        return await self._store(run, _result(line, outcome, found), found)

    async def _leave(self, run: str, line: PlanLine, now: bytes | None) -> LineResult:
        """Refuse a line whose record moved, and keep the record as it is now: the next plan is made on that."""
        result = LineResult(line, LineOutcome.MOVED, reason=str(say("gewijzigd sinds het plan")))
        table = records.table_of(line.service)

        def work(db: Connection) -> None:
            if now is None:
                observed.mark_gone(db, table, [line.record_id])
            else:
                observed.upsert(db, table, [records.partij_row(_partij(line, now), observed.digest(now), now)])
            reads.moved(db, table)
            record(db, iso(self.clock()), run, result)

        await self.database.write(work)
        return result

    async def _read(self, line: PlanLine) -> bytes | None:
        if line.service is Side.SNELSTART:
            return await self.snelstart.read("relaties", line.record_id)
        return canonical(await self.timeon.read_customer(line.record_id))

    async def _send(self, line: PlanLine, before: bytes) -> bytes:
        """The record as answered; empty when the answer is."""
        if line.service is Side.SNELSTART:
            body = merge_relatie(whole_record(before), line.body)
            answered = await self.snelstart.update("relaties", line.record_id, body)
        else:
            answered = await self.timeon.save_customer({**whole_record(before), **line.body})
        return canonical(answered) if answered else b""

    async def _remember(self, run: str, line: PlanLine, before: bytes) -> None:
        detail = {"run": run, "line": line.key, "verb": line.verb, "path": line.path}

        def work(db: Connection) -> None:
            runs.keep_before(db, run, line.key, before)
            journal.append(db, iso(self.clock()), "sync.verstuurd", f"klant:{line.record_id}", detail)

        await self.database.write(work, durable=True)

    async def _record(self, run: str, result: LineResult) -> LineResult:
        await self.database.write(lambda db: record(db, iso(self.clock()), run, result))
        return result

    async def _store(self, run: str, result: LineResult, after: bytes) -> LineResult:
        line, partij = result.line, _partij(result.line, after)
        couple = (line.source_id, partij.id) if partij.side is Side.SNELSTART else (partij.id, line.source_id)

        def work(db: Connection) -> None:
            table = records.table_of(partij.side)
            observed.upsert(db, table, [records.partij_row(partij, observed.digest(after), after)])
            reads.moved(db, table)
            source = records.partij(db, partij.side.other, line.source_id)
            if source is not None:
                pair = (source, partij) if source.side is Side.TIMEON else (partij, source)
                decisions.recompare(db, *couple, self.compare(*pair))
            left = {change.field for change in _left(line, after)}
            written(db, couple, [change.field for change in line.changes if change.field not in left])
            record(db, iso(self.clock()), run, result)

        await self.database.write(work)
        crashpoint("after update stored")
        return result


def _result(line: PlanLine, outcome: str, after: bytes) -> LineResult:
    """What a write came to by the record after it: a field that is still as it was is told, and not agreed on."""
    left = _left(line, after)
    if not left:
        return LineResult(line, outcome, remote_id=line.record_id)
    named = ", ".join(t(BY_NAME[change.field].label) for change in left)
    reason = str(say("{kant} nam dit niet over: {velden}", kant=line.service.label, velden=named))
    if len(left) == len(line.changes):
        return LineResult(line, LineOutcome.REFUSED, reason=reason)
    return LineResult(line, outcome, remote_id=line.record_id, reason=reason)


def _left(line: PlanLine, after: bytes) -> list[FieldChange]:
    """The changes that the other side said to have made and did not; a value that it wrote otherwise was made."""
    partij = _partij(line, after)
    return [one for one in line.changes if one.old != one.new and BY_NAME[one.field].of(partij) == one.old]


def _partij(line: PlanLine, raw: bytes) -> Partij:
    return relatie_to_partij(raw) if line.service is Side.SNELSTART else customer_to_partij(whole_record(raw))


def _has(line: PlanLine, raw: bytes) -> bool:
    """Whether a record has every change of the line."""
    partij = _partij(line, raw)
    return all(BY_NAME[change.field].of(partij) == change.new for change in line.changes)


def _moved(line: PlanLine, now: bytes, known: bytes) -> bool:
    """Whether the record differs from the one the plan was made on. A list may leave out what a single read has."""
    if line.service is Side.SNELSTART:
        return modified_on(now) != modified_on(known)
    current: Mapping[str, Any] = whole_record(now)
    return any(current.get(name) != value for name, value in whole_record(known).items())
