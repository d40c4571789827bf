"""The journal by page answers what the whole journal would, on both dialects."""

from datetime import UTC, datetime, timedelta

import pytest

from core.clock import iso
from core.service import event_pages
from core.store import journal, journal_pages
from core.store.connection import Connection
from core.store.numbers import Numbers

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
EVENTS = [
    ("sync.written", "klant:7", {"label": "Bakker Café", "bedrag": "1529.65"}),
    ("aanroep", "", {"method": "GET", "path": '/v2/"x"', "status": None}),
    ("match.beslist", "klant:8", {"verdict": "couple", "by": "BAKKER"}),
    ("aanroep", "", {"method": "GET", "path": "/v2/relaties", "status": 200}),
    *[("push.verstuurd", f"declaratie:{n}", {}) for n in range(40)],
    ("sync.written", "Klant:9", {"label": "CAFÉ"}),
]
LAST = len(EVENTS)


@pytest.fixture
def told(db: Connection) -> Connection:
    for n, (type_, subject, detail) in enumerate(EVENTS):
        journal.append(db, iso(NOW + timedelta(minutes=n)), type_, subject, detail)
    return db


def every(numbers: Numbers) -> list[int]:
    return [numbers.at(index) for index in range(len(numbers))]


def test_the_numbers_and_a_page_are_those_of_the_journal(told: Connection) -> None:
    found = list(journal.events(told))
    assert every(journal_pages.held(told)) == [one.seq for one in found]
    assert every(journal_pages.held(told, without="aanroep")) == [1, 3, *range(5, LAST + 1)]
    assert every(journal_pages.held(told, subject="klant:7")) == [1]
    assert journal_pages.page(told, [3, 1, 99]) == [found[2], found[0], None]


def test_a_text_is_found_in_subject_type_sentence_and_facts(told: Connection) -> None:
    class Looked:
        shared = False

        def look(self, work, *, long=False):
            return work(told)

    pages = event_pages.EventPages(Looked(), Numbers())
    for text, seqs in (
        ("bakker", [1, 3]),
        ("café", [1, LAST]),
        ("1.529,65", [1]),
        ("geen antwoord", [2]),
        ('"x"', [2]),
        ("klant:", [1, 3, LAST]),
        ("match.", [3]),
        ("beslist", [3]),
        ("zzz", []),
    ):
        assert every(pages.holding(text)) == seqs, text


def test_a_column_is_asked_a_test_and_is_an_order(told: Connection) -> None:
    assert every(journal_pages.passing(told, "at", lambda at: at.endswith("14:02"))) == [3]
    assert every(journal_pages.passing(told, "subject", lambda text: text == "klant:9")) == [LAST]
    assert list(journal_pages.ordered(told, "what", reverse=False))[:4] == [4, 2, 3, LAST - 1]
    assert list(journal_pages.ordered(told, "subject", reverse=True))[:3] == [LAST, 3, 1]
