"""The references, on both dialects: kept whole, found while they live, ended together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain.activation import Activation, Outcome, Told, digest_of, wait_after
from core.store import activations
from core.store.connection import Connection

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
ONE = Activation(digest_of("a"), "1207", NOW)
TOLD = replace(ONE, told=Told.CREATE, tries=2, next_at=NOW + timedelta(seconds=10))
DONE = replace(ONE, outcome=Outcome.BELIEVED, snelstart_id="s1")
ENDED = replace(DONE, ended_at=NOW + timedelta(days=1))


@pytest.mark.parametrize("kept", [ONE, TOLD, DONE])
def test_what_is_kept_comes_back_as_it_was(register_db: Connection, kept: Activation) -> None:
    activations.save(register_db, ONE)
    activations.save(register_db, kept)
    assert activations.living(register_db) == [kept]


def test_of_one_administration_the_oldest_first(register_db: Connection) -> None:
    later = Activation(digest_of("b"), "1207", NOW + timedelta(hours=1))
    for one in (later, Activation(digest_of("c"), "9", NOW), ONE):
        activations.save(register_db, one)
    assert activations.of_timeon(register_db, "1207") == [ONE, later]


def test_an_end_is_for_one_administration_and_stops_what_was_under_way(register_db: Connection) -> None:
    other = Activation(digest_of("c"), "9", NOW)
    activations.save(register_db, TOLD)
    activations.save(register_db, other)
    activations.end(register_db, "1207", NOW)
    assert activations.living(register_db) == [other]


@pytest.mark.parametrize(
    ("here", "comes", "holds"),
    [
        (None, ONE, ONE),
        (ONE, DONE, DONE),
        (DONE, ONE, DONE),
        (TOLD, ONE, TOLD),
        (DONE, ENDED, ENDED),
        (ENDED, DONE, ENDED),
    ],
)
def test_of_two_that_are_one_the_further_holds(
    register_db: Connection, here: Activation | None, comes: Activation, holds: Activation
) -> None:
    if here is not None:
        activations.save(register_db, here)
    activations.take_over(register_db, [comes])
    activations.take_over(register_db, [comes])
    assert activations.every(register_db) == [holds]


def test_it_is_due_when_something_was_told_and_its_moment_came() -> None:
    assert not ONE.is_due(NOW)
    assert not TOLD.is_due(NOW)
    assert TOLD.is_due(NOW + timedelta(seconds=10))
    assert replace(ONE, told=Told.DELETE).is_due(NOW)


def test_each_try_waits_longer_to_a_quarter_of_an_hour() -> None:
    waits = [wait_after(tries).total_seconds() for tries in (0, 1, 2, 3, 8, 9, 1000)]
    assert waits == [0, 5, 10, 20, 640, 900, 900]
