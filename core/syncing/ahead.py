"""Pages of one list in order, the next ones asked for while one is being stored: one, then two, then up to four.

A list of one page costs one call; a long one at most three calls beyond its end.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable

from core.errors import GarbledError
from core.text import say

Fetch = Callable[[int, int], Awaitable[list[bytes]]]


async def pages_ahead(
    fetch: Fetch, *, skip: int, size: int, width: int, until_empty: bool
) -> AsyncIterator[tuple[int, list[bytes]]]:
    """(skip, records) of every page from `skip` on, `fetch(skip, size)` being one call.

    Ends at an empty page, or at a short one unless `until_empty`: there a short page may be all the server gives at a
    time, and the next is asked for where it ended, alone, as it may be the end. Raises GarbledError when a page comes
    twice.
    """
    flight: deque[tuple[int, asyncio.Task[list[bytes]]]] = deque()
    ahead, before = 1, list[bytes]()
    try:
        while True:
            while len(flight) < ahead:
                at = flight[-1][0] + size if flight else skip
                flight.append((at, asyncio.create_task(_call(fetch, at, size))))
            skip, task = flight.popleft()
            records = await task
            if records and records == before:
                raise GarbledError(say("SnelStart herhaalt dezelfde pagina."))
            if records:
                yield skip, records
            short = len(records) < size
            if not records or (short and not until_empty):
                return
            skip, before = skip + len(records), records
            if short:
                await _drop(flight)
                size, ahead = len(records), 1
            else:
                ahead = min(width, 2 * ahead)
    finally:
        await _drop(flight)


async def _call(fetch: Fetch, skip: int, size: int) -> list[bytes]:
    return await fetch(skip, size)


async def _drop(flight: deque[tuple[int, asyncio.Task[list[bytes]]]]) -> None:
    """Forget what is under way beyond the end."""
    for _, task in flight:
        task.cancel()
    await asyncio.gather(*(task for _, task in flight), return_exceptions=True)
    flight.clear()
