"""Threads that are none: what is handed to one is done at once, so that a walk is the same walk each time."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

import pytest

from core.store import database

T = TypeVar("T")


class Inline(ThreadPoolExecutor):
    """Its own thread is the one that asks."""

    def submit(self, fn: Callable[..., T], /, *args: Any, **kwargs: Any) -> Future[T]:
        done: Future[T] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except BaseException as error:  # noqa: BLE001 - what a thread's future keeps
            done.set_exception(error)
        return done


def run_inline(work: Coroutine[Any, Any, T]) -> T:
    """Run it to its end: what goes at the same time takes turns in an order that no machine and no load changes."""

    async def main() -> T:
        asyncio.get_running_loop().set_default_executor(Inline())
        return await work

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "ThreadPoolExecutor", Inline)
        return asyncio.run(main())
