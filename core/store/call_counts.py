"""The calls to SnelStart that were booked for one koppeling, in buckets of a few seconds, so that a restart or a second
process knows what a minute and an hour still allow.
"""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from core.clock import Clock
from core.domain.allowance import HOUR, MINUTE, Taken
from core.errors import StorageError
from core.finishing import ended, finished
from core.store import call_places, pauses
from core.store.connection import Connection, Database

BUCKET = 5
"""Seconds a bucket, and what a window may count too long."""
_SNELSTART = "snelstart"
_LONGEST_CALL = timedelta(minutes=10)
"""After which the process that took a place is taken for dead: longer than a call with all its attempts."""
_REST = 0.1

_log = logging.getLogger(__name__)


class CallCounts:
    """The counts in a koppeling's own file."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def take(self, wanted: int, at: datetime, a_minute: int, an_hour: int) -> Taken:
        """Book up to `wanted` calls within both windows that end at `at`, or none and the moment there is room again."""
        return await self._database.write(lambda db: take(db, wanted, at, a_minute, an_hour))

    @asynccontextmanager
    async def place(self, clock: Clock, at_once: int, sleep: Callable[[float], Awaitable[None]]) -> AsyncIterator[None]:
        """Be one of the `at_once` calls under way, on every machine together; waits for a place.

        One that can't be given back lapses by itself, and leaves what came of the call as it is.
        """
        if not self._database.shared:
            yield
            return
        place: int | None = None

        def take_one(db: Connection) -> None:
            nonlocal place
            place = _place(db, clock(), at_once)

        try:
            while place is None:
                await ended(self._database.write(take_one))
                if place is None:
                    await sleep(_REST)
            yield
        finally:
            if place is not None:
                await finished(self._leave(place))

    async def _leave(self, place: int) -> None:
        try:
            await self._database.write(lambda db: call_places.leave(db, place))
        except StorageError as problem:
            _log.warning("the place of a call was not given back: %s", problem)

    async def pause(self, at: datetime, until: datetime, reason: str) -> None:
        """SnelStart asked to be left alone until a moment."""
        await self._database.write(lambda db: pauses.begin(db, _SNELSTART, at, until, reason))


def take(db: Connection, wanted: int, at: datetime, a_minute: int, an_hour: int) -> Taken:
    """As `CallCounts.take`, in the caller's transaction."""
    pause = pauses.standing(db, _SNELSTART, at)
    if pause is not None:
        return Taken(0, pause.until, pause.reason)
    now = int(at.timestamp())
    db.execute("DELETE FROM call_counts WHERE bucket < ?", ((now - int(HOUR.total_seconds())) // BUCKET,))
    windows = [_window(db, now, MINUTE, a_minute), _window(db, now, HOUR, an_hour)]
    room = min(free for free, _ in windows)
    if room <= 0:
        return Taken(0, datetime.fromtimestamp(max(again for free, again in windows if free <= 0), UTC))
    calls = min(wanted, room)
    db.execute(
        "INSERT INTO call_counts VALUES (?, ?) ON CONFLICT (bucket) DO UPDATE SET calls = call_counts.calls + excluded.calls",
        (now // BUCKET, calls),
    )
    return Taken(calls)


def _place(db: Connection, now: datetime, at_once: int) -> int | None:
    return call_places.take(db, now, now + _LONGEST_CALL, at_once)


def left(db: Connection, at: datetime, a_minute: int, an_hour: int) -> tuple[int, int]:
    """(calls left this minute, calls left this hour) of the windows that end at `at`; books nothing."""
    now = int(at.timestamp())
    minute, hour = _window(db, now, MINUTE, a_minute)[0], _window(db, now, HOUR, an_hour)[0]
    return max(0, minute), max(0, hour)


def _window(db: Connection, now: int, span: timedelta, most: int) -> tuple[int, int]:
    """(calls free, second at which one more is free) of the window that ends now."""
    seconds = int(span.total_seconds())
    low = (now - seconds) // BUCKET
    rows = db.execute(
        "SELECT bucket, calls FROM call_counts WHERE bucket BETWEEN ? AND ? ORDER BY bucket", (low, now // BUCKET)
    ).fetchall()
    used = sum(calls for _, calls in rows)
    free, again = most - used, now
    for bucket, calls in rows:
        if most - used > 0:
            break
        used -= calls
        again = (bucket + 1) * BUCKET + seconds
    return free, again
