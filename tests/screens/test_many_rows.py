"""Very many rows are sorted and looked through in another thread, to the same end as a few are at once."""

import threading
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from screens.widgets.filtering import parse
from screens.widgets.source import ListSource
from tests.inline import run_inline
from tests.screens.test_table import COLUMNS

MANY = 5_000


class Rows:
    """People with an amount; where each was asked for its place in the order and for its words is noted."""

    def __init__(self, many: int = MANY, spread: int = 97) -> None:
        self.threads: set[int] = set()
        self.source = ListSource(
            [(f"naam {n * 7919 % spread}", Decimal(n * 31 % 1009), n) for n in range(many)],
            key=lambda row: str(row[2]), cells=lambda row: (row[0], f"{row[1]},00"), words=self.words, order=self.order,
        )  # fmt: skip

    def words(self, row) -> str:
        self.threads.add(threading.get_ident())
        return row[0]

    def order(self, row, column: int):
        self.threads.add(threading.get_ident())
        return row[column]

    def keys(self) -> list[str]:
        assert all(self.source.index(self.source.key(at)) == at for at in range(0, self.source.count(), 101))
        return [self.source.key(at) for at in range(self.source.count())]


@pytest.mark.parametrize("reverse", [False, True])
@pytest.mark.parametrize("column", [0, 1])
@pytest.mark.parametrize("text", ["", "naam 1", "naam:9 bedrag>500"])
async def test_beside_the_loop_or_at_once_is_the_same(column: int, reverse: bool, text: str) -> None:
    beside, at_once = Rows(), Rows()
    asked = parse(text, COLUMNS).looked_for
    await beside.source.ready_to_filter(*asked)
    await beside.source.ready_to_sort(column, reverse=reverse)
    assert threading.get_ident() not in beside.threads
    for one in (beside, at_once):
        one.source.filter(*asked)
        one.source.sort(column, reverse=reverse)
    assert beside.keys() == at_once.keys()


async def test_each_is_ready_for_what_comes_right_after_it() -> None:
    rows, asked = Rows(), parse("naam 1", COLUMNS).looked_for
    await rows.source.ready_to_sort(1, reverse=True)
    rows.source.sort(1, reverse=True)
    await rows.source.ready_to_filter(*asked)
    rows.source.filter(*asked)
    assert threading.get_ident() not in rows.threads
    expected = Rows()
    expected.source.filter(*asked)
    expected.source.sort(1, reverse=True)
    assert rows.keys() == expected.keys()


async def test_what_was_made_ready_for_something_else_is_not_shown() -> None:
    rows, expected = Rows(), Rows()
    await rows.source.ready_to_filter(*parse("naam 1", COLUMNS).looked_for)
    rows.source.filter(*parse("naam 2", COLUMNS).looked_for)
    expected.source.filter(*parse("naam 2", COLUMNS).looked_for)
    assert rows.keys() == expected.keys()
    rows.source.filter(*parse("naam 1", COLUMNS).looked_for)
    assert rows.keys() == [key for key in map(str, range(MANY)) if "1" in f"{int(key) * 7919 % 97}"]


@settings(deadline=None)
@given(many=st.integers(2_001, 6_500), spread=st.integers(1, 400), reverse=st.booleans())
def test_sorting_in_pieces_is_sorting(many: int, spread: int, reverse: bool) -> None:
    rows = Rows(many, spread)
    run_inline(rows.source.ready_to_sort(0, reverse=reverse))
    rows.source.sort(0, reverse=reverse)
    names = [(f"naam {n * 7919 % spread}", n) for n in range(many)]
    assert rows.keys() == [str(n) for _, n in sorted(names, key=lambda one: one[0], reverse=reverse)]
