"""What must be finished is, though whoever began it is cancelled; and nobody is bothered with what it raises then."""

import asyncio
import gc

import pytest

from core.errors import StorageError
from core.finishing import ended, finished


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


async def test_what_fails_after_whoever_waited_was_cancelled_is_not_complained_of() -> None:
    complaints, failed = [], asyncio.Event()
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: complaints.append(context["message"]))
    go_on = asyncio.Event()

    async def work() -> None:
        await go_on.wait()
        failed.set()
        raise StorageError

    waiting = asyncio.create_task(finished(work()))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.wait([waiting])
    assert (waiting.cancelled(), failed.is_set()) == (True, False)
    go_on.set()
    await failed.wait()
    del waiting
    await asyncio.sleep(0)
    gc.collect()
    assert complaints == []
