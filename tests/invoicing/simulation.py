"""A deterministic simulation of pushes: a seed is a schedule of kills, pauses, lost and doubled messages, slow commits,
list lag and two processes at once. The decisions are the real ones of core.invoicing.protocol; everything around them is a
model in which time is a number.

    python -m tests.invoicing.simulation 1000000

prints the figures of so many schedules, and the seed of every one that broke a promise.
"""

import sys
from collections import Counter
from collections.abc import Generator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from heapq import heappop, heappush
from random import Random
from typing import Any

from core.domain.push import Intent, IntentState
from core.errors import AppError, UnreachableError
from core.invoicing.doubles import keep_one, why_keep
from core.invoicing.marker import Mark
from core.invoicing.order import payload_text
from core.invoicing.protocol import (
    Answer,
    Claim,
    Created,
    LookUp,
    Lost,
    MarkSending,
    Post,
    Rejected,
    Release,
    Seen,
    Store,
    Unsent,
    push,
)
from core.invoicing.remote import RemoteOrder
from core.store.intents import FenceError

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
LEASE = 120
TIMEOUT = 30
SLOWEST_COMMIT = 150
MOST_LAG = 60
HORIZON = 3_000
SETTLE = 900
MARKER = "KBAAAAAAAAAAAA"
PAYLOAD = payload_text({"regels": [{"artikel": {"id": "a"}, "aantal": Decimal(1), "stuksprijs": Decimal(100)}]})
FIRST = Intent(1, "1", MARKER, 0, PAYLOAD, "", Decimal(100), 1, "r", IntentState.PLANNED)
LINES = (("a", Decimal(1), Decimal(100)),)


def moment(seconds: float) -> datetime:
    return EPOCH + timedelta(seconds=seconds)


@dataclass(frozen=True, slots=True)
class Rules:
    """The protocol as built; the mutations turn one thing off."""

    settle: int = SETTLE
    mark_sending: bool = True
    unique: bool = True
    claim: bool = True
    stopwatch: bool = True
    replays: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    duplicates: int
    lost: int
    posts: int
    after_sweep: int
    wrongly_removed: int


@dataclass(slots=True)
class Server:
    """Commits as (moment, order); a look-up sees what is older than its lag."""

    commits: list[tuple[float, RemoteOrder]] = field(default_factory=list)

    def commit(self, at: float) -> RemoteOrder:
        number = len(self.commits)
        order = RemoteOrder(f"o{number}", str(number), "r", "Order", Decimal(100), 1, "", "", Mark(MARKER), LINES)
        self.commits.append((at, order))
        return order

    def seen(self, at: float) -> list[RemoteOrder]:
        return [order for committed, order in self.commits if committed <= at]


@dataclass(slots=True)
class Process:
    name: int
    run: Generator[Any, Any, Any] | None = None
    answer: Any = None
    problem: AppError | None = None
    offset: float = 0.0
    looked: float = 0.0


class Schedule:
    """One seed, played to its end."""

    def __init__(self, seed: int, rules: Rules) -> None:
        self.random = Random(seed)
        self.rules = rules
        self.server = Server()
        self.intents: dict[int, Intent] = {1: FIRST} if rules.unique else {0: FIRST, 1: FIRST}
        self.os_lock = self.random.random() < 0.5
        self.holder: int | None = None
        self.faults = self.random.choice((0.0, 0.05, 0.15, 0.3))
        self.posts = 0

    def play(self) -> Outcome:
        queue: list[tuple[float, int, Process]] = []
        count = 0
        for name in (0, 1):
            heappush(queue, (self.random.random() * 5, count := count + 1, Process(name)))
        while queue:
            now, _, process = heappop(queue)
            if now > HORIZON:
                self._drop(process)
                continue
            wait = self._step(process, now)
            heappush(queue, (now + wait, count := count + 1, process))
        return self._rest()

    def _rest(self) -> Outcome:
        """No more faults: run until nothing is left to do, then count."""
        self.faults, self.os_lock, self.holder = 0.0, False, None
        now = float(HORIZON + SLOWEST_COMMIT + MOST_LAG)
        for name in range(1 if self.rules.unique else 2):
            for _ in range(150):  # a lease by a clock that was a day ahead must run out too
                if self._intent(name).state is IntentState.DONE:
                    break
                process = Process(name)
                while process.run is not None or process.answer is None:
                    self._step(process, now)
                    if process.run is None:
                        break
                now += SETTLE + 1
        live = len(self.server.commits)
        left, wrongly = self._sweep()
        return Outcome(max(0, live - 1), int(live == 0), self.posts, left, wrongly)

    def _sweep(self) -> tuple[int, int]:
        """What is left beside the one kept and not for a person, after someone worked on some of the orders."""
        orders = [self._worked_on(order) for _, order in self.server.commits]
        if not orders:
            return 0, 0
        kept, others = keep_one(orders)
        removed = [order for order in others if why_keep(FIRST, order) is None]
        drafts = [order for order in orders if order not in removed and order != kept]
        left = sum(not order.factuur_id and order.status == "Order" and order.regels == LINES for order in drafts)
        wrongly = sum(bool(order.factuur_id) or order.regels != LINES for order in removed)
        return left, wrongly

    def _worked_on(self, order: RemoteOrder) -> RemoteOrder:
        match self.random.randrange(6):
            case 0:
                return replace(order, factuur_id=f"f{order.id}", status="Factuur")
            case 1:
                return replace(order, regels=(("a", Decimal(2), Decimal(100)),), total=Decimal(200))
            case _:
                return order

    def _step(self, process: Process, now: float) -> float:
        """One effect of one process; answers how long it takes."""
        roll = self.random.random()
        if process.run is None:
            return self._begin(process)
        if roll < self.faults * 0.3:
            self._drop(process)
            return self.random.uniform(1, 60)
        if roll < self.faults * 0.4:
            return self.random.uniform(60, 1_200)
        if roll < self.faults * 0.5:
            process.offset = self.random.choice((0.0, 0.0, 30.0, -30.0, 3_600.0, -3_600.0, 100_000.0))
        try:
            effect = process.run.throw(process.problem) if process.problem else process.run.send(process.answer)
        except (StopIteration, FenceError):
            self._drop(process)
            return self.random.choice((1.0, 20.0, 300.0))
        process.problem = None
        try:
            process.answer, wait = self._perform(effect, process, now)
        except FenceError as problem:
            process.problem, wait = problem, 1.0
        return wait

    def _begin(self, process: Process) -> float:
        if self.os_lock:
            if self.holder not in (None, process.name):
                return 5.0
            self.holder = process.name
        process.run = push(settle=timedelta(seconds=self.rules.settle), skew=timedelta(seconds=60))
        process.answer = None
        return self.random.uniform(0, 2)

    def _drop(self, process: Process) -> None:
        process.run = process.answer = process.problem = None
        if self.holder == process.name:
            self.holder = None

    def _perform(self, effect: Any, process: Process, now: float) -> tuple[Any, float]:  # noqa: PLR0911 - one an effect
        short = self.random.uniform(0.05, 3)
        ours = now + process.offset
        match effect:
            case Claim():
                return self._claim(process.name, ours), short
            case LookUp():
                process.looked = now
                lag = self.random.uniform(0, MOST_LAG) if self.faults else 0.0
                return Seen(self.server.seen(now - lag), moment(ours), timedelta(seconds=-process.offset)), short
            case MarkSending(intent, not_before):
                self._guard(process.name, intent)
                if self.rules.mark_sending:
                    at = max(moment(ours), not_before)
                    self._keep(process.name, replace(intent, state=IntentState.SENDING, last_sent_at=at))
                return self._intent(process.name), short
            case Post(intent):
                late = intent.lease_until is not None and moment(ours) >= intent.lease_until
                if late or (self.rules.stopwatch and now - process.looked >= LEASE):
                    return Unsent("too late"), 0.1
                return self._post(now)
            case Store(intent, state):
                self._guard(process.name, intent)
                self._keep(process.name, replace(intent, state=state, lease_until=None))
                return None, short
            case Release(intent):
                self._guard(process.name, intent)
                self._keep(process.name, replace(intent, lease_until=None))
                return None, short
        raise AssertionError(effect)

    def _claim(self, name: int, now: float) -> Intent | None:
        intent = self._intent(name)
        free = intent.lease_until is None or intent.lease_until <= moment(now) or intent.owner == self._owner(name)
        if self.rules.claim and not free:
            return None
        claimed = replace(
            intent, fence=intent.fence + 1, lease_until=moment(now + LEASE), owner=self._owner(name)
        )  # fmt: skip
        self._keep(name, claimed)
        return claimed

    def _owner(self, name: int) -> str:
        """Processes that share the OS lock are one machine; without it they are two."""
        return "host" if self.os_lock else f"host{name}"

    def _post(self, now: float) -> tuple[Answer, float]:
        self.posts += 1
        roll = self.random.random()
        if self.rules.replays and roll < 0.1:
            self.server.commit(now + self.random.uniform(0, SLOWEST_COMMIT))
        if roll > self.faults * 2 or not self.faults:
            return Created(self.server.commit(now + 0.1)), 0.3
        kind = self.random.choice(("request", "reply", "slow", "refused", "unreachable", "killed"))
        if kind == "request":
            return Lost("time-out"), TIMEOUT
        if kind == "refused":
            return Rejected("no", ("VOR-0002",)), 0.3
        if kind == "unreachable":
            return Unsent("connect", UnreachableError()), 0.3
        delay = self.random.uniform(0, SLOWEST_COMMIT)
        order = self.server.commit(now + delay)
        if kind == "slow" and delay < TIMEOUT:
            return Created(order), delay
        return Lost("time-out"), TIMEOUT

    def _guard(self, name: int, intent: Intent) -> None:
        if self.rules.claim and self._intent(name).fence != intent.fence:
            raise FenceError

    def _intent(self, name: int) -> Intent:
        return self.intents[1 if self.rules.unique else name]

    def _keep(self, name: int, intent: Intent) -> None:
        self.intents[1 if self.rules.unique else name] = intent


def simulate(first: int, count: int, rules: Rules) -> tuple[Counter[str], list[int]]:
    """Figures of `count` schedules, and the seeds that ended with a double or a loss."""
    figures: Counter[str] = Counter()
    broken = []
    for seed in range(first, first + count):
        outcome = Schedule(seed, rules).play()
        figures["schedules"] += 1
        figures["posts"] += outcome.posts
        figures["double"] += bool(outcome.duplicates)
        figures["lost"] += outcome.lost
        figures["double after sweep"] += outcome.after_sweep
        figures["wrongly removed"] += outcome.wrongly_removed
        if outcome.lost or outcome.after_sweep or outcome.wrongly_removed or (outcome.duplicates and not rules.replays):
            broken.append(seed)
    return figures, broken


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    figures, broken = simulate(0, count, Rules())
    sys.stdout.write(f"{dict(figures)} broken: {broken[:20]}\n")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
