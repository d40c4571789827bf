"""A worker does what is in line, gives back what it can't do now, and leaves nothing claimed when it stops."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from procrastinate import App

from core.errors import KoppelsleutelError, PausedError
from core.kantoor import presence
from core.kantoor.engine import ask
from core.kantoor.job import GROUP, Job, Kind
from core.kantoor.overview import Overview, overview
from core.kantoor.stalled import give, give_back, unknown
from core.service.opened import Opened
from tests.kantoor.conftest import Kantoor


async def test_every_kind_of_work_is_done_and_done_again_changes_nothing(kantoor: Kantoor, app: App) -> None:
    opened = await kantoor.service.open(kantoor.koppeling)
    await opened.declaraties.create_month(2026, 10)
    jobs = [Job(kind, kantoor.koppeling) for kind in Kind]
    counted = []
    for _ in range(2):
        assert await ask(app, jobs) == len(Kind)
        await kantoor.worker().run(until_empty=True)
        counted.append(kantoor.world.sandbox.totals(kantoor.world.administratie))
    assert counted[0] == counted[1]
    assert counted[0]["orders"]["count"] == len(await opened.declaraties.list())
    assert len(kantoor.told("done")) == 2 * len(Kind)
    assert kantoor.told("failed") == []


async def test_a_window_that_was_done_is_not_done_again(kantoor: Kantoor, app: App) -> None:
    now = kantoor.world.clock.now
    kantoor.world.clock.tick(minutes=1)
    runs = []
    for _ in range(2):
        await ask(app, [Job(Kind.SYNC, kantoor.koppeling, now)])
        await kantoor.worker().run(until_empty=True)
        runs.append(len(await (await kantoor.service.open()).syncing.runs()))
    assert runs[0] == runs[1]
    assert kantoor.told("done")[-1].endswith("nothing")


async def test_a_koppeling_that_a_person_paused_is_left_alone(kantoor: Kantoor, app: App) -> None:
    opened = await kantoor.service.open()
    await opened.set_running(on=False)
    before = len(await opened.syncing.runs())
    await ask(app, [Job(Kind.SYNC, kantoor.koppeling)])
    await kantoor.worker().run(until_empty=True)
    assert len(await opened.syncing.runs()) == before


async def test_a_pause_costs_no_worker_and_ends_by_itself(
    kantoor: Kantoor, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    until_ = kantoor.world.clock.now + timedelta(days=400)

    async def wait(_self: Opened) -> Any:
        raise PausedError(until=until_)

    monkeypatch.setattr(Opened, "scheduled", wait)
    await ask(app, [Job(Kind.SYNC, kantoor.koppeling)])
    await kantoor.worker(at_once=1).run(until_empty=True)
    found = await overview(app)
    assert [(line.kind, line.waiting, line.later, line.doing) for line in found.lines] == [("sync", 0, 1, 0)]
    assert found.failed == ()


async def test_what_only_a_person_can_mend_is_said_and_does_not_come_back(
    kantoor: Kantoor, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(_self: Opened) -> Any:
        raise KoppelsleutelError

    monkeypatch.setattr(Opened, "scheduled", refuse)
    await ask(app, [Job(Kind.SYNC, kantoor.koppeling)])
    await kantoor.worker().run(until_empty=True)
    found = await overview(app)
    assert (found.lines, found.failed) == ((), ())
    assert len(kantoor.told("failed")) == 1


async def test_a_fault_of_ours_is_shown_until_someone_looked(
    kantoor: Kantoor, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_self: Opened) -> Any:
        raise ZeroDivisionError

    monkeypatch.setattr(Opened, "scheduled", fail)
    await ask(app, [Job(Kind.SYNC, kantoor.koppeling)])
    await kantoor.worker().run(until_empty=True)
    assert [(one.kind, one.koppeling_id) for one in (await overview(app)).failed] == [("sync", kantoor.koppeling)]


async def _begun(kantoor: Kantoor, app: App, monkeypatch: pytest.MonkeyPatch, **wishes: Any) -> Any:
    """A worker whose sync has begun and waits for the event that is answered; with the task that runs it.

    What is given back under it stays in line only while it has no place for it: `at_once=1`.
    """
    began, go_on = asyncio.Event(), asyncio.Event()

    async def slow(_self: Opened) -> Any:
        began.set()
        await go_on.wait()
        raise PausedError(until=kantoor.world.clock.now)

    monkeypatch.setattr(Opened, "scheduled", slow)
    await ask(app, [Job(Kind.SYNC, kantoor.koppeling)])
    worker = kantoor.worker(**wishes)
    task = asyncio.create_task(worker.run())
    await asyncio.wait_for(began.wait(), 60)
    return worker, task, go_on


def counts(found: Overview) -> tuple[int, int]:
    """Syncs in line and at work."""
    syncs = [line for line in found.lines if line.kind == "sync"]
    return sum(line.waiting + line.later for line in syncs), sum(line.doing for line in syncs)


async def test_told_to_stop_it_finishes_what_it_has(
    kantoor: Kantoor, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, task, go_on = await _begun(kantoor, app, monkeypatch)
    worker.stop()
    go_on.set()
    await asyncio.wait_for(task, 60)
    assert len(kantoor.told("failed")) == 1
    assert counts(await overview(app)) == (1, 0)
    assert (await overview(app)).workers == ()


async def test_what_it_can_not_finish_in_time_is_put_back(
    kantoor: Kantoor, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, task, _ = await _begun(kantoor, app, monkeypatch, grace=0.05)
    worker.stop()
    await asyncio.wait_for(task, 60)
    assert counts(await overview(app)) == (1, 0)


async def test_a_drain_stops_the_workers_of_a_machine_and_no_other(kantoor: Kantoor, app: App) -> None:
    worker = kantoor.worker()
    task = asyncio.create_task(worker.run())

    await asyncio.wait_for(kantoor.at_work.wait(), 60)
    assert await presence.drain(app, "another-machine") == 0
    assert await presence.drain(app, worker.name) == 1
    await asyncio.wait_for(task, 60)
    assert await presence.present(app) == []


async def test_the_jobs_of_a_worker_that_is_silent_are_given_to_another(
    kantoor: Kantoor, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, task, _ = await _begun(kantoor, app, monkeypatch, beat=60.0, grace=0.05, at_once=1)
    await app.job_manager.connector.execute_query_async(
        "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
    )
    assert f"sync {kantoor.koppeling}" in await give_back(app, 60)
    assert await give_back(app, 60) == []
    assert counts(await overview(app)) == (1, 0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_the_engine_puts_the_schedule_in_line_by_itself(kantoor: Kantoor, app: App) -> None:
    """A minute is the engine's own; it is asked for here as the engine does when one begins."""
    worker = kantoor.worker()
    await worker.schedule(app)
    kantoor.world.clock.tick(minutes=31)
    await worker.schedule(app)
    assert [(line.kind, line.waiting) for line in (await overview(app)).lines] == [("sync", 1)]
    await worker.run(until_empty=True)
    assert kantoor.told("done")[0].startswith(f"sync {kantoor.koppeling}: written")


async def test_of_the_same_work_given_back_and_waiting_one_is_left(
    kantoor: Kantoor, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, task, _ = await _begun(kantoor, app, monkeypatch, beat=60.0, grace=0.05, at_once=1)
    await ask(app, [Job(Kind.SYNC, kantoor.koppeling)])
    await app.job_manager.connector.execute_query_async(
        "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour'"
    )
    assert f"sync {kantoor.koppeling}" in await give_back(app, 60)
    assert counts(await overview(app)) == (1, 0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_a_job_that_a_worker_lost_sight_of_is_given_back(kantoor: Kantoor, app: App) -> None:
    """As when the database went away between the work and its end being written down."""
    worker = await app.job_manager.register_worker()
    await ask(app, [Job(Kind.SYNC, kantoor.koppeling)])
    taken = await app.job_manager.fetch_job([GROUP], worker)
    assert taken is not None
    assert taken.id is not None
    assert await unknown(app, worker, [taken.id]) == {}
    assert await give(app, (await unknown(app, worker, [])).values()) == [f"sync {kantoor.koppeling}"]
    assert counts(await overview(app)) == (1, 0)
