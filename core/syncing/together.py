"""Several pieces of work at once, with the error of the first that failed as if it had been done alone."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from core.errors import AppError

T = TypeVar("T")


async def together(*work: Coroutine[Any, Any, T]) -> list[T]:
    """All results in order. The first failure stops the others and is raised itself, an AppError before any other."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one) for one in work]
    except BaseExceptionGroup as several:
        raise _first(several) from None
    return [task.result() for task in tasks]


def _first(several: BaseExceptionGroup[BaseException]) -> BaseException:
    ours, rest = several.split(AppError)
    chosen = rest if ours is None else ours
    one: BaseException = several if chosen is None else chosen
    while isinstance(one, BaseExceptionGroup):
        one = one.exceptions[0]
    return one
