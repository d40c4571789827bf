"""When a job that failed is tried again: at the moment it waits for, and never when only a person can help."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.errors import (
    AppError,
    BusyError,
    DiskFullError,
    GuardError,
    KoppelsleutelError,
    PausedError,
    RefusedError,
    UnreachableError,
)
from core.kantoor.again import again
from core.kantoor.job import Job, Kind

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
LATER = NOW + timedelta(minutes=4)
SYNC = Job(Kind.SYNC, "k", NOW)
PUSH = Job(Kind.PUSH, "k")


def test_a_pause_ends_when_the_service_said() -> None:
    assert again(PausedError(until=LATER), replace(SYNC, attempts=50), NOW) == LATER
    assert again(PausedError(until=NOW - timedelta(hours=1)), SYNC, NOW) == NOW


def test_another_worker_at_work_is_waited_for_outside_a_worker() -> None:
    assert again(BusyError(), replace(SYNC, attempts=400), NOW) == NOW + timedelta(seconds=5)


@pytest.mark.parametrize("problem", [UnreachableError(), DiskFullError()])
def test_what_may_pass_is_tried_less_and_less_often(problem: AppError) -> None:
    waits = [again(problem, replace(PUSH, attempts=attempts), NOW) for attempts in range(200)]
    found = [at - NOW for at in waits if at is not None]
    assert len(found) == len(waits)
    assert found == sorted(found)
    assert found[-1] == timedelta(minutes=10)


def test_what_the_schedule_asked_for_is_left_to_its_next_window() -> None:
    waits = [again(UnreachableError(), replace(SYNC, attempts=attempts), NOW) for attempts in range(20)]
    tried = [at - NOW for at in waits if at is not None]
    assert waits[len(tried) :] == [None] * (20 - len(tried))
    assert sum(tried, timedelta()) < timedelta(minutes=30)


@pytest.mark.parametrize("problem", [RefusedError("x"), GuardError(), KoppelsleutelError()])
def test_what_only_a_person_can_mend_is_not_tried_again(problem: AppError) -> None:
    assert again(problem, PUSH, NOW) is None
