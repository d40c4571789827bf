"""The schedule is put in line once: by whoever is first, wholly or not at all."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from procrastinate import App

from core.kantoor import dispatch as module
from core.kantoor.dispatch import dispatch
from core.kantoor.engine import ask, engine
from core.kantoor.job import Job, Kind
from core.kantoor.overview import overview
from core.kantoor.tables import move
from core.store.postgres.address import Address
from tests.kantoor.test_job import HALF, NOW, SUMMARIES

MINUTE = timedelta(minutes=1)


async def waiting(app: App, kind: Kind = Kind.SYNC) -> int:
    return sum(line.waiting for line in (await overview(app)).lines if line.kind == kind)


async def test_the_first_time_begins_now_and_a_half_hour_later_each_had_one(app: App) -> None:
    counts = [await dispatch(app, Kind.SYNC, SUMMARIES, NOW + n * MINUTE, HALF) for n in range(31)]
    assert counts[0] == 0
    assert sum(counts) == await waiting(app) == len(SUMMARIES)


async def test_four_at_one_moment_put_each_window_in_line_once(app: App, address: Address) -> None:
    await dispatch(app, Kind.SYNC, SUMMARIES, NOW, HALF)
    apps = [engine(address) for _ in range(4)]
    for one in apps:
        await one.open_async()
    try:
        counts = await asyncio.gather(*(dispatch(one, Kind.SYNC, SUMMARIES, NOW + HALF, HALF) for one in apps))
    finally:
        for one in apps:
            await one.close_async()
    assert sorted(counts) == [0, 0, 0, len(SUMMARIES)]
    assert await waiting(app) == len(SUMMARIES)


async def test_a_night_without_workers_is_one_job_each(app: App) -> None:
    await dispatch(app, Kind.SYNC, SUMMARIES, NOW, HALF)
    assert await dispatch(app, Kind.SYNC, SUMMARIES, NOW + timedelta(hours=9), HALF) == len(SUMMARIES)


async def test_a_worker_that_dies_halfway_puts_none_and_the_next_one_all(
    app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    await dispatch(app, Kind.SYNC, SUMMARIES, NOW, HALF)
    whole = module.ask_all

    async def half(*arguments: Any, **more: Any) -> None:
        await whole(*arguments, **more)
        raise ConnectionResetError

    with monkeypatch.context() as patch:
        patch.setattr(module, "ask_all", half)
        with pytest.raises(ConnectionResetError):
            await dispatch(app, Kind.SYNC, SUMMARIES, NOW + HALF, HALF)
    assert await waiting(app) == 0
    assert await dispatch(app, Kind.SYNC, SUMMARIES, NOW + HALF, HALF) == len(SUMMARIES)


async def test_a_clock_that_goes_back_puts_nothing_in_line_twice(app: App) -> None:
    await dispatch(app, Kind.SYNC, SUMMARIES, NOW, HALF)
    await dispatch(app, Kind.SYNC, SUMMARIES, NOW + HALF, HALF)
    assert await dispatch(app, Kind.SYNC, SUMMARIES, NOW + 5 * MINUTE, HALF) == 0
    assert await dispatch(app, Kind.SYNC, SUMMARIES, NOW + HALF, HALF) == 0


async def test_what_waits_is_asked_for_once_and_a_moved_koppeling_takes_it_along(app: App) -> None:
    job = Job(Kind.PUSH, "koppeling-1")
    assert [await ask(app, [job]), await ask(app, [job])] == [1, 0]
    assert await move(app, ["koppeling-1"], "groot") == 1
    assert [line.group for line in (await overview(app)).lines] == ["groot"]
    await dispatch(app, Kind.SYNC, SUMMARIES, NOW, HALF)
    await dispatch(app, Kind.SYNC, SUMMARIES, NOW + HALF, HALF)
    assert {(line.kind, line.group): line.waiting for line in (await overview(app)).lines} == {
        ("push", "groot"): 1,
        ("sync", "groot"): 1,
        ("sync", "kantoor"): len(SUMMARIES) - 1,
    }
    assert await move(app, ["koppeling-1"], "kantoor") == 2
    assert {line.group for line in (await overview(app)).lines} == {"kantoor"}


async def test_the_overview_counts_what_waits_for_later_apart(app: App) -> None:
    await ask(app, [Job(Kind.SYNC, "koppeling-1", NOW)])
    job = next(iter(await app.job_manager.list_jobs_async()))
    assert job.id is not None
    await app.job_manager.connector.execute_query_async(
        "UPDATE procrastinate_jobs SET scheduled_at = %(at)s", at=datetime(2999, 1, 1, tzinfo=UTC)
    )
    found = await overview(app)
    assert (found.waiting, [line.later for line in found.lines]) == (0, [1])
