"""What a worker does for each kind of job. Each may be done again: what was done already is seen and left alone."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from core.clock import from_iso
from core.domain.koppeling import KoppelingState
from core.domain.push import PushVerdict
from core.kantoor.job import Job, Kind

if TYPE_CHECKING:
    from core.service import Service
    from core.service.opened import Opened

NOTHING = "nothing"
"""The outcome of a job that found its work done, or its koppeling stopped by a person."""
_LAST_RUNS = 5


async def do(service: "Service", job: Job) -> str:
    """Do it; answers an outcome in a word and counts, for the engine's table. Raises AppErrors: see `core.kantoor.again`."""
    opened = await service.open(job.koppeling_id)
    if job.kind in (Kind.SYNC, Kind.FOLLOW) and opened.koppeling.state is not KoppelingState.ACTIEF:
        return NOTHING
    return await _DOES[job.kind](opened, job)


async def _sync(opened: "Opened", job: Job) -> str:
    if job.window is not None and await _ran_since(opened, job.window):
        return NOTHING
    report, _ = await opened.scheduled()
    return f"written {report.writes}, refused {report.refused}, waiting {report.waiting}"


async def _ran_since(opened: "Opened", window: datetime) -> bool:
    """Whether a run that began in this window came to its end; one that was killed counts for nothing."""
    return any(ended and from_iso(started) >= window for _, started, ended, *_ in await opened.syncing.runs(_LAST_RUNS))


async def _push(opened: "Opened", job: Job) -> str:
    """All of them, or those named; what ends it early is raised, and the job is tried again with the rest."""
    summary = await opened.declaraties.push_all(only=job.only or None)
    await opened.refresh("declaraties")
    if summary.stopped is not None:
        raise summary.stopped
    return f"pushed {summary.count(PushVerdict.PUSHED)} of {len(summary.results)}"


async def _follow(opened: "Opened", _job: Job) -> str:
    found = await opened.declaraties.follow()
    await opened.refresh("declaraties")
    return f"changed {len(found.changes)}"


async def _sweep(opened: "Opened", _job: Job) -> str:
    found = await opened.declaraties.sweep()
    await opened.refresh("declaraties")
    return f"removed {len(found.removed)}, adopted {len(found.adopted)}"


_DOES: Mapping[Kind, Callable[["Opened", Job], Awaitable[str]]] = {
    Kind.SYNC: _sync,
    Kind.PUSH: _push,
    Kind.FOLLOW: _follow,
    Kind.SWEEP: _sweep,
}
