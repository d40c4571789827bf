"""No event can be changed, removed, added in between or reordered without the chain showing where."""

import os
import pwd
import sqlite3

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.store import journal
from core.store.connection import Connection, IntegrityError
from core.store.schema_journal import JOURNAL

DETAILS = st.dictionaries(st.text(max_size=5), st.text(max_size=10) | st.integers() | st.booleans(), max_size=3)


def open_journal(count: int) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:", isolation_level=None)
    for statement in JOURNAL:
        db.execute(statement)
    for number in range(1, count + 1):
        journal.append(db, f"2026-11-24T14:{number:02}:00+00:00", "match.beslist", f"klant:{number}", {"n": number})
    db.execute("DROP TRIGGER events_stay")
    db.execute("DROP TRIGGER events_go")
    return db


def test_a_journal_verifies_as_it_was_written() -> None:
    db = open_journal(5)
    assert journal.verify(db).to_json() == {"ok": True, "events": 5, "first_bad": None}


def test_an_empty_journal_is_whole() -> None:
    assert journal.verify(open_journal(0)).ok


@pytest.mark.parametrize(
    ("tamper", "first_bad"),
    [
        ("UPDATE events SET detail = '{\"n\": 9}' WHERE seq = 3", 3),
        ("UPDATE events SET at = '2020-01-01' WHERE seq = 1", 1),
        ("UPDATE events SET actor = 'iemand anders' WHERE seq = 5", 5),
        ("DELETE FROM events WHERE seq = 2", 2),
        ("DELETE FROM events WHERE seq = 1", 1),
        ("UPDATE events SET hash = prev WHERE seq = 4", 4),
        ("UPDATE events SET seq = -seq WHERE seq IN (2, 3)", -3),
        ("DELETE FROM events WHERE seq = 5", 5),
        ("DELETE FROM events WHERE seq >= 3", 3),
        ("DELETE FROM events", 1),
        ("DELETE FROM journal_head", 6),
        ("INSERT INTO journal_gaps VALUES (1, 2, 'x')", 1),
    ],
)
def test_a_change_shows_where_it_is(tamper: str, first_bad: int) -> None:
    db = open_journal(5)
    db.execute(tamper)
    found = journal.verify(db)
    assert not found.ok
    assert found.first_bad == first_bad or first_bad < 0


def test_an_event_can_not_be_updated_by_the_program_itself(db: Connection) -> None:
    journal.append(db, "2026-11-24", "x", "y")
    with pytest.raises(IntegrityError, match="append-only"):
        db.execute("UPDATE events SET actor = ''")


def test_an_event_can_not_be_deleted_by_the_program_itself(db: Connection) -> None:
    journal.append(db, "2026-11-24", "x", "y")
    with pytest.raises(IntegrityError, match="append-only"):
        db.execute("DELETE FROM events")


def test_events_are_found_by_subject_by_type_and_from_the_newest(db: Connection) -> None:
    for number, type_ in enumerate(("match.beslist", "match.teruggenomen", "sync.run"), start=1):
        journal.append(db, "2026-11-24", type_, f"klant:{number}", {"é": "'%?:naam"})
    assert [event.seq for event in journal.events(db, type_="match")] == [1, 2]
    assert [event.seq for event in journal.events(db, subject="klant:3")] == [3]
    assert [event.seq for event in journal.events(db, limit=2, newest_first=True)] == [3, 2]
    assert journal.verify(db).to_json() == {"ok": True, "events": 3, "first_bad": None}


def test_an_event_after_a_removed_tail_does_not_hide_it() -> None:
    db = open_journal(5)
    db.execute("DELETE FROM events WHERE seq >= 4")
    journal.append(db, "2026-11-24", "x", "y")
    assert journal.verify(db).first_bad == 4


@given(st.lists(DETAILS, max_size=6))
def test_any_detail_survives_and_verifies(details: list[dict[str, object]]) -> None:
    db = open_journal(0)
    for detail in details:
        journal.append(db, "2026-11-24", "t", "s", detail)
    assert [dict(event.detail) for event in journal.events(db)] == details
    assert journal.verify(db).ok


def test_the_actor_is_the_user_of_the_kernel_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(name, "fatma")
    assert journal.actor() == pwd.getpwuid(os.getuid()).pw_name != "fatma"


def test_a_user_without_a_name_is_his_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "getuid", lambda: 3_999_999_999)
    assert journal.actor() == "3999999999"
