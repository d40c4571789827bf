"""Work that goes on to its end whoever is cancelled meanwhile: leaving a place, giving something back."""

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

T = TypeVar("T")


async def finished(work: Awaitable[T]) -> T:
    """What comes of it. Whoever is cancelled while it goes on has a reason of its own, and what it raises then is let go."""
    task = asyncio.ensure_future(work)
    task.add_done_callback(_looked_at)
    return await asyncio.shield(task)


async def ended(work: Awaitable[T]) -> T:
    """What comes of it, and not before: whoever is cancelled meanwhile waits for its end too, and is cancelled then."""
    task = asyncio.ensure_future(work)
    task.add_done_callback(_looked_at)
    stopped: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as stop:
            stopped = stop
    if stopped is not None:
        raise stopped
    return task.result()


def _looked_at(task: "asyncio.Future[Any]") -> None:
    """A failure that nobody waits for any more would else be complained of on stderr, whenever its task is freed."""
    if not task.cancelled():
        task.exception()
