"""Work under way is seen from another process, and stopped from there; what a killed one left behind does not stay."""

import asyncio
from datetime import timedelta

import pytest

from core.domain.koppeling import Progress
from core.domain.running import SILENT, LifeSign, Running, Standing, standing
from core.errors import StoppedError
from core.service import signs
from core.service.signs import giving_signs
from core.service.working import Working
from core.store import at_work
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING


def quiet(_progress):
    """Shows nothing."""


@pytest.fixture
def file(tmp_path):
    return tmp_path / "koppeling.db"


@pytest.fixture
def ours(file):
    opened = Database(file, KOPPELING)
    yield opened
    opened.close()


@pytest.fixture
async def theirs(file, ours):
    opened = Database(file, KOPPELING)
    for database in (ours, opened):
        await database.read(at_work.kept)
    yield opened
    opened.close()


async def seen(database):
    """What another process sees, once it sees something."""
    async with asyncio.timeout(10):
        while (record := await database.read(at_work.kept)) is None:
            pass
    return LifeSign.of(record)


async def work_on(told, database):
    """Page after page, without an end."""
    while True:
        told(Progress("klanten", 1))
        await database.read(at_work.kept)


async def test_how_far_it_is_can_be_seen_from_another_process_until_it_is_over(ours, theirs, clock, monkeypatch):
    monkeypatch.setattr(signs, "EVERY", 0.01)
    working = Working(clock)
    with working.under_way(scheduled=True):
        told = working.through(quiet)
        clock.tick(seconds=2)
        told(Progress("klanten", 500, None, expected=2000))
        async with giving_signs(ours, working, clock):
            sign = await seen(theirs)
            assert sign.running == working.running
            assert sign.running.lanes["klanten"].left(clock.now) == timedelta(seconds=6)
            assert not sign.is_silent(clock.now)
            assert sign.is_silent(clock.now + SILENT + timedelta(seconds=1))
    assert await theirs.read(at_work.kept) is None


async def test_work_that_is_soon_over_gives_no_sign_and_takes_away_what_a_killed_one_left(ours, theirs, clock):
    await ours.write(lambda db: at_work.keep(db, LifeSign(Running(clock.now), clock.now).to_record()))
    working = Working(clock)
    with working.under_way():
        async with giving_signs(ours, working, clock):
            pass
    assert await theirs.read(at_work.kept) is None


async def test_another_process_stops_it_at_its_next_telling(ours, theirs, clock, monkeypatch):
    monkeypatch.setattr(signs, "EVERY", 0.01)
    working = Working(clock)
    with working.under_way():
        told = working.through(quiet)
        async with giving_signs(ours, working, clock):
            sign = await seen(theirs)
            await theirs.write(lambda db: at_work.ask_stop(db, sign.to_record()["began"]))
            with pytest.raises(StoppedError):
                await asyncio.wait_for(work_on(told, theirs), 10)


async def test_a_stop_that_was_meant_for_other_work_stops_nothing(ours, clock):
    before = LifeSign(Running(clock.now), clock.now).to_record()
    await ours.write(lambda db: at_work.ask_stop(db, before["began"]))
    clock.tick(seconds=5)
    now = LifeSign(Running(clock.now), clock.now).to_record()
    assert not await ours.write(lambda db: at_work.keep(db, now))


@pytest.mark.parametrize(
    ("ago", "newest", "sign_ago", "here", "expected"),
    [
        (60, True, 1, False, Standing.BUSY),
        (60, True, 31, False, Standing.GONE),
        (60, True, None, True, Standing.BUSY),
        (60, True, None, False, Standing.GONE),
        (1, True, None, False, Standing.UNSURE),
        (1, False, 1, True, Standing.GONE),
    ],
)
def test_a_run_without_an_end_is_at_work_or_fell_away(clock, ago, newest, sign_ago, here, expected):
    now, started = clock.now, clock.now - timedelta(seconds=ago)
    sign = None if sign_ago is None else LifeSign(Running(started), now - timedelta(seconds=sign_ago))
    assert standing(started, None, now, newest=newest, sign=sign, here=here) is expected
    assert standing(started, now, now, newest=newest, sign=sign, here=here) is Standing.ENDED
