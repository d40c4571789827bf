"""What a koppeling is busy with, kind by kind: pages, records, how quick, how long still. Pure; the clock is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from core.clock import from_iso, iso
from core.domain.koppeling import Progress
from core.text import mark

_TOO_SHORT = timedelta(milliseconds=200)
"""A rate over less than this says nothing."""
SILENT = timedelta(seconds=30)
"""Work that gave no sign for this long fell away, or its machine stands still."""


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

    def to_json(self, now: datetime) -> dict[str, Any]:
        """An item of `kinds`; what nobody can know is null."""
        left = self.left(now)
        return {
            "kind": self.kind,
            "records": self.done,
            "pages": self.pages,
            "over": self.is_over,
            "a_second": round(self.rate, 1) if self.rate is not None else None,
            "seconds_left": round(left.total_seconds()) if left is not None else None,
        }


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


@dataclass(frozen=True, slots=True)
class LifeSign:
    """The last sign that work under way gave of itself, in whatever process it is."""

    running: Running
    at: datetime

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> "LifeSign":
        """From what `to_record` gave."""
        began = from_iso(record["began"])
        lanes = {
            kind: Lane(kind, began, from_iso(at), done, total, expected, pages)
            for kind, at, done, total, expected, pages in record["lanes"]
        }
        return cls(Running(began, record["scheduled"], MappingProxyType(lanes)), from_iso(record["at"]))

    def to_record(self) -> dict[str, Any]:
        """As it is kept for other processes."""
        one = self.running
        lanes = [[n.kind, iso(n.at), n.done, n.total, n.expected, n.pages] for n in one.lanes.values()]
        return {"began": iso(one.began), "at": iso(self.at), "scheduled": one.scheduled, "lanes": lanes}

    def is_silent(self, now: datetime) -> bool:
        """Whether no sign came for too long."""
        return now - self.at > SILENT

    def to_json(self, now: datetime) -> dict[str, Any]:
        """The `working` of a status."""
        return {
            "since": iso(self.running.began),
            "seen_at": iso(self.at),
            "silent": self.is_silent(now),
            "scheduled": self.running.scheduled,
            "kinds": [lane.to_json(now) for lane in self.running.lanes.values()],
        }


class Standing(StrEnum):
    """How a run stands that was recorded."""

    ENDED = "ended"
    BUSY = "busy"
    GONE = "gone"
    UNSURE = "unsure"

    @property
    def label(self) -> str:
        """The msgid of its word on screen, for a run that has no end."""
        return _STANDING_LABELS[self]


_STANDING_LABELS = {
    Standing.ENDED: mark("klaar"),
    Standing.BUSY: mark("bezig"),
    Standing.GONE: mark("viel weg"),
    Standing.UNSURE: mark("bezig, of weggevallen"),
}


def standing(
    started: datetime, ended: datetime | None, now: datetime, *, newest: bool, sign: LifeSign | None, here: bool = False
) -> Standing:
    """One works at a time, so only the `newest` run can be under way: `here`, or in a process that gives signs.

    The first sign comes after a second, so that a run that began just now may be either.
    """
    if ended is not None:
        return Standing.ENDED
    if here and newest:
        return Standing.BUSY
    if newest and sign is not None:
        return Standing.GONE if sign.is_silent(now) else Standing.BUSY
    return Standing.UNSURE if newest and now - started < SILENT else Standing.GONE
