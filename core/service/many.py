"""Work over many koppelingen at once: a few at a time, and one that fails holds no other. Who stops listening waits until
all that was begun is over.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.koppeling import Koppeling
from core.errors import AppError
from core.service.undoing import running
from core.text import mark, say

if TYPE_CHECKING:
    from core.domain.plan import RunReport
    from core.service import Service
    from core.service.opened import Opened

AT_ONCE = 8


@dataclass(frozen=True, slots=True)
class Done:
    """What became of one koppeling: a report of its run, a problem, or neither when there was nothing to report."""

    koppeling: Koppeling
    report: "RunReport | None" = None
    problem: AppError | None = None


class Many:
    """Behind `Service.many`. Each way answers a Done a koppeling, as soon as it is known."""

    def __init__(self, service: "Service") -> None:
        self._service = service

    async def sync(self, ids: Iterable[str]) -> AsyncIterator[Done]:
        """A run of each as the schedule would do it: what the standing permission does not name waits for a person."""

        async def run(opened: "Opened") -> "RunReport":
            return (await opened.scheduled())[0]

        async for done in self._each(ids, run):
            yield done

    async def set_running(self, ids: Iterable[str], *, on: bool) -> AsyncIterator[Done]:
        """Pause each, or let each run again; taken back together."""
        turned: list[str] = []

        async def turn(opened: "Opened") -> None:
            before = opened.koppeling.state
            if (await opened.set_running(on=on)).state is not before:
                turned.append(running(opened.koppeling.id))
            if on:
                await opened.syncing.resume()

        try:
            async for done in self._each(ids, turn):
                yield done
        finally:
            said = mark("{n} koppelingen lopen weer") if on else mark("{n} koppelingen rusten")
            self._service.undoing.join(turned, say(said, n=len(turned)))

    async def _each(
        self, ids: Iterable[str], work: "Callable[[Opened], Awaitable[RunReport | None]]"
    ) -> AsyncIterator[Done]:
        known = {one.koppeling.id: one.koppeling for one in await self._service.koppelingen()}
        gate = asyncio.Semaphore(AT_ONCE)

        async def one(koppeling: Koppeling) -> Done:
            async with gate:
                try:
                    return Done(koppeling, await work(self._service.opened(koppeling)))
                except AppError as problem:
                    return Done(koppeling, problem=problem)

        tasks = [asyncio.create_task(one(known[id_])) for id_ in ids if id_ in known]
        try:
            for task in asyncio.as_completed(tasks):
                yield await task
        finally:
            for each in tasks:
                each.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
