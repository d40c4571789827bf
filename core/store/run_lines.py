"""What became of every line of a run, whole, so that a run can be explained and undone; and the records before it."""

import json
from dataclasses import dataclass
from typing import Any

from core.domain.plan import LineOutcome, LineResult, PlanLine
from core.store.connection import Connection


@dataclass(frozen=True, slots=True)
class RunLine:
    """A line, what became of it at stored time `at`, and the record as it was before; None when it did not exist."""

    result: LineResult
    at: str
    before: bytes | None

    def to_json(self) -> dict[str, Any]:
        """An item of the lines of one run."""
        result = self.result
        return {
            **result.line.to_json(),
            "why": str(result.line.why),
            "outcome": result.outcome,
            "remote_id": result.remote_id,
            "reason": result.reason,
            "codes": list(result.codes),
            "at": self.at,
        }


def add(db: Connection, run: str, result: LineResult, at: str) -> None:
    """Call in the transaction of what the line changed here."""
    line = json.dumps(result.line.to_json(), ensure_ascii=False, default=str)
    db.execute(
        "INSERT OR REPLACE INTO run_lines VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (run, result.line.key, line, result.outcome, result.remote_id, result.reason, json.dumps(result.codes), at),
    )


def of(db: Connection, run: str) -> list[RunLine]:
    """The lines of a run in the order they were done."""
    query = """
        SELECT l.line, l.outcome, l.remote_id, l.reason, l.codes, l.at, b.raw FROM run_lines l
        LEFT JOIN before_images b ON b.run = l.run AND b.line = l.key WHERE l.run = ? ORDER BY l.rowid
    """
    found = []
    for line, outcome, remote_id, reason, codes, at, before in db.execute(query, (run,)):
        result = LineResult(PlanLine.from_json(json.loads(line)), outcome, remote_id, reason, tuple(json.loads(codes)))
        found.append(RunLine(result, at, before))
    return found


def done(db: Connection, key: str) -> str:
    """The record that an earlier run made or found for a line of this key; empty when none did."""
    query = "SELECT remote_id FROM run_lines WHERE key = ? AND outcome IN (?, ?) ORDER BY rowid DESC LIMIT 1"
    row = db.execute(query, (key, LineOutcome.WRITTEN, LineOutcome.ADOPTED)).fetchone()
    return row[0] if row else ""
