"""`watch` over the sandbox: what runs when, what is told, and that nothing holds another or runs twice."""

import asyncio
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import pytest

from core.clock import system_clock
from core.config import Settings
from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary, Step
from core.domain.record_clock import Pace
from core.errors import BusyError, PausedError, StorageError
from core.sandbox.timeon import acts as user
from core.service.watching import AT_ONCE, MISSES, Watch, Watched, until
from core.store import register
from core.store.call_counts import CallCounts
from core.syncing.apply import Applier
from tests.syncing.conftest import World

if TYPE_CHECKING:
    from core.service import Service


async def rounds(world: World, wanted: int, *, before=lambda _n: None) -> list[Watched]:
    """So many rounds of a minute each; `before(n)` acts ahead of round n, from 2."""
    count = 0

    async def pause(seconds: float) -> bool:
        nonlocal count
        count += 1
        await watch.idle()
        world.clock.tick(seconds=seconds)
        before(count + 1)
        return count < wanted

    watch = world.service.watch(pause)
    return [done async for done in watch.run()]


async def test_a_koppeling_runs_once_in_its_half_hour(world: World) -> None:
    done = await rounds(world, 61)
    assert [one.problem for one in done] == [None] * len(done)
    assert len(done) == 2
    assert all(one.report.scheduled for one in done)


async def test_a_klant_made_in_time_on_is_in_snelstart_within_two_minutes(world: World) -> None:
    def act(n: int) -> None:
        if n == 2:
            user.add_customer(world.sandbox.timeon, "Nieuwe Klant B.V.", "77001")

    await world.opened.sync()
    done = await rounds(world, 4, before=act)
    assert "Nieuwe Klant B.V." in [row["naam"] for row in world.relaties.values()]
    assert sum(one.report.writes for one in done if one.report) == 1


async def test_what_is_done_by_itself_is_no_step_of_the_person_at_work(world: World) -> None:
    """Nor is the koppeling held for it: a process that goes around hundreds would keep what it knew of each."""

    def act(n: int) -> None:
        if n == 2:
            user.add_customer(world.sandbox.timeon, "Nieuwe Klant B.V.", "77001")

    await world.opened.sync()
    before = world.service.undoing.latest()
    done = await rounds(world, 6, before=act)
    assert sum(one.report.writes for one in done if one.report) == 1
    assert any(row.timeon and row.timeon.naam == "Nieuwe Klant B.V." for row in await world.couples())
    assert world.service.undoing.latest() is before


async def test_what_no_permission_names_waits_while_it_watches(world: World) -> None:
    customer, relatie = await world.pair()
    await world.opened.sync()
    before = world.relaties[relatie]["telefoon"]
    await rounds(world, 3, before=lambda _n: world.edit_timeon(customer, phoneNumber="010-1234567"))
    assert world.relaties[relatie]["telefoon"] == before
    clock = (await world.opened.syncing.clocks())[0]
    assert clock.pace(world.clock.now) is Pace.WAITS


async def test_a_paused_koppeling_is_left_alone_and_says_so_once(world: World) -> None:
    now = world.clock.now
    await CallCounts(world.opened.database).pause(now, now + timedelta(minutes=20), "te druk")
    calls = world.opened.snelstart.calls
    world.clock.tick(minutes=1)
    done = await rounds(world, 15)
    assert [type(one.problem) for one in done] in ([PausedError], [])
    assert world.opened.snelstart.calls == calls
    await rounds(world, 40)
    assert world.opened.snelstart.calls > calls


async def test_a_koppeling_that_is_not_active_is_not_run(world: World) -> None:
    gone = replace(world.opened.koppeling, state=KoppelingState.GEPAUZEERD)
    await world.service._files.register.write(lambda db: register.save(db, gone))
    assert await rounds(world, 61) == []


def away(world: World, monkeypatch: pytest.MonkeyPatch, *missing: int) -> None:
    """The list of koppelingen can't be read at these readings of it, from 1."""
    read, count = type(world.service).koppelingen, 0

    async def koppelingen(service: "Service") -> list[KoppelingSummary]:
        nonlocal count
        count += 1
        if count in missing:
            raise StorageError("de database is even weg")
        return await read(service)

    monkeypatch.setattr(type(world.service), "koppelingen", koppelingen)


async def test_a_database_that_is_away_for_a_moment_does_not_end_the_watching(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    away(world, monkeypatch, *range(2, MISSES + 1), MISSES + 2)
    assert len(await rounds(world, 61)) == 2
    assert caplog.text.count("de database is even weg") == MISSES


@pytest.mark.parametrize("first", [1, 2])
async def test_a_database_that_stays_away_ends_the_watching_with_its_reason(
    world: World, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    away(world, monkeypatch, *range(first, 99))
    with pytest.raises(StorageError, match="even weg"):
        await rounds(world, 61)


async def test_two_processes_never_sync_one_koppeling_at_a_time(world: World) -> None:
    path = world.opened.database.path
    script = (
        "import fcntl, os, sys, time\n"
        f"handle = os.open({str(path)!r} + '.lock', os.O_RDWR | os.O_CREAT)\n"
        "fcntl.flock(handle, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "sys.stdin.read()\n"
    )
    other = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdin=-1, stdout=-1)
    assert await other.stdout.readline() == b"held\n"
    with pytest.raises(BusyError):
        await world.opened.scheduled()
    other.kill()
    await other.wait()
    assert (await world.opened.scheduled())[0].refused == 0


async def test_a_change_here_is_run_in_the_next_round(world: World) -> None:
    await world.opened.sync()
    ended = asyncio.Event()

    async def pause(_seconds: float) -> bool:
        await watch.idle()
        if ended.is_set():
            return False
        watch.hurry(world.opened.koppeling.id)
        ended.set()
        return True

    watch = world.service.watch(pause)
    found: AsyncIterator[Watched] = watch.run()
    assert [one.report.scheduled async for one in found][-1]


async def test_a_decision_here_wakes_the_watching_before_its_minute_is_over(world: World) -> None:
    await world.opened.sync()
    object.__setattr__(world.service.settings, "hurry_seconds", 0)
    stop, resting = asyncio.Event(), asyncio.Event()

    async def pause(seconds: float) -> bool:
        resting.set()
        return await until(stop)(seconds)

    found = world.service.watch(pause).run()
    first = asyncio.ensure_future(anext(found))
    await asyncio.wait_for(resting.wait(), 30)
    await world.opened.permit(("klant:create:snelstart",))
    done = await asyncio.wait_for(first, 30)
    assert done.report is not None
    assert done.report.scheduled
    stop.set()
    assert [one async for one in found] == []


async def test_what_another_process_decided_is_written_at_the_next_look(world: World) -> None:
    user.add_customer(world.sandbox.timeon, "Nieuwe Klant B.V.", "77001")
    await world.opened.permit(())
    await world.opened.sync(dry_run=True)
    assert await world.opened.look() is None
    other = replace(world.opened.koppeling, permissions=("klant:create:snelstart",))
    world.opened.koppeling = other
    report = await world.opened.look()
    assert report is not None
    assert report.writes == 1
    assert await world.opened.look() is None


async def test_the_clock_of_a_record_tells_late_from_lost(world: World) -> None:
    user.add_customer(world.sandbox.timeon, "Nieuwe Klant B.V.", "77001")
    await world.opened.read()
    await world.opened.reviewing.accept(await world.opened.mode())
    await world.opened.read()
    clock = next(one for one in await world.opened.syncing.clocks() if one.label == "Nieuwe Klant B.V.")
    now = world.clock.now
    assert clock.pace(now) is Pace.ON_TIME
    assert "SnelStart" in str(clock.says(now))
    assert clock.pace(clock.due + timedelta(seconds=1)) is Pace.LATE
    assert clock.pace(clock.due + timedelta(hours=5)) is Pace.LOST
    await world.opened.sync()
    assert await world.opened.syncing.clocks() == []


async def test_a_fault_of_ours_in_one_run_is_told_and_waits_for_its_half_hour(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fault(_opened: object) -> None:
        raise RuntimeError("no such thing")

    monkeypatch.setattr(type(world.opened), "look", fault)
    (told,) = await rounds(world, 3)
    assert told.problem is not None
    assert "no such thing" in told.problem.detail


class Office:
    """As much of a service as a Watch asks: koppelingen that are all due and whose runs go on until something happens."""

    def __init__(self, koppelingen: int, until: asyncio.Event) -> None:
        self.settings, self.clock = Settings(), system_clock
        self.begun: list[str] = []
        self.full, self.stopped, self._until = asyncio.Event(), asyncio.Event(), until
        now = system_clock()
        self.rows = [
            KoppelingSummary(Koppeling(f"k{n}", f"t{n}", "A", f"s{n}", "B", KoppelingState.ACTIEF, Step.KLAAR, now))
            for n in range(koppelingen)
        ]

    async def koppelingen(self):
        return self.rows

    async def events(self):
        await asyncio.Event().wait()
        yield

    def opened(self, koppeling):
        async def scheduled():
            self.begun.append(koppeling.id)
            if len(self.begun) == AT_ONCE:
                self.full.set()
            await self._until.wait()
            return (None, None)

        return SimpleNamespace(scheduled=scheduled)

    def stop_runs(self) -> None:
        self.stopped.set()


async def test_who_has_to_leave_finishes_what_is_under_way_and_begins_no_other() -> None:
    stop, go_on = asyncio.Event(), asyncio.Event()
    office = Office(50, go_on)
    watch = Watch(cast("Service", office), until(stop), grace=600)
    watching = asyncio.ensure_future(_all(watch))
    await office.full.wait()
    watch.leave()
    stop.set()
    go_on.set()
    await watching
    assert len(office.begun) == AT_ONCE
    assert not office.stopped.is_set()


async def test_a_run_that_lasts_is_asked_to_stop_when_one_has_to_leave() -> None:
    stop = asyncio.Event()
    office = Office(50, asyncio.Event())
    office._until = office.stopped
    watch = Watch(cast("Service", office), until(stop), grace=0)
    watching = asyncio.ensure_future(_all(watch))
    await office.full.wait()
    watch.leave()
    stop.set()
    await watching
    assert len(office.begun) == AT_ONCE


async def test_the_last_round_is_whole_when_nobody_has_to_leave() -> None:
    go_on = asyncio.Event()
    go_on.set()
    office = Office(50, go_on)

    async def no_other(_seconds: float) -> bool:
        return False

    await _all(Watch(cast("Service", office), no_other))
    assert len(office.begun) == 50


async def _all(watch: Watch) -> list[Watched]:
    return [done async for done in watch.run()]


async def test_a_run_that_is_cut_off_with_the_watching_is_recorded_by_the_time_that_it_is_over(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = asyncio.Event()

    async def stuck(*_args: object) -> None:
        writing.set()
        await asyncio.Event().wait()

    async def listen() -> None:
        async for _ in watch.run():
            pass

    monkeypatch.setattr(Applier, "apply", stuck)
    user.add_customer(world.sandbox.timeon, "Nieuwe Klant B.V.", "77001")
    watch = world.service.watch(until(asyncio.Event()))
    watching = asyncio.ensure_future(listen())
    await writing.wait()
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    assert [task.done() for task in watch._busy.values()] == [True]
    ((_, _, ended, ok, _),) = await world.opened.syncing.runs(1)
    assert (bool(ended), ok) == (True, False)
