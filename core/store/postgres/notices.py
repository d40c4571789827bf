"""What changed on one machine, told to the others: NOTIFY after a commit, LISTEN on a connection of its own.

A notice says of what kind it is and, by a hash that an office alone can tell, of which koppeling: every role of a database
hears every notice. It carries nothing else, so one that is lost costs a screen that is late, never a row.
"""

import asyncio
import hashlib
import logging
import secrets
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Iterable
from concurrent.futures import Future
from contextlib import aclosing

import psycopg

from core.errors import StorageError
from core.store.postgres.pool import Pool
from core.store.postgres.session import Session

Known = Callable[[], Awaitable[Iterable[str]]]
"""The ids of the koppelingen of this office."""
CHANNEL = "koppelbord"
_PARTS = 3
"""Who says it, what changed, and of which koppeling."""
_AGAIN = 1.0
"""Seconds between two attempts to hear again."""

_log = logging.getLogger(__name__)


class Notices:
    """Of one process, which does not hear itself. `office` tells its koppelingen from those of another of that name."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._me = secrets.token_hex(4)
        self._office = str(pool.address.office or pool.address.parts.get("user") or "")
        self._ids: dict[str, str] = {}
        self._told: set[Future[None]] = set()

    def tell(self, topic: str, koppeling: str) -> None:
        """Say it when there is time; `done` waits for that."""
        words = f"{self._me} {topic} {self._hash(koppeling)}"

        def work(session: Session) -> None:
            session.run(lambda raw: raw.execute("SELECT pg_notify(%s, %s)", (CHANNEL, words)))

        told = self._pool.submit(work)
        self._told.add(told)
        told.add_done_callback(self._was_told)

    async def done(self) -> None:
        """Everything was told, or can't be."""
        await asyncio.gather(*map(asyncio.wrap_future, list(self._told)), return_exceptions=True)

    async def hear(self, known: Known) -> AsyncIterator[tuple[str, str]]:
        """(topic, koppeling) of what others tell of what is `known`, for ever; ("koppelingen", "") after a time in which nothing was heard."""
        while True:
            try:
                async with aclosing(self._heard(known)) as heard:
                    async for notice in heard:
                        yield notice
            except (psycopg.Error, StorageError) as problem:
                _log.info("not hearing the others for a while: %s", type(problem).__name__)
            await asyncio.sleep(_AGAIN)
            yield "koppelingen", ""

    async def _heard(self, known: Known) -> AsyncGenerator[tuple[str, str], None]:
        connection = await psycopg.AsyncConnection.connect(**self._pool.address.connect(), autocommit=True)
        async with connection:
            await connection.execute(f"LISTEN {CHANNEL}".encode())
            async for notice in connection.notifies():
                if (told := await self._meant(notice.payload, known)) is not None:
                    yield told

    async def _meant(self, words: str, known: Known) -> tuple[str, str] | None:
        """What is told to this office; None for its own words, for another's, and for what no program of ours says: any role
        of the database can speak here.
        """
        if len(parts := words.split(" ")) != _PARTS or parts[0] == self._me:
            return None
        _, topic, hash_ = parts
        if hash_ not in self._ids:
            self._ids = {self._hash(id_): id_ for id_ in ("", *await known())}
        return (topic, self._ids[hash_]) if hash_ in self._ids else None

    def _hash(self, koppeling: str) -> str:
        return hashlib.sha256(f"{self._office}/{koppeling}".encode()).hexdigest()[:16]

    def _was_told(self, told: "Future[None]") -> None:
        self._told.discard(told)
        if not told.cancelled() and isinstance(problem := told.exception(), StorageError):
            _log.info("the others were not told: %s", type(problem).__name__)
