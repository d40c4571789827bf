"""Writes go on while the next are made ready: in order, together where they are many, nothing lost, nothing left under way."""

import asyncio

import pytest

from core.errors import StorageError
from core.store.behind import MOST, behind


class Slow:
    """A database that writes when it is let; what was done, and how much of it together, is told. A page may fail."""

    def __init__(self, fails_at=None):
        self.done, self.together, self.fails_at = [], [], fails_at
        self.let = asyncio.Event()

    async def write(self, work):
        await self.let.wait()
        before = list(self.done)
        try:
            work(self)
        except StorageError:
            self.done = before
            raise
        self.together.append(len(self.done) - len(before))

    def page(self, number):
        def work(db):
            if number == self.fails_at:
                raise StorageError
            db.done.append(number)

        return work


async def hand_over(database, count, then=None):
    async with behind(database) as store:
        for number in range(count):
            await store(database.page(number))
            await asyncio.sleep(0)
        if then is not None:
            raise then


async def test_pages_are_written_in_their_order_and_the_last_one_too():
    database = Slow()
    database.let.set()
    await hand_over(database, 5)
    assert database.done == [0, 1, 2, 3, 4]


async def test_what_is_ready_while_a_write_is_under_way_is_written_together():
    database = Slow()
    handing = asyncio.create_task(hand_over(database, 4))
    for _ in range(20):
        await asyncio.sleep(0)
    database.let.set()
    await handing
    assert (database.done, database.together) == ([0, 1, 2, 3], [1, 3])


async def test_who_is_too_far_ahead_waits():
    database = Slow()
    handed = []

    async def hand():
        async with behind(database) as store:
            for number in range(3 * MOST):
                await store(database.page(number))
                handed.append(number)

    handing = asyncio.create_task(hand())
    for _ in range(20 * MOST):
        await asyncio.sleep(0)
    assert len(handed) == MOST
    database.let.set()
    await handing
    assert database.done == list(range(3 * MOST))


@pytest.mark.parametrize("fails_at", [0, 2, 4])
async def test_a_page_that_can_not_be_written_ends_it_and_nothing_after_it_is(fails_at):
    database = Slow(fails_at)
    database.let.set()
    with pytest.raises(StorageError):
        await hand_over(database, 5)
    assert database.done == list(range(len(database.done)))
    assert len(database.done) <= fails_at


async def test_what_was_handed_over_is_written_when_the_reading_fails():
    database = Slow()
    database.let.set()
    with pytest.raises(LookupError):
        await hand_over(database, 3, LookupError())
    assert database.done == [0, 1, 2]


@pytest.mark.parametrize("times", [1, 2, 3])
async def test_what_was_handed_over_is_written_when_the_reading_is_cancelled_however_often(times):
    database = Slow()

    async def hand():
        await hand_over(database, 4)
        pytest.fail("it was cancelled")

    handing = asyncio.create_task(hand())
    for _ in range(times):
        for _ in range(20):
            await asyncio.sleep(0)
        handing.cancel()
    for _ in range(20):
        await asyncio.sleep(0)
    assert not handing.done(), "a write is still under way"
    database.let.set()
    with pytest.raises(asyncio.CancelledError):
        await handing
    assert database.done == [0, 1, 2, 3]


async def test_who_is_cancelled_while_it_is_too_far_ahead_still_has_what_it_handed_over_written():
    database = Slow()
    handing = asyncio.create_task(hand_over(database, 3 * MOST))
    for _ in range(20 * MOST):
        await asyncio.sleep(0)
    handing.cancel()
    await asyncio.sleep(0)
    database.let.set()
    with pytest.raises(asyncio.CancelledError):
        await handing
    assert database.done == list(range(MOST + 1))
