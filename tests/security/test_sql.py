"""A text is a value, whatever it looks like: nothing of it becomes SQL."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from core.domain.koppeling import Koppeling, KoppelingState, Step
from core.store import journal, register
from core.store.database import connect
from core.store.schema_register import REGISTER

ONE = Koppeling(
    "een", "t", "Kantoor", "s", "Kantoor", KoppelingState.ACTIEF, Step.KLAAR, datetime(2026, 11, 1, tzinfo=UTC)
)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)


@pytest.fixture(scope="module")
def db(tmp_path_factory) -> sqlite3.Connection:
    made = connect(tmp_path_factory.mktemp("sql") / "register.db", REGISTER)
    yield made
    made.close()


@given(TEXT)
@example("'; DROP TABLE koppelingen; --")
@example('" OR 1=1 --')
@example("%_\\")
def test_a_name_an_id_and_an_event_come_back_as_they_went_in(db, text: str) -> None:
    db.execute("DELETE FROM koppelingen")
    register.save(db, replace(ONE, id=text, timeon_id=text, timeon_naam=text))
    found = register.find(db, timeon_id=text)
    assert found is not None
    assert (found.id, found.timeon_naam) == (text, text)
    assert register.find(db, snelstart_id=f"{text}x") is None
    seq = journal.append(db, "2026-11-24T14:02:00+00:00", "proef", text, {"naam": text})
    (event,) = journal.events(db, subject=text, type_="proef", limit=1, newest_first=True)
    assert (event.seq, event.detail) == (seq, {"naam": text})
