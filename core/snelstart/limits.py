"""SnelStart's limits per administratie: calls a minute, calls an hour, calls at once; counted before a call leaves.

The counts live where the koppeling lives, so that two runs, or two processes, share one allowance. A full minute is
waited for; a full hour, and a pause that SnelStart itself asked for, end the work with PausedError.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime, timedelta
from typing import Protocol

from core.clock import Clock
from core.domain.allowance import Taken
from core.errors import PausedError
from core.text import say

LONGEST_WAIT = timedelta(seconds=65)
"""What is waited for within a run; anything longer pauses the koppeling."""

_NO_LIMIT = 10**9
_FRESH = timedelta(seconds=4)
"""How long a booked call may leave later: less than what the counts count it too long."""

Sleep = Callable[[float], Awaitable[None]]


class Counts(Protocol):
    """Where the counts of one administratie are kept."""

    async def take(self, wanted: int, at: datetime, a_minute: int, an_hour: int) -> Taken:
        """Book up to `wanted` calls within both windows that end at `at`, or none and the moment there is room again."""

    def place(self, clock: Clock, at_once: int, sleep: Sleep) -> AbstractAsyncContextManager[None]:
        """Be one of the calls under way where other processes make calls too."""

    async def pause(self, at: datetime, until: datetime, reason: str) -> None:
        """SnelStart asked to be left alone."""


class Limits:
    """The allowance of one administratie in this process. Calls are booked a handful at a time, so that counting costs
    less than calling; after a kill at most a handful was booked for nothing.
    """

    def __init__(
        self, counts: Counts, clock: Clock, *, a_minute: int, an_hour: int, at_once: int, sleep: Sleep = asyncio.sleep
    ) -> None:
        self._counts = counts
        self._clock = clock
        self._a_minute = a_minute
        self._an_hour = an_hour
        self._handful = max(1, min(10, a_minute // 50))
        self._at_once = at_once
        self._gate = asyncio.Semaphore(at_once)
        self._booking = asyncio.Lock()
        self._left = 0
        self._booked = clock()
        self._sleep = sleep

    @asynccontextmanager
    async def call(self) -> AsyncIterator[None]:
        """Hold a place while one call is under way. Raises PausedError instead of waiting for more than a minute."""
        async with self._gate:
            await self._book()
            async with self._counts.place(self._clock, self._at_once, self._sleep):
                yield

    async def beyond(self, calls: int) -> None:
        """Calls that were made beyond the one that was booked, as a read that is tried again makes."""
        if calls > 0:
            await self._counts.take(calls, self._clock(), _NO_LIMIT, _NO_LIMIT)

    async def pause(self, paused: PausedError) -> None:
        """Remember that SnelStart asked to wait."""
        self._left = 0
        await self._counts.pause(self._clock(), paused.until, paused.detail)

    async def _book(self) -> None:
        async with self._booking:
            if abs(self._clock() - self._booked) > _FRESH:
                self._left = 0
            while self._left == 0:
                now = self._booked = self._clock()
                taken = await self._counts.take(self._handful, now, self._a_minute, self._an_hour)
                self._left = taken.calls
                if taken.again_at is not None:
                    await self._wait(taken, taken.again_at, now)
            self._left -= 1

    async def _wait(self, taken: Taken, again_at: datetime, now: datetime) -> None:
        if taken.paused:
            raise PausedError(taken.paused, until=again_at)
        if again_at - now > LONGEST_WAIT:
            raise PausedError(say("Het uur is vol: {most} aanroepen.", most=self._an_hour), until=again_at)
        await self._sleep(max((again_at - now).total_seconds(), 0.05))
