"""Make one klant on one side, once.

A relatie that SnelStart says exists already (REL-0008) is read and compared: ours is adopted, another's is refused. An
unknown outcome is looked up, never sent again in the same run.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.clock import Clock, iso
from core.crashpoint import crashpoint
from core.domain.match import Decision, Verdict
from core.domain.partij import Partij, Side
from core.domain.plan import LineOutcome, LineResult, PlanLine
from core.errors import AppError, RefusedError, UnknownOutcomeError
from core.snelstart.wire import relatie_to_partij
from core.store import decisions, journal, observed, reads, records
from core.store.connection import Connection, Database
from core.syncing import pending
from core.syncing.compare import written
from core.syncing.fields import FIELDS
from core.syncing.lines import record
from core.syncing.plan import NIEUW
from core.syncing.ports import SnelStartPort, TimeOnPort
from core.syncing.read_small import canonical
from core.timeon.wire import customer_to_partij

CODE_IN_USE = "REL-0008"


@dataclass(slots=True)
class Creator:
    """Makes klanten; `compare` says which fields a decision remembers."""

    database: Database
    snelstart: SnelStartPort
    timeon: TimeOnPort
    clock: Clock
    compare: Callable[[Partij, Partij], dict[str, str]]

    async def create(self, line: PlanLine, run: str, earlier: Sequence[LineResult]) -> LineResult:
        """What became of the line. Raises an AppError of credentials or reach: then nothing was made."""
        await self._remember(run, line)
        crashpoint("before create")
        try:
            outcome, made = LineOutcome.WRITTEN, await self._send(line)
        except RefusedError as refusal:
            adopted = await self._look(line) if CODE_IN_USE in refusal.codes else None
            if adopted is None:
                result = LineResult(line, LineOutcome.REFUSED, reason=refusal.detail, codes=refusal.codes)
                return await self._record(run, result)
            outcome, made = LineOutcome.ADOPTED, adopted
        except UnknownOutcomeError as unknown:
            adopted = await self._look(line)
            if adopted is None:
                return await self._record(run, LineResult(line, LineOutcome.UNKNOWN, reason=unknown.detail))
            outcome, made = LineOutcome.ADOPTED, adopted
        except AppError:
            await self.database.write(lambda db: pending.forget(db, line))
            raise
        crashpoint("after create")
        return await self._store(run, line, outcome, made, earlier)

    async def _send(self, line: PlanLine) -> dict[str, Any]:
        if line.service is Side.SNELSTART:
            return await self.snelstart.create("relaties", line.body)
        return await self.timeon.create_customer(line.body)

    async def _look(self, line: PlanLine) -> dict[str, Any] | None:
        """The record that an earlier or unheard write of this line made, None when it is not there."""
        if line.service is Side.SNELSTART:
            wanted = f"Relatiecode eq {line.body['relatiecode']}"
            async for page in self.snelstart.pages("relaties", filter=wanted):
                for found in map(json.loads, page):
                    if pending.is_same(line.service, found, line.body):
                        return dict(found)
            return None
        async for rows in self.timeon.customers():
            for row in rows:
                if pending.is_same(line.service, row, line.body):
                    return row
        return None

    async def _store(
        self, run: str, line: PlanLine, outcome: str, made: dict[str, Any], earlier: Sequence[LineResult]
    ) -> LineResult:
        raw = canonical(made)
        partij = relatie_to_partij(raw) if line.service is Side.SNELSTART else customer_to_partij(made)
        result = LineResult(line, outcome, remote_id=partij.id)
        partner = _partner(line, earlier)

        def work(db: Connection) -> None:
            table = records.table_of(partij.side)
            observed.upsert(db, table, [records.partij_row(partij, observed.digest(raw), raw)])
            reads.moved(db, table)
            source = records.partij(db, partij.side.other, partner) if partner else None
            if source is not None:
                left, right = (source, partij) if source.side is Side.TIMEON else (partij, source)
                kept = self.compare(left, right)
                decisions.couple_created(db, Decision(left.id, right.id, Verdict.COUPLE, "sync", self.clock(), kept))
                written(db, (left.id, right.id), [field.name for field in FIELDS])
            pending.forget(db, line)
            record(db, iso(self.clock()), run, result)

        await self.database.write(work)
        crashpoint("after create stored")
        return result

    async def _record(self, run: str, result: LineResult) -> LineResult:
        def work(db: Connection) -> None:
            if result.outcome != LineOutcome.UNKNOWN:
                pending.forget(db, result.line)
            record(db, iso(self.clock()), run, result)

        await self.database.write(work)
        return result

    async def _remember(self, run: str, line: PlanLine) -> None:
        detail = {"run": run, "line": line.key, "verb": line.verb, "path": line.path}

        def work(db: Connection) -> None:
            pending.remember(db, line, self.clock())
            journal.append(db, iso(self.clock()), "sync.verstuurd", f"klant:{line.source_id}", detail)

        await self.database.write(work, durable=True)


def _partner(line: PlanLine, earlier: Sequence[LineResult]) -> str:
    """The id on the other side that the new record belongs to; empty when that is still to come."""
    if not line.source_id.startswith(NIEUW):
        return line.source_id
    return next((done.remote_id for done in earlier if done.line.source_id == line.source_id), "")
