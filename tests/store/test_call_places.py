"""A place among the calls under way is given back whatever happens, and what goes wrong with it is no outcome of the call."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from core.errors import StorageError
from core.store import call_places
from core.store.call_counts import CallCounts
from tests.conftest import FixedClock

Asked = tuple[Callable[[Any], Any], "asyncio.Future[Any]"]


@dataclass
class Machines:
    """A database that machines share, whose first work is done when the test says so; `taken` are the places."""

    taken: list[int] = field(default_factory=list)
    waiting: "asyncio.Queue[Asked]" = field(default_factory=asyncio.Queue)
    holds: bool = True
    shared = True

    async def write(self, work: Callable[[Any], Any]) -> Any:
        if not self.holds:
            return work(self)
        self.holds = False
        done = asyncio.get_running_loop().create_future()
        await self.waiting.put((work, done))
        return await done

    def do(self, asked: Asked) -> None:
        """Also when nobody waits for it any more, as a thread does."""
        work, done = asked
        found = work(self)
        if not done.done():
            done.set_result(found)


@pytest.fixture
def machines(monkeypatch: pytest.MonkeyPatch) -> Machines:
    made = Machines()

    def take(*_args: object) -> int:
        made.taken.append(1)
        return 1

    monkeypatch.setattr(call_places, "take", take)
    monkeypatch.setattr(call_places, "leave", lambda _db, place: made.taken.remove(place))
    return made


async def test_who_is_cancelled_while_a_place_is_taken_gives_it_back(machines: Machines, clock: FixedClock) -> None:
    async def call() -> None:
        async with CallCounts(machines).place(clock, 1, asyncio.sleep):
            pytest.fail("it was cancelled")

    calling = asyncio.ensure_future(call())
    asked = await machines.waiting.get()
    calling.cancel()
    machines.do(asked)
    assert isinstance((await asyncio.gather(calling, return_exceptions=True))[0], asyncio.CancelledError)
    assert machines.taken == []


async def test_a_place_that_can_not_be_given_back_leaves_the_answer_as_it_is(
    machines: Machines, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_args: object) -> None:
        raise StorageError

    async def call() -> str:
        async with CallCounts(machines).place(clock, 1, asyncio.sleep):
            return "201"

    machines.holds = False
    monkeypatch.setattr(call_places, "leave", gone)
    assert await call() == "201"
