"""The rows of a tab kept in order: what changes row by row ends where laying everything anew ends."""

from hypothesis import given, settings
from hypothesis import strategies as st

from core.matching import decided, review, withdrawn
from screens.review import rows
from screens.review.board import Board
from tests.matching.test_deciding import decisions
from tests.matching.test_review import sides


def board_of(found):
    return Board(found.rows, found.place, lambda _: ())


def shown(board):
    return [board.item(at) for at in range(board.count())]


@given(
    sides(), st.data(), st.sampled_from(rows.TABS), st.sampled_from(["", "alfa", "b"]), st.sampled_from([None, 0, 1, 4]), st.booleans(),
)  # fmt: skip
@settings(max_examples=150, deadline=None)
def test_a_change_is_laid_in_where_a_fresh_board_has_it(world, data, tab, words, column, reverse):
    left, right = world
    steps, _ = data.draw(decisions(left, right))
    found = review(left, right)
    board = board_of(found)
    board.show(tab)
    board.filter(words)
    if column is not None:
        board.sort(column, reverse=reverse)
    for how, decision in steps:
        found = decided(found, decision) if how == "decided" else withdrawn(found, decision)
        board.change(found.changed.gone, found.changed.made)
    fresh = board_of(found)
    fresh.show(tab)
    fresh.filter(words)
    if column is not None:
        fresh.sort(column, reverse=reverse)
    assert shown(board) == shown(fresh)
    assert board.counts() == fresh.counts()
    for at in range(board.count()):
        assert board.index(board.key(at)) == at


def test_a_row_of_another_tab_has_no_place():
    found = review(*_one_each())
    board = board_of(found)
    board.show(rows.DOUBLE)
    assert board.index(found.rows[0].key) is None
    assert board.index("T99") is None
    assert (board.count(), board.total()) == (0, 0)


def _one_each():
    from tests.matching.parties import snelstart, timeon

    return [timeon(1, "Alfa", 7)], [snelstart(1, "Alfa", 7)]
