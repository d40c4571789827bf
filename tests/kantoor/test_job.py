"""The schedule as jobs: every window once, however the minutes fall, and none for who is paused."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary, Step
from core.kantoor.job import Job, Kind, due

HALF = timedelta(minutes=30)
NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)


def summary(id_: str, state: KoppelingState = KoppelingState.ACTIEF) -> KoppelingSummary:
    return KoppelingSummary(Koppeling(id_, "1", id_, "a", id_, state, Step.KLAAR, NOW))


SUMMARIES = [summary(f"koppeling-{n}") for n in range(200)]


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # how busy the machine is says nothing here
@given(st.lists(st.integers(1, 600), min_size=1, max_size=40))
def test_every_window_is_a_job_once_however_the_minutes_fall(steps: list[int]) -> None:
    at, found = NOW, []
    for seconds in steps:
        found += due(Kind.SYNC, SUMMARIES[:20], at, at + timedelta(seconds=seconds), HALF)
        at += timedelta(seconds=seconds)
    assert len(found) == len(set(found))
    for one in SUMMARIES[:20]:
        mine = [job.window for job in found if job.koppeling_id == one.koppeling.id]
        assert len(mine) in {(at - NOW) // HALF, (at - NOW) // HALF + 1}
        assert all(NOW < window <= at for window in mine if window is not None)


def test_after_a_night_without_workers_each_koppeling_has_one_job() -> None:
    found = due(Kind.SYNC, SUMMARIES, NOW - timedelta(hours=9), NOW, HALF)
    assert sorted(job.koppeling_id for job in found) == sorted(one.koppeling.id for one in SUMMARIES)
    assert all(job.window is not None and NOW - HALF < job.window <= NOW for job in found)


def test_only_an_active_koppeling_has_work() -> None:
    for state in KoppelingState:
        found = due(Kind.SYNC, [summary("k", state)], NOW - HALF, NOW, HALF)
        assert bool(found) == (state is KoppelingState.ACTIEF)


def test_what_runs_never_together_and_what_waits_never_twice() -> None:
    sync = Job(Kind.SYNC, "k", NOW)
    assert sync.lock == Job(Kind.PUSH, "k").lock != Job(Kind.SYNC, "l", NOW).lock
    assert sync.queueing_lock == Job(Kind.SYNC, "k", NOW).queueing_lock
    others = [
        replace(sync, window=NOW + HALF),
        replace(sync, kind=Kind.SWEEP),
        Job(Kind.PUSH, "k"),
        Job(Kind.PUSH, "k", only=("1",)),
    ]
    assert len({job.queueing_lock for job in [sync, *others]}) == 5
