"""Looking happens beside the loop, tells how far it is, and ends when nobody waits for it."""

import asyncio
import gc
import threading

import pytest

from core.collecting import no_collecting
from core.coupling import looking
from core.coupling.kept import Kept
from core.coupling.reviewing import Reviewing
from core.matching.field import Entry
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


async def test_a_review_that_was_let_go_is_freed_without_a_look_for_cycles(reviewing) -> None:
    await reviewing.database.write(lambda db: put(db, [timeon(4, "Garage Oost"), snelstart(5, "Garage Oost")]))
    gc.collect()
    before = entries()
    with no_collecting():
        kept = await reviewing.kept()
        assert entries() == before + 4
        kept.let_go()
        reviewing._looking._kept = None
        del kept
        assert entries() == before


def entries() -> int:
    return sum(isinstance(one, Entry) for one in gc.get_objects())


async def test_what_is_very_much_is_left_out_of_every_look_for_cycles(reviewing, monkeypatch) -> None:
    gc.unfreeze()
    await reviewing.review()
    assert gc.get_freeze_count() == 0
    monkeypatch.setattr(looking, "MANY", 2)
    await reviewing.database.write(lambda db: put(db, [timeon(3, "Bakkerij Oost")]))
    try:
        assert len((await reviewing.review()).rows) == 2
        assert gc.get_freeze_count() > 0
        assert gc.isenabled()
    finally:
        gc.unfreeze()
