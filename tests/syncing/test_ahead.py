import asyncio

import pytest

from core.errors import GarbledError, UnreachableError
from core.syncing.ahead import pages_ahead
from core.syncing.together import together


def lister(count: int, *, most: int = 10**6):
    async def fetch(skip: int, size: int) -> list[bytes]:
        await asyncio.sleep(0)
        return [str(n).encode() for n in range(skip, min(count, skip + min(size, most)))]

    return fetch


async def collect(fetch, *, size: int = 10, skip: int = 0, until_empty: bool = False) -> list[bytes]:
    found = []
    async for at, page in pages_ahead(fetch, skip=skip, size=size, width=4, until_empty=until_empty):
        assert at == skip + len(found)
        found += page
    return found


@pytest.mark.parametrize("count", [0, 1, 9, 10, 11, 39, 40, 41, 100])
@pytest.mark.parametrize("until_empty", [False, True])
async def test_all_records_come_once_and_in_order(count: int, until_empty: bool) -> None:
    assert await collect(lister(count), until_empty=until_empty) == [str(n).encode() for n in range(count)]


@pytest.mark.parametrize("most", [1, 3, 7])
async def test_a_server_that_gives_less_than_asked_still_gives_all(most: int) -> None:
    assert len(await collect(lister(25, most=most), until_empty=True)) == 25


async def test_after_a_short_page_the_next_is_asked_for_alone() -> None:
    asked = []

    async def counted(skip: int, size: int) -> list[bytes]:
        asked.append((skip, size))
        return await lister(14)(skip, size)

    assert len(await collect(counted, until_empty=True)) == 14
    assert asked == [(0, 10), (10, 10), (20, 10), (14, 4)]


async def test_it_begins_where_it_is_told_to() -> None:
    assert await collect(lister(45), skip=40) == [b"40", b"41", b"42", b"43", b"44"]


async def test_a_page_that_comes_twice_is_not_believed() -> None:
    async def same(_skip: int, size: int) -> list[bytes]:
        return [b"x"] * size

    with pytest.raises(GarbledError):
        await collect(same)


async def test_a_failure_of_a_page_that_is_needed_is_raised_and_beyond_the_end_it_is_not() -> None:
    async def fails_at_30(skip: int, size: int) -> list[bytes]:
        if skip == 30:
            raise UnreachableError
        return await lister(35)(skip, size)

    with pytest.raises(UnreachableError):
        await collect(fails_at_30)

    async def fails_beyond(skip: int, size: int) -> list[bytes]:
        if skip > 30:
            raise UnreachableError
        return await lister(35)(skip, size)

    assert len(await collect(fails_beyond)) == 35


async def test_together_raises_our_own_error_as_if_it_had_been_alone() -> None:
    async def fails(problem: Exception) -> None:
        raise problem

    async def waits() -> None:
        await asyncio.Event().wait()

    with pytest.raises(UnreachableError):
        await together(waits(), fails(ValueError()), fails(UnreachableError()))
    with pytest.raises(KeyError):
        await together(fails(KeyError()))
    assert await together() == []
