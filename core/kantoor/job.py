"""A job as everyone here speaks of it: what is done, for which koppeling, and when it counts as the same job. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.domain.koppeling import KoppelingState, KoppelingSummary
from core.syncing.schedule import slot

GROUP = "kantoor"
"""The group of workers that does what is nobody else's."""


class Kind(StrEnum):
    """What a worker can do for a koppeling. The values are names of tasks in the engine: old and new workers share them."""

    SYNC = "sync"
    PUSH = "push"
    FOLLOW = "follow"
    SWEEP = "sweep"


PRIORITIES = {Kind.PUSH: 20, Kind.SWEEP: 10, Kind.FOLLOW: 5, Kind.SYNC: 0}
"""Higher goes first: behind a push a person waits, behind a sync a half hour."""


@dataclass(frozen=True, slots=True)
class Job:
    """`window` is the moment of the schedule that this job stands for, None when a person asked for it; `only` are
    declaraties, none means all. `attempts` is how often it failed before.
    """

    kind: Kind
    koppeling_id: str
    window: datetime | None = None
    only: tuple[str, ...] = ()
    attempts: int = 0

    @property
    def lock(self) -> str:
        """Jobs with one lock never run at one time."""
        return f"koppeling:{self.koppeling_id}"

    @property
    def queueing_lock(self) -> str:
        """Of jobs with one queueing lock at most one waits."""
        about = self.window.isoformat() if self.window else ",".join(self.only) or "all"
        return f"{self.kind}:{self.koppeling_id}:{about}"


def due(
    kind: Kind, summaries: Iterable[KoppelingSummary], since: datetime, until: datetime, period: timedelta
) -> list[Job]:
    """The jobs whose window began in (since, until]: one a koppeling, however long ago `since` is; a paused one has none."""
    return [
        Job(kind, one.koppeling.id, window)
        for one in summaries
        if one.koppeling.state is KoppelingState.ACTIEF
        and since < (window := slot(one.koppeling.id, until, period)) <= until
    ]
