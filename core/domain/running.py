"""What a koppeling is busy with, kind by kind: pages, records, how quick, how long still. Pure; the clock is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType

from core.domain.koppeling import Progress

_TOO_SHORT = timedelta(milliseconds=200)
"""A rate over less than this says nothing."""


@dataclass(frozen=True, slots=True)
class Lane:
    """One kind: `pages` is how often something came, `expected` how many records there were the last time; 0 unknown."""

    kind: str
    began: datetime
    at: datetime
    done: int = 0
    total: int | None = None
    expected: int = 0
    pages: int = 0

    def told(self, progress: Progress, now: datetime) -> "Lane":
        """The same kind, further on."""
        came = self.pages + (progress.done > self.done or not self.pages)
        expected = progress.expected or self.expected
        return replace(self, at=now, done=progress.done, total=progress.total, expected=expected, pages=came)

    @property
    def is_over(self) -> bool:
        """Whether everything of it came."""
        return self.total is not None and self.done >= self.total

    @property
    def rate(self) -> float | None:
        """Records a second so far; None while that says nothing."""
        took = self.at - self.began
        return self.done / took.total_seconds() if took >= _TOO_SHORT else None

    def left(self, now: datetime) -> timedelta | None:
        """How long still, by its own rate since it began; None when nobody can know."""
        ahead = (self.total or self.expected) - self.done
        if self.is_over or not self.rate or ahead <= 0:
            return None
        return max(timedelta(seconds=ahead / self.rate) - (now - self.at), timedelta())


@dataclass(frozen=True, slots=True)
class Running:
    """One piece of work since `began`, `scheduled` when no person asked for it; its kinds in the order they began."""

    began: datetime
    scheduled: bool = False
    lanes: Mapping[str, Lane] = field(default_factory=lambda: MappingProxyType({}))

    def told(self, progress: Progress, now: datetime) -> "Running":
        """The same work, further on."""
        lane = self.lanes.get(progress.kind) or Lane(progress.kind, self.began, now)
        return replace(self, lanes=MappingProxyType({**self.lanes, progress.kind: lane.told(progress, now)}))

    def left(self, now: datetime) -> timedelta | None:
        """How long the slowest kind still takes; None when nobody can know."""
        known = [found for lane in self.lanes.values() if (found := lane.left(now)) is not None]
        return max(known, default=None)
