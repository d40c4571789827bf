"""Writing behind: while one write is under way the next are made ready, and what is ready by then is written together.

Pages of one list touch the same pages of an index; together those are written once, alone once for each.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager

from core.finishing import ended
from core.store.connection import Connection, Database

Write = Callable[[Connection], None]
Store = Callable[[Write], Awaitable[None]]
MOST = 8
"""Writes that wait for one under way; who hands over more waits with them."""


@asynccontextmanager
async def behind(database: Database) -> AsyncIterator[Store]:
    """Hands over writes, which are done in their order; the first that fails is raised, and nothing after it is done.

    None waits or is under way any more when this ends, however it ends: who is stopped or cancelled has stored what was
    handed over.
    """
    waiting: list[Write] = []
    under: asyncio.Task[None] | None = None

    async def store(work: Write) -> None:
        waiting.append(work)
        if len(waiting) >= MOST or under is None or under.done():
            await begin()

    async def begin() -> None:
        nonlocal under
        if under is not None:
            await ended(under)
        works = tuple(waiting)
        waiting.clear()
        under = asyncio.create_task(database.write(lambda db: _all(db, works)))

    async def rest() -> None:
        if waiting:
            await begin()
        if under is not None:
            await under

    try:
        yield store
    finally:
        await ended(rest())


def _all(db: Connection, works: Sequence[Write]) -> None:
    for work in works:
        work(db)
