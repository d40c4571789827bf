"""How the office stands: who works, what waits and since when, what failed for good."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from procrastinate import App

from core.kantoor.engine import transaction
from core.kantoor.presence import Present, present

_FAILED_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Line:
    """Of one kind in one group: how many wait now, wait for a later moment, are being done; the oldest that waits now."""

    kind: str
    group: str
    waiting: int
    later: int
    doing: int
    oldest: datetime | None


@dataclass(frozen=True, slots=True)
class Failed:
    """A job in which a fault of ours showed: it is not tried again, and the worker that had it said why."""

    id: int
    kind: str
    koppeling_id: str
    attempts: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Overview:
    """The answer of `kantoor status`."""

    workers: tuple[Present, ...]
    lines: tuple[Line, ...]
    failed: tuple[Failed, ...]

    @property
    def waiting(self) -> int:
        """Jobs that a worker could take now."""
        return sum(line.waiting for line in self.lines)

    def waiting_of(self, group: str) -> int:
        """Those among them that are a group's."""
        return sum(line.waiting for line in self.lines if line.group == group)

    @property
    def doing(self) -> int:
        """Jobs that a worker has."""
        return sum(line.doing for line in self.lines)

    def to_json(self) -> dict[str, Any]:
        """Times in ISO 8601."""
        return {
            "workers": [worker.to_json() for worker in self.workers],
            "lines": [_with_times(asdict(line)) for line in self.lines],
            "failed": [_with_times(asdict(job)) for job in self.failed],
        }


async def overview(app: App) -> Overview:
    """Count it all, once."""
    lines = """
        SELECT task_name, queue_name,
               count(*) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now()),
               count(*) FILTER (WHERE status = 'todo' AND scheduled_at > now()),
               count(*) FILTER (WHERE status = 'doing'),
               min(e.at) FILTER (WHERE status = 'todo' AND coalesce(scheduled_at, now()) <= now())
        FROM procrastinate_jobs j
        LEFT JOIN LATERAL (SELECT min(at) AS at FROM procrastinate_events WHERE job_id = j.id) e ON true
        WHERE status IN ('todo', 'doing') GROUP BY 1, 2 ORDER BY 1, 2
    """
    failed = """
        SELECT id, task_name, args->>'koppeling', attempts, (SELECT max(at) FROM procrastinate_events WHERE job_id = j.id)
        FROM procrastinate_jobs j WHERE status = 'failed' ORDER BY id DESC LIMIT %s
    """
    workers = await present(app)
    async with transaction(app) as db:
        waiting = [Line(*row) for row in await (await db.execute(lines)).fetchall()]
        gone = [Failed(*row) for row in await (await db.execute(failed, (_FAILED_SHOWN,))).fetchall()]
    return Overview(tuple(workers), tuple(waiting), tuple(gone))


def _with_times(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts.items()}
