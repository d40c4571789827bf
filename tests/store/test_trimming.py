"""Old events go, the chain stays whole, and nothing else can go along with them."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.clock import iso
from core.store import journal
from core.store.calls import CALL
from core.store.connection import Connection, IntegrityError
from core.store.schema_journal import JOURNAL
from core.store.trimming import Keep, trim

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
KEEP = Keep(days=2555, call_days=30, calls=1000)


def filled(*days: int, calls: frozenset[int] = frozenset()) -> sqlite3.Connection:
    """A journal with an event for each age in days; `calls` are the positions of calls."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    for statement in JOURNAL:
        db.execute(statement)
    for place, age in enumerate(days, start=1):
        journal.append(db, iso(NOW - timedelta(days=age)), CALL if place in calls else "match.beslist", "klant:1")
    return db


def test_what_trimming_let_go_is_gone_and_the_rest_stays_shut(db: Connection) -> None:
    for number, age in enumerate((100, 100, 1), start=1):
        journal.append(db, iso(NOW - timedelta(days=age)), CALL if number < 3 else "match.beslist", "klant:1")
    assert trim(db, NOW, KEEP) == 2
    found = journal.verify(db)
    assert (found.ok, found.trimmed) == (True, 2)
    with pytest.raises(IntegrityError, match="append-only"):
        db.execute("DELETE FROM events WHERE seq = 3")


def test_nothing_old_is_nothing_done() -> None:
    db = filled(3, 2, 1)
    assert trim(db, NOW, KEEP) == 0
    assert journal.verify(db).to_json() == {"ok": True, "events": 3, "first_bad": None}


def test_old_calls_go_and_what_was_decided_stays() -> None:
    db = filled(100, 100, 100, 99, 1, calls=frozenset({2, 3, 5}))
    assert trim(db, NOW, KEEP) == 2
    assert [event.seq for event in journal.events(db)] == [1, 4, 5, 6]
    found = journal.verify(db)
    assert (found.ok, found.trimmed, found.until) == (True, 2, iso(NOW - timedelta(days=100)))
    assert found.to_json()["trimmed"] == {"events": 2, "until": found.until}


def test_calls_go_by_number_too() -> None:
    db = filled(5, 4, 3, 2, calls=frozenset({1, 2, 3, 4}))
    assert trim(db, NOW, Keep(2555, 30, 1)) == 3
    assert [event.type for event in journal.events(db)] == [CALL, "journal.ingekort"]
    assert journal.verify(db).ok


def test_after_years_everything_goes_but_the_witness() -> None:
    db = filled(4000, 3999, 3998)
    assert trim(db, NOW, KEEP) == 3
    assert trim(db, NOW + timedelta(days=4000), KEEP) == 1
    assert [event.type for event in journal.events(db)] == ["journal.ingekort"]
    assert (journal.verify(db).ok, journal.verify(db).trimmed) == (True, 4)


@pytest.mark.parametrize(
    "tamper",
    [
        "DELETE FROM events WHERE seq = 4",
        "DELETE FROM journal_gaps",
        "UPDATE journal_gaps SET hash = 'x'",
        "UPDATE journal_gaps SET tot = tot + 1",
        "INSERT INTO journal_gaps VALUES (4, 4, (SELECT hash FROM events WHERE seq = 4))",
        "DELETE FROM events WHERE type = 'journal.ingekort'",
        "UPDATE events SET detail = '{}' WHERE type = 'journal.ingekort'",
        "UPDATE events SET detail = 'no json' WHERE type = 'journal.ingekort'",
    ],
)
def test_nothing_can_go_along_with_what_was_trimmed(tamper: str) -> None:
    db = filled(100, 100, 100, 99, 1, calls=frozenset({2, 3}))
    trim(db, NOW, KEEP)
    db.execute("DROP TRIGGER events_stay")
    db.execute("DROP TRIGGER events_go")
    db.execute(tamper)
    assert not journal.verify(db).ok


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 60), st.booleans()), max_size=30), st.integers(0, 5), st.integers(1, 3))
def test_a_journal_stays_whole_however_often_it_is_trimmed(
    rows: list[tuple[int, bool]], most: int, rounds: int
) -> None:
    calls = frozenset(place for place, (_, call) in enumerate(rows, start=1) if call)
    db = filled(*(age for age, _ in rows), calls=calls)
    for later in range(rounds):
        trim(db, NOW + timedelta(days=20 * later), Keep(50, 30, most))
        assert journal.verify(db).ok
        journal.append(db, iso(NOW), "match.beslist", "klant:2")
    found = journal.verify(db)
    assert found.ok
    assert found.events + found.trimmed == db.execute("SELECT seq FROM journal_head").fetchone()[0]
