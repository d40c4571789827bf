"""A run made into the report that is answered and kept: ok only when everything was done, nothing skipped, and proven."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.plan import LineOutcome, LineResult, RunReport
from core.syncing.counted import ReadReport
from core.syncing.planned import Planned

DONE = frozenset({LineOutcome.WRITTEN, LineOutcome.ADOPTED})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a run when it starts."""

    run: str
    started_at: datetime
    planned: Planned
    reading: ReadReport
    scheduled: bool


def make_report(
    known: Facts, results: list[LineResult], now: datetime, calls: int, *, proven: bool | None = None, stopped: str = ""
) -> RunReport:
    """`calls` are those of writing up to `now`, beside those of the reading, as the seconds are; a line that was not
    reached counts as refused.
    """
    planned, reading = known.planned, known.reading
    writes = sum(result.outcome in DONE for result in results)
    refused = len(planned.plan.lines) - writes
    skipped = (
        *((one.label, "; ".join(map(str, one.reasons))) for one in planned.skipped),
        *(("verkooporder", reason) for reason in reading.parked),
    )
    return RunReport(
        run=known.run,
        ok=not (refused or skipped or stopped) and proven is not False,
        calls=reading.calls + calls,
        read=reading.total.read,
        changed=reading.total.changed,
        writes=writes,
        waiting=planned.plan.waiting,
        refused=refused,
        seconds=reading.seconds + (now - known.started_at).total_seconds(),
        results=tuple(results),
        created=sum(result.outcome in DONE and not result.line.record_id for result in results),
        scheduled=known.scheduled,
        proven=proven,
        stopped=stopped,
        van=reading.van,
        tot=reading.tot,
        full=reading.full,
        by_kind=reading.by_kind(),
        skipped=skipped,
        differences=len(planned.differences),
        conflicts=len(planned.conflicts),
    )
