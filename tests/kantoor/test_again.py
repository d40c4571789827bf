"""When a job that failed is tried again: at the moment it waits for, and never when only a person can help."""

from asyncio import CancelledError
from datetime import UTC, datetime, timedelta

import pytest

from core.errors import (
    BusyError,
    DiskFullError,
    GuardError,
    KoppelsleutelError,
    PausedError,
    RefusedError,
    UnreachableError,
)
from core.kantoor.again import again

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
LATER = NOW + timedelta(minutes=4)


def test_a_pause_ends_when_the_service_said() -> None:
    assert again(PausedError(until=LATER), 50, NOW) == LATER
    assert again(PausedError(until=NOW - timedelta(hours=1)), 0, NOW) == NOW


def test_another_worker_at_work_is_waited_for_outside_a_worker() -> None:
    assert again(BusyError(), 400, NOW) == NOW + timedelta(seconds=5)


def test_a_worker_that_had_to_stop_leaves_its_job_for_the_next_one() -> None:
    assert again(CancelledError(), 0, NOW) == NOW


@pytest.mark.parametrize("problem", [UnreachableError(), DiskFullError()])
def test_what_may_pass_is_tried_less_and_less_often_and_then_left(problem: Exception) -> None:
    waits = [again(problem, attempts, NOW) for attempts in range(9)]
    found = [at - NOW for at in waits if at is not None]
    assert len(found) == 8
    assert found == sorted(found)
    assert found[-1] <= timedelta(minutes=10)


@pytest.mark.parametrize(
    "problem", [RefusedError("x"), GuardError(), KoppelsleutelError(), ValueError("a fault of ours")]
)
def test_what_only_a_person_can_mend_is_not_tried_again(problem: Exception) -> None:
    assert again(problem, 0, NOW) is None
