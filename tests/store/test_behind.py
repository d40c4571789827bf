"""A write goes on while the next is made ready: in order, nothing lost, nothing left under way."""

import pytest

from core.errors import StorageError
from core.store.behind import one_behind


class Slow:
    """A database whose writes are told, and of which one may fail."""

    def __init__(self, fails_at=None):
        self.done, self.fails_at = [], fails_at

    async def write(self, work):
        if len(self.done) == self.fails_at:
            raise StorageError
        self.done.append(work(None))


def page(number):
    return lambda _db: number


async def hand_over(database, count, then=None):
    async with one_behind(database) as store:
        for number in range(count):
            await store(page(number))
        if then is not None:
            raise then


async def test_pages_are_written_in_their_order_and_the_last_one_too():
    database = Slow()
    await hand_over(database, 5)
    assert database.done == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("fails_at", [0, 2, 4])
async def test_a_page_that_can_not_be_written_ends_it_and_nothing_after_it_is(fails_at):
    database = Slow(fails_at)
    with pytest.raises(StorageError):
        await hand_over(database, 5)
    assert database.done == list(range(fails_at))


async def test_what_was_handed_over_is_written_when_the_reading_fails():
    database = Slow()
    with pytest.raises(LookupError):
        await hand_over(database, 1, LookupError())
    assert database.done == [0]
