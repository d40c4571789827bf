"""Looking happens beside the loop, tells how far it is, and ends when nobody waits for it."""

import asyncio
import threading

import pytest

from core.coupling import looking
from core.coupling.kept import Kept
from core.coupling.reviewing import Reviewing
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from tests.conftest import FixedClock
from tests.coupling.laid import put
from tests.matching.parties import snelstart, timeon


@pytest.fixture
async def reviewing(tmp_path, clock: FixedClock):
    database = Database(tmp_path / "one.sqlite", KOPPELING)
    await database.write(lambda db: put(db, [timeon(1, "Garage Van Dam"), snelstart(2, "Garage Van Damm")]))
    yield Reviewing(database, clock)
    database.close()


async def test_the_loop_is_free_while_it_looks(reviewing, monkeypatch) -> None:
    ran_on = []
    original = Kept.of.__func__

    def noted(cls, *parts):
        ran_on.append(threading.current_thread())
        return original(cls, *parts)

    monkeypatch.setattr(Kept, "of", classmethod(noted))
    await reviewing.review()
    assert ran_on
    assert threading.main_thread() not in ran_on


async def test_it_tells_how_far_it_is_from_the_loop(reviewing) -> None:
    told = []
    await reviewing.review(told.append)
    assert [(one.kind, one.done, one.total) for one in told][-1] == (looking.COMPARING, 2, 2)
    await reviewing.simulate(told.append)


async def test_two_who_ask_at_once_share_one_look(reviewing) -> None:
    one, other = await asyncio.gather(reviewing.kept(), reviewing.kept())
    assert one is other


async def test_a_look_that_nobody_waits_for_ends_and_the_next_one_is_whole(reviewing, monkeypatch) -> None:
    begun, ended, go = asyncio.Event(), threading.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    original = Kept.of.__func__

    def slow(cls, *parts):
        loop.call_soon_threadsafe(begun.set)
        go.wait(10)
        try:
            return original(cls, *parts)
        finally:
            ended.set()

    monkeypatch.setattr(Kept, "of", classmethod(slow))
    waiting = asyncio.create_task(reviewing.review())
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go.set()
    assert await asyncio.to_thread(ended.wait, 10)
    assert len((await reviewing.review()).rows) == 1
