"""Signs of life of work under way, for other processes: how far it is, about once a second, and whether it is asked to stop.

Work of less than a second gives none, so that a quiet run costs nothing.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial

from core.clock import Clock
from core.domain.running import LifeSign
from core.errors import StorageError
from core.service.working import Working
from core.store import at_work
from core.store.connection import Database

EVERY = 1.0
"""Seconds between two signs."""


@asynccontextmanager
async def giving_signs(database: Database, working: Working, clock: Clock) -> AsyncIterator[None]:
    """For as long as the work lasts; what a process that was killed left behind is taken away at the end."""
    signs = _Signs(database, working, clock)
    task = asyncio.create_task(signs.give())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await signs.take_away()


@dataclass(slots=True)
class _Signs:
    """A sign that can't be kept ends nothing: the work writes to the same file, and tells why it can't."""

    database: Database
    working: Working
    clock: Clock
    _given: bool = False

    async def give(self) -> None:
        while True:
            await asyncio.sleep(EVERY)
            if self.working.running is None:
                return
            self._given, record = True, LifeSign(self.working.running, self.clock()).to_record()
            with suppress(StorageError):
                if await self.database.write(partial(at_work.keep, record=record)):
                    self.working.stop()

    async def take_away(self) -> None:
        with suppress(StorageError):
            if self._given or await self.database.read(at_work.kept) is not None:
                await self.database.write(at_work.over)
