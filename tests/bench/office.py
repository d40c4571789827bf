"""A day of an office with many koppelingen, on paper: what workers have to do, when, and how long it waits. Seeded.

The schedule gives each koppeling a sync a half hour at its own offset (`core.syncing.schedule`). People add pushes, by the
hour of the day. A job holds a place of a worker while it waits for the two services, and the worker's one core while it
computes. What a job costs is a figure of the caller's, measured or assumed.
"""

import heapq
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from statistics import quantiles

from core.syncing.schedule import offset

DAY = 86_400
PERIOD = 1_800
OFFICE_HOURS = (0, 0, 0, 0, 0, 0, 1, 4, 12, 20, 18, 12, 6, 10, 14, 16, 18, 10, 4, 2, 1, 1, 0, 0)
"""How busy people are in each hour of the day, as shares: an assumption, with a morning and a late afternoon."""
START = datetime(2026, 11, 2, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds that one job waits for others, and computes."""

    waits: float
    computes: float


@dataclass(frozen=True, slots=True)
class Office:
    """`pushes` a koppeling a day; `busy` is the share of syncs in office hours that find something to do."""

    koppelingen: int
    workers: int
    at_once: int
    quiet: Cost
    working: Cost
    push: Cost
    pushes: float = 0.25
    busy: float = 0.05
    seed: int = 9


@dataclass(slots=True)
class Day:
    """What came of it. Waits in seconds, from the moment a job is due until a worker takes it."""

    syncs: list[float] = field(default_factory=list)
    pushes: list[float] = field(default_factory=list)
    late: int = 0
    most_waiting: int = 0
    held: float = 0.0
    computed: float = 0.0
    end: float = 0.0

    def figures(self, office: Office) -> dict[str, float]:
        """Counts, percentiles of the waits, and how full the places and the cores were at that."""
        span = max(self.end, DAY) * office.workers
        return {
            "jobs": len(self.syncs) + len(self.pushes),
            "sync_wait_p50": _percentile(self.syncs, 50),
            "sync_wait_p99": _percentile(self.syncs, 99),
            "push_wait_p50": _percentile(self.pushes, 50),
            "push_wait_p99": _percentile(self.pushes, 99),
            "syncs_later_than_a_half_hour": self.late,
            "most_waiting": self.most_waiting,
            "places_used": round(self.held / (span * office.at_once), 4),
            "cores_used": round(self.computed / span, 4),
        }


def _percentile(values: Sequence[float], share: int) -> float:
    return round(quantiles(values, n=100)[share - 1], 3) if len(values) > 1 else 0.0


def arrivals(office: Office) -> list[tuple[float, int, Cost]]:
    """(second of the day, priority with 0 first, cost), in order."""
    rng = random.Random(office.seed)
    found = [*_syncs(office, rng), *_pushes(office, rng)]
    found.sort(key=lambda one: one[0])
    return found


def _syncs(office: Office, rng: random.Random) -> Iterator[tuple[float, int, Cost]]:
    period, most = timedelta(seconds=PERIOD), max(OFFICE_HOURS)
    for n in range(office.koppelingen):
        first = offset(f"koppeling-{n}", period).total_seconds()
        for round_ in range(DAY // PERIOD):
            at = first + round_ * PERIOD
            busy = rng.random() < office.busy * OFFICE_HOURS[int(at // 3600)] / most
            yield at, 1, office.working if busy else office.quiet


def _pushes(office: Office, rng: random.Random) -> Iterator[tuple[float, int, Cost]]:
    for _ in range(round(office.koppelingen * office.pushes)):
        hour = rng.choices(range(24), OFFICE_HOURS)[0]
        yield (hour + rng.random()) * 3600, 0, office.push


def simulate(office: Office) -> Day:
    """Let the day pass: pushes before syncs, each to the worker with most places free."""
    day = Day()
    coming = arrivals(office)
    free = [(-office.at_once, worker) for worker in range(office.workers)]
    places = [office.at_once] * office.workers
    core_free = [0.0] * office.workers
    waiting: list[tuple[int, float, int, Cost]] = []
    running: list[tuple[float, int]] = []
    place = 0
    while place < len(coming) or waiting or running:
        now = min(coming[place][0] if place < len(coming) else float("inf"), running[0][0] if running else float("inf"))
        while running and running[0][0] <= now:
            worker = heapq.heappop(running)[1]
            places[worker] += 1
            heapq.heappush(free, (-places[worker], worker))
        while place < len(coming) and coming[place][0] <= now:
            at, priority, cost = coming[place]
            heapq.heappush(waiting, (priority, at, place, cost))
            place += 1
        while waiting and (taker := _taker(free, places)) is not None:
            priority, at, _, cost = heapq.heappop(waiting)
            core_free[taker] = max(core_free[taker], now) + cost.computes
            end = max(core_free[taker], now + cost.computes) + cost.waits
            places[taker] -= 1
            heapq.heappush(free, (-places[taker], taker))
            heapq.heappush(running, (end, taker))
            _note(day, priority, now - at, end - now, cost)
        day.most_waiting = max(day.most_waiting, len(waiting))
        day.end = now
    return day


def _taker(free: list[tuple[int, int]], places: Sequence[int]) -> int | None:
    """The worker with most places free; entries of `free` that are out of date are dropped on the way."""
    while free:
        count, worker = free[0]
        if -count == places[worker] and places[worker] > 0:
            heapq.heappop(free)
            return worker
        heapq.heappop(free)
    return None


def _note(day: Day, priority: int, waited: float, held: float, cost: Cost) -> None:
    (day.syncs if priority else day.pushes).append(waited)
    day.late += bool(priority) and waited > PERIOD
    day.held += held
    day.computed += cost.computes
