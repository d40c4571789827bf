"""What must be finished is, though whoever began it is cancelled; and nobody is bothered with what it raises then."""

import asyncio
import gc

import pytest

from core.errors import NewerDatabaseError, StorageError
from core.finishing import ended, finished
from core.store.call_counts import CallCounts
from tests.conftest import FixedClock


class Held:
    """A database that several machines share, whose second write waits until told to go on and then fails."""

    shared = True

    def __init__(self) -> None:
        self.begun, self.go_on, self.writes = asyncio.Event(), asyncio.Event(), 0
        self.leaving: asyncio.Task[object] | None = None

    async def write(self, _work):
        self.writes += 1
        if self.writes > 1:
            self.leaving = asyncio.current_task()
            self.begun.set()
            await self.go_on.wait()
            raise NewerDatabaseError
        return 7


@pytest.mark.parametrize("finish", [finished, ended])
async def test_it_answers_and_raises_as_if_it_were_waited_for_plainly(finish) -> None:
    async def answers() -> int:
        return 3

    async def fails() -> None:
        raise StorageError

    assert await finish(answers()) == 3
    with pytest.raises(StorageError):
        await finish(fails())


async def test_who_is_cancelled_waits_for_the_end_first_when_that_is_asked() -> None:
    go_on, done = asyncio.Event(), []

    async def work() -> None:
        await go_on.wait()
        done.append(True)

    waiting = asyncio.create_task(ended(work()))
    for _ in range(3):
        await asyncio.sleep(0)
        waiting.cancel()
    await asyncio.sleep(0)
    assert not waiting.done()
    go_on.set()
    await asyncio.wait([waiting])
    assert (waiting.cancelled(), done) == (True, [True])


async def test_a_place_is_left_by_a_call_that_is_cancelled_and_a_failure_of_that_is_not_complained_of(
    clock: FixedClock,
) -> None:
    complaints = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context["message"]))
    database = Held()

    async def call() -> None:
        async with CallCounts(database).place(clock, 1, asyncio.sleep):
            pass

    calling = asyncio.create_task(call())
    await database.begun.wait()
    calling.cancel()
    await asyncio.wait([calling])
    assert calling.cancelled()
    database.go_on.set()
    await asyncio.wait([database.leaving])
    del calling
    database.leaving = None
    gc.collect()
    assert (database.writes, complaints) == (2, [])
