"""What runs is told kind by kind, and a person ends it between two pages without losing any."""

from datetime import timedelta

import pytest

from core.domain.koppeling import Progress
from core.domain.running import Running
from core.errors import StoppedError
from core.service.working import Working


def quiet(_progress):
    """Shows nothing."""


def test_pages_records_rate_and_time_left_of_a_kind(clock):
    began, work = clock.now, Running(clock.now)
    for page in (1, 2):
        clock.tick(seconds=1)
        work = work.told(Progress("klanten", 500 * page, None, expected=3000), clock.now)
    lane = work.lanes["klanten"]
    assert (lane.pages, lane.done, lane.rate) == (2, 1000, 500.0)
    assert lane.left(clock.now) == work.left(clock.now) == timedelta(seconds=4)
    assert lane.left(clock.now + timedelta(seconds=1)) == timedelta(seconds=3)
    done = work.told(Progress("klanten", 1000, 1000), clock.now).lanes["klanten"]
    assert (done.pages, done.is_over, done.left(clock.now)) == (2, True, None)
    assert began == lane.began


def test_what_nobody_can_know_is_not_guessed(clock):
    clock.tick(seconds=1)
    lane = Running(clock.now - timedelta(seconds=1)).told(Progress("klanten", 500), clock.now).lanes["klanten"]
    assert lane.left(clock.now) is None
    at_once = Running(clock.now).told(Progress("klanten", 500, 600), clock.now)
    assert at_once.lanes["klanten"].rate is None
    assert at_once.left(clock.now) is None


def test_an_empty_kind_came_once(clock):
    assert Running(clock.now).told(Progress("klanten", 0, 0), clock.now).lanes["klanten"].pages == 1


def test_a_stop_ends_the_work_at_its_next_telling(clock):
    working = Working(clock)
    assert not working.stop()
    with working.under_way():
        told = working.through(quiet)
        told(Progress("klanten", 500))
        assert working.running.lanes["klanten"].done == 500
        assert working.stop()
        with pytest.raises(StoppedError):
            told(Progress("klanten", 1000))
    assert working.running is None
    with working.under_way():
        working.through(quiet)(Progress("klanten", 1))
