"""Write a plan: one line at a time, each once, each in its own transaction with what it changed here.

A line whose source moved since the plan is refused and the rest goes on. A relatie that SnelStart says exists already
(REL-0008) is read and compared: ours is adopted, another's is refused. An unknown outcome is looked up, never sent again
in the same run.
"""

import json
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from core.clock import Clock, iso
from core.domain.koppeling import Progress
from core.domain.match import Decision, Verdict
from core.domain.partij import Partij, Side
from core.domain.plan import LineOutcome, LineResult, Plan, PlanLine
from core.errors import AppError, GuardError, RefusedError, UnknownOutcomeError
from core.snelstart.wire import relatie_to_partij
from core.store import decisions, journal, observed, records
from core.store.database import Database
from core.syncing import pending
from core.syncing.plan import NIEUW
from core.syncing.ports import OnProgress, SnelStartPort, TimeOnPort
from core.syncing.read_small import canonical
from core.text import mark, say
from core.timeon.wire import customer_to_partij

CODE_IN_USE = "REL-0008"
_WRITING = mark("schrijven")


@dataclass(slots=True)
class Applier:
    """Writes plans of one koppeling; `compare` says which fields a decision remembers."""

    database: Database
    snelstart: SnelStartPort
    timeon: TimeOnPort
    clock: Clock
    administratie_id: str
    compare: Callable[[Partij, Partij], dict[str, str]]

    async def apply(self, plan: Plan, run: str, progress: OnProgress) -> list[LineResult]:
        """Every line's outcome, in order. Raises before the first write when the key opens another administratie.

        A refused or moved line never holds the others; an error of credentials or reach stops the run where it is, and
        what was written until then is recorded.
        """
        if not plan.lines:
            return []
        found = await self.snelstart.administratie()
        if found.id != self.administratie_id:
            raise GuardError(
                say("De sleutel opent {found}, niet de gekoppelde administratie.", found=found.naam),
                advice=say("Plak de koppelsleutel van de gekoppelde administratie."),
            )
        results: list[LineResult] = []
        for number, line in enumerate(plan.lines, start=1):
            results.append(await self._line(line, run, results))
            progress(Progress(_WRITING, number, len(plan.lines)))
        return results

    async def _line(self, line: PlanLine, run: str, earlier: Sequence[LineResult]) -> LineResult:
        if await self.database.read(lambda db: _moved(db, line)):
            return await self._record(
                run, LineResult(line, LineOutcome.MOVED, reason=str(say("gewijzigd sinds het plan")))
            )
        if any(done.line.source_id == line.source_id and not done.remote_id for done in earlier):
            reason = str(say("de andere helft van deze klant lukte niet"))
            return await self._record(run, LineResult(line, LineOutcome.REFUSED, reason=reason))
        await self._remember(run, line)
        try:
            outcome, record = LineOutcome.WRITTEN, await self._send(line)
        except RefusedError as refusal:
            adopted = await self._look(line) if CODE_IN_USE in refusal.codes else None
            if adopted is None:
                result = LineResult(line, LineOutcome.REFUSED, reason=refusal.detail, codes=refusal.codes)
                return await self._record(run, result)
            outcome, record = LineOutcome.ADOPTED, adopted
        except UnknownOutcomeError as unknown:
            adopted = await self._look(line)
            if adopted is None:
                return await self._record(run, LineResult(line, LineOutcome.UNKNOWN, reason=unknown.detail))
            outcome, record = LineOutcome.ADOPTED, adopted
        except AppError:
            await self.database.write(lambda db: pending.forget(db, line))
            raise
        return await self._store(run, line, outcome, record, earlier)

    async def _send(self, line: PlanLine) -> dict[str, Any]:
        if line.service is Side.SNELSTART:
            return await self.snelstart.create("relaties", line.body)
        return await self.timeon.create_customer(line.body)

    async def _look(self, line: PlanLine) -> dict[str, Any] | None:
        """The record that an earlier or unheard write of this line made, None when it is not there."""
        if line.service is Side.SNELSTART:
            wanted = f"Relatiecode eq {line.body['relatiecode']}"
            async for page in self.snelstart.pages("relaties", filter=wanted):
                for record in map(json.loads, page):
                    if pending.is_same(line.service, record, line.body):
                        return dict(record)
            return None
        async for rows in self.timeon.customers():
            for row in rows:
                if pending.is_same(line.service, row, line.body):
                    return row
        return None

    async def _store(
        self, run: str, line: PlanLine, outcome: str, record: dict[str, Any], earlier: Sequence[LineResult]
    ) -> LineResult:
        raw = canonical(record)
        made = relatie_to_partij(raw) if line.service is Side.SNELSTART else customer_to_partij(record)
        result = LineResult(line, outcome, remote_id=made.id)
        partner = _partner(line, earlier)

        def work(db: sqlite3.Connection) -> None:
            row = records.partij_row(made, observed.digest(raw), raw)
            observed.upsert(db, records.table_of(made.side), [row])
            if partner:
                source = records.partij(db, made.side.other, partner)
                if source is not None:
                    decisions.couple_created(db, self._couple(source, made))
            pending.forget(db, line)
            _journal(db, iso(self.clock()), run, result)

        await self.database.write(work)
        return result

    def _couple(self, source: Partij, made: Partij) -> Decision:
        left, right = (source, made) if source.side is Side.TIMEON else (made, source)
        return Decision(left.id, right.id, Verdict.COUPLE, "sync", self.clock(), self.compare(left, right))

    async def _record(self, run: str, result: LineResult) -> LineResult:
        def work(db: sqlite3.Connection) -> None:
            if result.outcome != LineOutcome.UNKNOWN:
                pending.forget(db, result.line)
            _journal(db, iso(self.clock()), run, result)

        await self.database.write(work)
        return result

    async def _remember(self, run: str, line: PlanLine) -> None:
        detail = {"run": run, "line": line.key, "verb": line.verb, "path": line.path}

        def work(db: sqlite3.Connection) -> None:
            pending.remember(db, line, self.clock())
            journal.append(db, iso(self.clock()), "sync.verstuurd", f"klant:{line.source_id}", detail)

        await self.database.write(work, durable=True)


def _partner(line: PlanLine, earlier: Sequence[LineResult]) -> str:
    """The id on the other side that the new record belongs to; empty when that is still to come."""
    if not line.source_id.startswith(NIEUW):
        return line.source_id
    return next((done.remote_id for done in earlier if done.line.source_id == line.source_id), "")


def _moved(db: sqlite3.Connection, line: PlanLine) -> bool:
    if not line.seen:
        return False
    raw = observed.raw(db, records.table_of(line.service.other), line.source_id)
    return raw is None or observed.digest(raw).hex() != line.seen


def _journal(db: sqlite3.Connection, at: str, run: str, result: LineResult) -> None:
    line = result.line
    detail = {
        "run": run,
        "line": line.key,
        "label": line.label,
        "outcome": result.outcome,
        "remote": result.remote_id,
        "reason": result.reason,
        "codes": list(result.codes),
    }
    journal.append(db, at, f"sync.{result.outcome}", f"klant:{line.source_id}", detail)
