"""Calls of one koppeling on their way to its journal: gathered, and written a burst at a time.

A call that can't be written down never disturbs the work it was made for; how many were lost is an event of its own.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.clock import Clock, iso
from core.errors import StorageError
from core.finishing import finished
from core.store import calls, journal
from core.store.connection import Connection, Database

if TYPE_CHECKING:
    from core.http import Call

BURST = 200
"""Calls that are written at once."""
REST_SECONDS = 2.0
"""How long a call waits for others."""
MOST = 5000
"""Calls that are held while the file can't be written."""

_log = logging.getLogger(__name__)


class CallJournal:
    """`redact` masks secrets; `tend` runs in the transaction of each burst and may let old events go."""

    def __init__(
        self,
        database: Callable[[], Database],
        clock: Clock,
        redact: Callable[[str], str],
        tend: Callable[[Connection], object] | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._redact = redact
        self._tend = tend
        self._waiting: list[tuple[str, Call]] = []
        self._lost = 0
        self._work = ""
        self._timer: asyncio.TimerHandle | None = None
        self._writing: asyncio.Task[None] | None = None

    def hear(self, service: str) -> "Callable[[Call], None]":
        """What a client of a service tells its calls to."""

        def heard(call: "Call") -> None:
            self._work = self._work or f"{call.at:%Y%m%dT%H%M%S%f}"
            if len(self._waiting) >= MOST:
                self._lost += 1
                return
            self._waiting.append((service, call))
            self._plan(0.0 if len(self._waiting) >= BURST else REST_SECONDS)

        return heard

    @property
    def is_waiting(self) -> bool:
        """Whether there is something that is not in the journal yet."""
        return bool(self._waiting or self._lost or self._timer or (self._writing and not self._writing.done()))

    async def done(self) -> None:
        """A piece of work is over: write what waits; later calls belong to another."""
        await self.flush()
        self._work = ""

    async def flush(self) -> None:
        """Write what waits; what can't be written keeps waiting."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        batch, lost, work = self._waiting, self._lost, self._work
        if not batch and not lost:
            return
        self._waiting, self._lost = [], 0
        database = self._database()
        if database.read_only:
            return
        await finished(self._write(database, batch, lost, work))

    async def _write(self, database: Database, batch: "list[tuple[str, Call]]", lost: int, work: str) -> None:
        """To its end, also when whoever asked for it is cancelled: they are held nowhere else any more."""

        def write(db: Connection) -> None:
            calls.append(db, batch, work, self._redact)
            if lost:
                journal.append(db, iso(self._clock()), calls.LOST, "journal", {"calls": lost, "work": work})
            if self._tend is not None:
                self._tend(db)

        try:
            await database.write(write)
        except StorageError as problem:
            _log.warning("calls were not written down: %s", problem)
            self._waiting, self._lost = batch + self._waiting, self._lost + lost

    def _plan(self, seconds: float) -> None:
        if self._timer is not None and seconds:
            return
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._begin)

    def _begin(self) -> None:
        self._timer = None
        if self._writing is None or self._writing.done():
            self._writing = asyncio.get_running_loop().create_task(self.flush())
