"""Keep what became of a line of a plan: as a row of its run and as an event, in the transaction of what it changed."""

from core.domain.plan import LineResult
from core.store import journal, run_lines
from core.store.connection import Connection


def record(db: Connection, at: str, run: str, result: LineResult) -> None:
    """Keep what became of a line, as a row of its run and as an event."""
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
    type_ = f"sync.wijziging.{result.outcome}" if line.record_id else f"sync.{result.outcome}"
    run_lines.add(db, run, result, at)
    klant = line.record_id or line.source_id
    journal.append(db, at, type_, f"klant:{klant}", detail)
