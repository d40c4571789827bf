"""`watch`: every koppeling on its own half hour, Time On's klanten each minute between; one never holds another.

A koppeling that fails or is paused says so and is tried again at its next slot, or when its pause ends. What a person
decides in this process is carried out a few seconds later; what another process wrote is found at the next look.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary
from core.errors import AppError, BusyError, NewerDatabaseError, PausedError, StorageError
from core.syncing.schedule import is_due, next_slot

if TYPE_CHECKING:
    from core.domain.plan import RunReport
    from core.service import Service

AT_ONCE = 8
"""Koppelingen at work at a time."""
GRACE_SECONDS, ASK_SECONDS = 20.0, 1.0
"""How long a run under way may go on after a request to leave, and how often those left are then asked to stop."""
MISSES = 5
"""Rounds in a row that could not read which koppelingen there are, before the watching ends with the reason."""
LOCAL = frozenset({"review", "besluit"})
"""Topics of what a person changed here."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Watched:
    """What became of one koppeling: a report, or why there is none; `next_at` is its next half hour."""

    koppeling: Koppeling
    next_at: datetime
    report: "RunReport | None" = None
    problem: AppError | None = None

    def to_json(self) -> dict[str, Any]:
        """A line of `sync watch --jsonl`."""
        return {
            "koppeling": self.koppeling.id,
            "next_at": self.next_at.isoformat(),
            "run": self.report.to_json() if self.report else None,
            "problem": self.problem.to_json() if self.problem else None,
        }


def until(stop: asyncio.Event) -> Callable[[float], Awaitable[bool]]:
    """A `pause` for Watch that ends, and ends the watching, as soon as `stop` is set."""

    async def pause(seconds: float) -> bool:
        try:
            await asyncio.wait_for(stop.wait(), seconds)
        except TimeoutError:
            return True
        return False

    return pause


@dataclass(slots=True)
class Watch:
    """One watching process. `pause(seconds)` waits between two rounds and answers False for no other round: see `until`.

    Then every koppeling of the last round still has its turn, unless `leave` was asked: those that wait for a place do not
    begin, and those at work end between two pages or writes when `grace` seconds are over.
    """

    service: "Service"
    pause: Callable[[float], Awaitable[bool]]
    grace: float = GRACE_SECONDS
    _tried: dict[str, datetime] = field(default_factory=dict)
    _held: dict[str, datetime] = field(default_factory=dict)
    _hurried: set[str] = field(default_factory=set)
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _done: "asyncio.Queue[Watched | None]" = field(default_factory=asyncio.Queue)
    _woken: asyncio.Event = field(default_factory=asyncio.Event)
    _leaving: asyncio.Event = field(default_factory=asyncio.Event)
    _missed: int = MISSES

    def leave(self) -> None:
        """Begin nothing more; `pause` has to end by itself."""
        self._leaving.set()

    def hurry(self, koppeling_id: str) -> None:
        """Something changed here: run this one shortly."""
        self._hurried.add(koppeling_id)
        self._held.pop(koppeling_id, None)
        self._woken.set()

    async def run(self) -> AsyncIterator[Watched]:
        """Whatever was done, as it is done, until `pause` says stop; what is under way is finished first."""
        listening = asyncio.create_task(self._listen())
        rounds = asyncio.create_task(self._rounds())
        try:
            while (done := await self._done.get()) is not None:
                yield done
            await rounds
        finally:
            listening.cancel()
            rounds.cancel()
            await asyncio.gather(listening, rounds, return_exceptions=True)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        await asyncio.gather(*self._busy.values())

    async def _listen(self) -> None:
        async for change in self.service.events():
            if change.topic in LOCAL and change.koppeling:
                self.hurry(change.koppeling)

    async def _rounds(self) -> None:
        gate, resting = asyncio.Semaphore(AT_ONCE), None
        try:
            while True:
                await self._tried_round(gate, hurried=resting is not None)
                if resting is None:
                    resting = asyncio.ensure_future(self.pause(float(self.service.settings.watch_seconds)))
                if not await self._rested(resting):
                    continue
                if not resting.result():
                    break
                resting = None
            await self._end()
        finally:
            ending = [*self._busy.values(), *([resting] if resting is not None else [])]
            for task in ending:
                task.cancel()
            await asyncio.gather(*ending, return_exceptions=True)
            self._done.put_nowait(None)

    async def _end(self) -> None:
        """The last round, whole unless one has to leave."""
        leaving = asyncio.ensure_future(self._leaving.wait())
        idle = asyncio.ensure_future(self.idle())
        ends: list[asyncio.Future[Any]] = [leaving, idle]
        try:
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
            if not idle.done():
                await asyncio.wait({idle}, timeout=self.grace)
            while not idle.done():
                self.service.stop_runs()
                await asyncio.wait({idle}, timeout=ASK_SECONDS)
        finally:
            for one in ends:
                one.cancel()
            await asyncio.gather(*ends, return_exceptions=True)

    async def _tried_round(self, gate: asyncio.Semaphore, *, hurried: bool) -> None:
        """A round; a database that is away for a moment leaves it to the next, but the first has to succeed."""
        try:
            await self._round(gate, hurried=hurried)
        except NewerDatabaseError:
            raise
        except StorageError as problem:
            self._missed += 1
            if self._missed >= MISSES:
                raise
            _log.warning("a round was missed: %s", self.service.redact(str(problem)))
        else:
            self._missed = 0

    async def _round(self, gate: asyncio.Semaphore, *, hurried: bool) -> None:
        """Start every active koppeling that is not at work, or of these only the hurried."""
        self._woken.clear()
        self._busy = {id_: task for id_, task in self._busy.items() if not task.done()}
        for summary in await self.service.koppelingen():
            id_ = summary.koppeling.id
            wanted = id_ in self._hurried or not hurried
            if wanted and summary.koppeling.state is KoppelingState.ACTIEF and id_ not in self._busy:
                task = self._busy[id_] = asyncio.create_task(self._one(summary, gate))
                task.add_done_callback(partial(self._over, id_))

    def _over(self, koppeling_id: str, _task: "asyncio.Task[None]") -> None:
        """What was decided while it ran has its turn now."""
        if koppeling_id in self._hurried:
            self._woken.set()

    async def _rested(self, resting: "asyncio.Future[bool]") -> bool:
        """Wait for the pause to end; False when something changed here meanwhile and had its rest."""
        woken = asyncio.ensure_future(self._woken.wait())
        either: list[asyncio.Future[Any]] = [resting, woken]
        try:
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
        finally:
            woken.cancel()
        if not resting.done():
            await asyncio.wait({resting}, timeout=self.service.settings.hurry_seconds)
        return resting.done()

    async def _one(self, summary: KoppelingSummary, gate: asyncio.Semaphore) -> None:
        koppeling, now = summary.koppeling, self.service.clock()
        if now < self._held.get(koppeling.id, now):
            return
        period = timedelta(minutes=self.service.settings.sync_minutes)
        last = max(filter(None, (summary.last_run_at, self._tried.get(koppeling.id))), default=None)
        due = koppeling.id in self._hurried or is_due(koppeling.id, last, now, period)
        if due:
            self._tried[koppeling.id] = now
            self._hurried.discard(koppeling.id)
        next_at = next_slot(koppeling.id, now, period)
        try:
            async with gate:
                if self._leaving.is_set():
                    return
                report = await self._work(koppeling, due=due)
        except BusyError as busy:
            if due:
                self._tell(koppeling, next_at, problem=busy)
        except AppError as problem:
            self._held[koppeling.id] = problem.until if isinstance(problem, PausedError) else next_at
            self._tell(koppeling, next_at, problem=problem)
        except Exception as fault:  # noqa: BLE001 - of ours: told as such, and it holds no other koppeling
            self._held[koppeling.id] = next_at
            self._tell(koppeling, next_at, problem=AppError(self.service.redact(repr(fault))))
        else:
            if report is not None:
                self._tell(koppeling, next_at, report)

    async def _work(self, koppeling: Koppeling, *, due: bool) -> "RunReport | None":
        opened = self.service.opened(koppeling)
        if due:
            return (await opened.scheduled())[0]
        return await opened.look()

    def _tell(
        self,
        koppeling: Koppeling,
        next_at: datetime,
        report: "RunReport | None" = None,
        problem: AppError | None = None,
    ) -> None:
        self._done.put_nowait(Watched(koppeling, next_at, report, problem))
