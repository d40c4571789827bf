"""The list of the journal out of pages: found, ordered and read as the events themselves would be."""

import sqlite3
import time
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from core.clock import iso
from core.service.event_pages import EventPages
from core.store import journal, journal_pages
from core.store.database import connect
from core.store.schema_koppeling import KOPPELING
from screens.gebeurtenissen import rows
from screens.gebeurtenissen.source import PAGE, JournalSource
from screens.widgets.filtering import parse
from screens.widgets.source import ListSource, Preparing

FIRST = datetime(2026, 10, 31, 20, 0, tzinfo=UTC)
MANY = 300
TEXTS = (
    "", "hervat klant:3", "nov", "wanneer:23:1", "-wat:hervat", '"1 nov"', "waarover:klant:2 -nov", "nr>150 wat:couple", "zzz"
)  # fmt: skip


class File:
    """A database whose answers are waited for in the thread of the test."""

    def __init__(self, db: sqlite3.Connection, *, shared: bool) -> None:
        self.db, self.shared = db, shared

    def look(self, work, *, long=False):
        del long
        return work(self.db)


@pytest.fixture
def db(tmp_path):
    connection = connect(tmp_path / "k.db", KOPPELING)
    connection.execute("BEGIN")
    for n in range(MANY):
        type_ = ("match.beslist", "sync.written", "koppeling.hervat")[n % 3]
        detail = ({"verdict": "couple", "by": "ik"}, {"label": f"Bakker {n}"}, {})[n % 3]
        journal.append(connection, iso(FIRST + timedelta(minutes=n)), type_, f"klant:{n % 7}", detail)
    connection.execute("COMMIT")
    yield connection
    connection.close()


def source_of(db, *, shared=False, wanted=lambda _numbers: None) -> JournalSource:
    pages = EventPages(File(db, shared=shared), journal_pages.held(db))
    return JournalSource(pages, failed=pytest.fail, wanted=wanted)


def shown(source) -> list[str]:
    return [source.key(index) for index in range(source.count())]


def test_what_is_shown_in_which_order_is_that_of_a_list(db) -> None:
    newest = list(journal.events(db, newest_first=True))
    for text, (column, reverse) in product(TEXTS, [(0, True), (1, False), (3, False), (3, True)]):
        asked = parse(text, rows.COLUMNS).looked_for
        order = (lambda one, column: one.seq) if column < 2 else (lambda one, column: one.subject)
        held = ListSource(newest, key=lambda one: str(one.seq), cells=rows.cells, order=order)
        paged = source_of(db)
        for source in (paged, held):
            source.sort(column, reverse=reverse)
            source.filter(*asked)
        assert shown(paged) == shown(held), text
        assert [paged.index(key) for key in shown(paged)] == list(range(paged.count()))
        few = range(min(held.count(), 5))
        assert [paged.cells(at) for at in few] == [held.cells(at) for at in few]
        for source in (paged, held):
            source.filter("")
        assert [paged.is_hit(at) for at in range(MANY)] == [held.is_hit(at) for at in range(MANY)]


def test_a_filter_looks_through_the_facts_too(db) -> None:
    source = source_of(db)
    source.filter("bakker")
    assert source.count() == MANY // 3
    source.filter("verdict")
    assert source.count() == MANY // 3


async def test_over_a_network_a_page_comes_after_the_row_was_drawn(db) -> None:
    wanted = []
    source = source_of(db, shared=True, wanted=wanted.append)
    assert isinstance(source, Preparing)
    assert [source.event(index) for index in range(3)] == [None] * 3
    assert [cell.text for cell in source.cells(0)] == ["…"] * len(rows.COLUMNS)
    assert [len(numbers) for numbers in wanted] == [PAGE // 2]
    await source.fetch(wanted[0])
    assert [source.event(index).seq for index in range(3)] == [MANY, MANY - 1, MANY - 2]


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Asia/Kolkata", "Asia/Kathmandu"])
def test_a_minute_is_told_in_any_zone(monkeypatch, zone) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    shown = rows.by_minute()
    minutes = [f"{iso(FIRST + timedelta(minutes=n))[:16]}" for n in range(MANY)]
    assert [shown(one) for one in minutes] == [rows.when(f"{one}+00:00") for one in minutes]
    monkeypatch.undo()
    time.tzset()


def test_what_was_trimmed_since_is_dots(db) -> None:
    source = source_of(db)
    db.execute("INSERT INTO journal_gaps VALUES (1, 300, 'x')")
    db.execute("DELETE FROM events WHERE seq = 300")
    assert source.event(0) is None
    assert source.event(1).seq == MANY - 1
