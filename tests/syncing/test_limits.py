from datetime import timedelta

import pytest

from core.errors import PausedError
from core.snelstart.limits import Limits
from core.store import call_counts, journal, pauses
from core.store.call_counts import CallCounts
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from tests.conftest import FixedClock


def limits(database: Database, clock: FixedClock, a_minute: int = 100, an_hour: int = 300) -> Limits:
    async def sleep(seconds: float) -> None:
        clock.tick(seconds=seconds)

    return Limits(CallCounts(database), clock, a_minute=a_minute, an_hour=an_hour, at_once=4, sleep=sleep)


async def spend(allowance: Limits, calls: int) -> None:
    for _ in range(calls):
        async with allowance.call():
            pass


async def test_a_full_minute_is_waited_for(database: Database, clock: FixedClock) -> None:
    began = clock.now
    await spend(limits(database, clock), 101)
    assert timedelta(seconds=55) <= clock.now - began <= timedelta(seconds=66)


async def test_a_full_hour_pauses_the_koppeling_and_says_until_when(database: Database, clock: FixedClock) -> None:
    allowance, began = limits(database, clock), clock.now
    with pytest.raises(PausedError) as full:
        await spend(allowance, 301)
    assert began + timedelta(minutes=59) < full.value.until <= began + timedelta(minutes=61)
    assert "300" in full.value.detail
    clock.now = full.value.until
    await spend(allowance, 1)


async def test_the_counts_outlive_a_restart(database: Database, clock: FixedClock) -> None:
    await spend(limits(database, clock), 100)
    began = clock.now
    await spend(limits(database, clock), 1)
    assert clock.now > began


async def test_two_at_work_share_one_allowance(database: Database, clock: FixedClock) -> None:
    one, other = limits(database, clock, an_hour=10**6), limits(database, clock, an_hour=10**6)
    began = clock.now
    await spend(one, 60)
    await spend(other, 60)
    assert clock.now > began


async def test_calls_that_were_booked_and_not_made_count_when_they_are_made(
    database: Database, clock: FixedClock
) -> None:
    allowance = limits(database, clock, a_minute=500, an_hour=1000)
    await spend(allowance, 1)
    clock.tick(minutes=10)
    await spend(allowance, 9)
    minute, _ = await database.read(lambda db: call_counts.left(db, clock.now, 500, 1000))
    assert minute <= 500 - 9


async def test_a_call_tried_again_counts_for_each_try(database: Database, clock: FixedClock) -> None:
    allowance, began = limits(database, clock), clock.now
    async with allowance.call():
        pass
    await allowance.beyond(99)
    await spend(allowance, 2)
    assert clock.now > began


async def test_a_pause_that_was_asked_stands_after_a_restart_and_is_an_event(
    database: Database, clock: FixedClock
) -> None:
    until = clock.now + timedelta(minutes=7)
    await limits(database, clock).pause(PausedError("rustig aan", until=until))
    with pytest.raises(PausedError) as paused:
        await spend(limits(database, clock), 1)
    assert (paused.value.until, paused.value.detail) == (until, "rustig aan")
    events = await database.read(lambda db: list(journal.events(db, type_="sync.pauze")))
    assert [event.detail["reason"] for event in events] == ["rustig aan"]
    clock.now = until
    await spend(limits(database, clock), 1)


async def test_one_koppelings_pause_holds_no_other(tmp_path, database: Database, clock: FixedClock) -> None:
    await limits(database, clock).pause(PausedError("druk", until=clock.now + timedelta(hours=1)))
    began = clock.now
    neighbour = Database(tmp_path / "buren.db", KOPPELING)
    try:
        await spend(limits(neighbour, clock), 5)
        assert clock.now == began
        assert await neighbour.read(lambda db: pauses.standing(db, "snelstart", clock.now)) is None
    finally:
        neighbour.close()
    with pytest.raises(PausedError):
        await spend(limits(database, clock), 1)


async def test_a_clock_that_went_back_does_not_hold_a_koppeling_for_days(database: Database, clock: FixedClock) -> None:
    await spend(limits(database, clock), 100)
    await limits(database, clock).pause(PausedError("druk", until=clock.now + timedelta(hours=1)))
    clock.tick(days=-30)
    began = clock.now
    await spend(limits(database, clock), 5)
    assert clock.now == began


async def test_a_shorter_pause_does_not_shorten_a_longer_one(database: Database, clock: FixedClock) -> None:
    allowance, long = limits(database, clock), clock.now + timedelta(minutes=30)
    await allowance.pause(PausedError("lang", until=long))
    await allowance.pause(PausedError("kort", until=clock.now + timedelta(minutes=1)))
    standing = await database.read(lambda db: pauses.standing(db, "snelstart", clock.now))
    assert standing is not None
    assert standing.until == long
