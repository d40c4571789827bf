"""Writing one behind: while a page is written, the next is made ready."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from core.store.connection import Connection, Database

Store = Callable[[Callable[[Connection], None]], Awaitable[None]]


@asynccontextmanager
async def one_behind(database: Database) -> AsyncIterator[Store]:
    """Hands over writes in their order: each waits for the one before it, raising what that raised.

    None is under way any more when this ends, however it ends.
    """
    last: asyncio.Task[None] | None = None

    async def store(work: Callable[[Connection], None]) -> None:
        nonlocal last
        if last is not None:
            await last
        last = asyncio.create_task(database.write(work))

    try:
        yield store
    finally:
        if last is not None:
            await last
