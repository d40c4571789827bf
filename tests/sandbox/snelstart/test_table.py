"""A page is never older than the table it is cut from."""

from operator import itemgetter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.sandbox.snelstart.table import KEPT, Table

CHANGES = {
    "set": lambda table: table.__setitem__("z", {"id": "z", "oud": True}),
    "replace": lambda table: table.__setitem__("b", {"id": "b", "oud": False}),
    "delete": lambda table: table.__delitem__("b"),
    "update": lambda table: table.update({"z": {"id": "z", "oud": True}}),
    "or": lambda table: table.__ior__({"z": {"id": "z", "oud": True}}),
    "setdefault": lambda table: table.setdefault("z", {"id": "z", "oud": True}),
    "pop": lambda table: table.pop("b"),
    "popitem": lambda table: table.popitem(),
    "clear": lambda table: table.clear(),
}


def made():
    return Table({each: {"id": each, "oud": each in "bd"} for each in "abcd"})


def ids(page):
    return "".join(each["id"] for each in page)


@pytest.mark.parametrize("name", CHANGES)
def test_a_page_after_a_change_is_the_page_of_a_table_without_a_memory(name):
    table = made()
    table.page(0, 2)
    table.page(0, 1, "Oud", itemgetter("oud"))
    CHANGES[name](table)
    assert table.page(0, 9) == list(table.values())
    assert table.page(0, 9, "Oud", itemgetter("oud")) == [each for each in table.values() if each["oud"]]


def test_a_filter_looks_no_further_than_it_was_asked():
    table, seen = made(), []

    def matches(record):
        seen.append(record["id"])
        return record["oud"]

    assert ids(table.page(0, 1, "Oud", matches)) == "b"
    assert seen == ["a", "b"]
    assert ids(table.page(1, 1, "Oud", matches)) == "d"
    assert ids(table.page(0, 2, "Oud", matches)) == "bd"
    assert seen == ["a", "b", "c", "d"]


def test_the_filter_asked_longest_ago_gives_way():
    table = made()
    for text in map(str, range(KEPT + 1)):
        table.page(0, 1, text, itemgetter("oud"))
    assert list(table._found) == [str(each) for each in range(1, KEPT + 1)]


@given(st.integers(0, 6), st.integers(0, 6), st.lists(st.booleans(), max_size=6))
def test_pages_are_slices_of_what_the_filter_lets_through(skip, top, flags):
    table = Table({str(at): {"id": str(at), "oud": flag} for at, flag in enumerate(flags)})
    expected = [each for each in table.values() if each["oud"]]
    for _ in range(2):
        assert table.page(skip, top, "Oud", itemgetter("oud")) == expected[skip : skip + top]
