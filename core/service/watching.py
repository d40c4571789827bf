"""`watch`: every koppeling on its own half hour, Time On's klanten each minute between; one never holds another.

A koppeling that fails or is paused says so and is tried again at its next slot, or when its pause ends.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary
from core.errors import AppError, BusyError, PausedError
from core.syncing.schedule import is_due, next_slot

if TYPE_CHECKING:
    from core.domain.plan import RunReport
    from core.service import Service

AT_ONCE = 8
"""Koppelingen at work at a time."""


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
    """One watching process. `pause(seconds)` waits between two rounds and answers False to stop: see `until`."""

    service: "Service"
    pause: Callable[[float], Awaitable[bool]]
    _tried: dict[str, datetime] = field(default_factory=dict)
    _held: dict[str, datetime] = field(default_factory=dict)
    _hurried: set[str] = field(default_factory=set)
    _busy: dict[str, asyncio.Task[None]] = field(default_factory=dict)
    _done: "asyncio.Queue[Watched | None]" = field(default_factory=asyncio.Queue)

    def hurry(self, koppeling_id: str) -> None:
        """Something changed here: run this one in the next round."""
        self._hurried.add(koppeling_id)
        self._held.pop(koppeling_id, None)

    async def run(self) -> AsyncIterator[Watched]:
        """Whatever was done, as it is done, until `pause` says stop; what is under way is finished first."""
        rounds = asyncio.create_task(self._rounds())
        try:
            while (done := await self._done.get()) is not None:
                yield done
            await rounds
        finally:
            rounds.cancel()
            await asyncio.gather(rounds, return_exceptions=True)

    async def idle(self) -> None:
        """Wait until nothing is under way."""
        await asyncio.gather(*self._busy.values())

    async def _rounds(self) -> None:
        gate = asyncio.Semaphore(AT_ONCE)
        try:
            while True:
                self._busy = {id_: task for id_, task in self._busy.items() if not task.done()}
                for summary in await self.service.koppelingen():
                    id_ = summary.koppeling.id
                    if summary.koppeling.state is KoppelingState.ACTIEF and id_ not in self._busy:
                        self._busy[id_] = asyncio.create_task(self._one(summary, gate))
                if not await self.pause(float(self.service.settings.watch_seconds)):
                    break
            await self.idle()
        finally:
            for task in self._busy.values():
                task.cancel()
            self._done.put_nowait(None)

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
                report = await self._work(koppeling, due=due)
        except BusyError as busy:
            if due:
                self._tell(koppeling, next_at, problem=busy)
        except AppError as problem:
            self._held[koppeling.id] = problem.until if isinstance(problem, PausedError) else next_at
            self._tell(koppeling, next_at, problem=problem)
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
