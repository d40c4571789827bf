"""While the program is on screen every active koppeling keeps running by its schedule, as `sync watch` does."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from core.service.watching import until

if TYPE_CHECKING:
    from core.service import Service

FIRST_SECONDS = 3.0
"""The screen comes first."""
LONGEST_SECONDS = 5.0
"""How long the end of the program waits for a page or a write that is under way."""


@asynccontextmanager
async def watching(
    service: "Service", *, failed: Callable[[], None], first: float = FIRST_SECONDS
) -> AsyncIterator[None]:
    """Watch until the block ends; a run under way then stops at its next page.

    An error that nobody foresaw is told by `failed`, and raised at the end of the block.
    """
    stop = asyncio.Event()
    task = asyncio.create_task(_watch(service, stop, first))
    task.add_done_callback(lambda one: failed() if not one.cancelled() and one.exception() else None)
    try:
        yield
    finally:
        stop.set()
        service.stop_runs()
        await asyncio.wait([task], timeout=LONGEST_SECONDS)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    if not task.cancelled():
        task.result()


async def _watch(service: "Service", stop: asyncio.Event, first: float) -> None:
    pause = until(stop)
    if await pause(first):
        async for _ in service.watch(pause).run():
            """What was done is in the koppeling's own file, and the screens hear of it."""
