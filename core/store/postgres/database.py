"""The rows of one koppeling, or of an office's register, behind the interface of every database.

A unit of work holds a lock that PostgreSQL frees with the transaction; whoever syncs or pushes holds another that it
frees with the connection, and writes through that connection alone: who lost the lock can write no more.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

from core.errors import BusyError, ReadOnlyError
from core.finishing import finished
from core.store.connection import Work
from core.store.postgres.pool import Pool
from core.store.postgres.session import Session
from core.text import say

T = TypeVar("T")
REGISTER = ""
_POLL = 0.05


class Rows:
    """`koppeling` is its id; REGISTER for the list of all koppelingen and the journal of the office itself."""

    shared = True

    def __init__(self, pool: Pool, koppeling: str, *, read_only: bool = False) -> None:
        self.koppeling = koppeling
        self.read_only = read_only
        self._pool = pool
        self._writing = asyncio.Lock()
        self._held: Session | None = None

    async def write(self, work: Work[T], *, durable: bool = False) -> T:
        """Run `work` in a transaction that no other writer of these rows crosses. Every commit is `durable`."""
        del durable
        if self.read_only:
            raise ReadOnlyError
        async with self._writing:
            future = self._pool.submit(lambda session: session.write(self.koppeling, work), self._held)
            return await asyncio.wrap_future(future)

    async def read(self, work: Work[T]) -> T:
        """Run `work` on what was committed when it began; PostgreSQL refuses it to write."""
        return await asyncio.wrap_future(self._pool.submit(lambda session: session.read(self.koppeling, work)))

    def look(self, work: Work[T], *, long: bool = False) -> T:
        """As `read`, with the caller waiting for the network."""
        del long
        return self._pool.submit(lambda session: session.read(self.koppeling, work)).result()

    @asynccontextmanager
    async def alone(self, wait_seconds: float = 10.0) -> AsyncIterator[None]:
        """Hold the koppeling against every other process, on any machine. Raises BusyError."""
        session = self._pool.lend()
        try:
            await self._take(session, wait_seconds)
            before, self._held = self._held, session
            try:
                yield
            finally:
                self._held = before
        finally:
            await finished(asyncio.wrap_future(self._pool.submit(self._pool.take_back, session)))

    def close(self) -> None:
        """The connections are the pool's."""

    async def _take(self, session: Session, wait_seconds: float) -> None:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait_seconds
        while not await asyncio.wrap_future(self._pool.submit(lambda one: one.take(self.koppeling), session)):
            if loop.time() >= deadline:
                raise BusyError(say("{koppeling} is in gebruik.", koppeling=self.koppeling))
            await asyncio.sleep(_POLL)
