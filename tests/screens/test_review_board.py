"""The rows of a tab kept in order: what changes row by row ends where laying everything anew ends."""

import threading
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from core.domain.match import Decision, Verdict
from core.matching import decided, review, withdrawn
from screens.review import rows
from screens.review.board import Board
from screens.widgets.source import Preparing
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


async def test_a_row_that_changes_while_the_order_is_made_ready_stands_where_it_belongs(monkeypatch):
    from tests.matching.parties import snelstart, timeon

    left, right = [timeon(1, "Alfa", 7), timeon(2, "Beta", 8)], [snelstart(1, "Alfa", 7), snelstart(2, "Beta", 8)]
    found = review(left, right)
    board, ran_on = board_of(found), []
    original = Board._ordered

    def noted(self, every, column):
        made = original(self, every, column)
        ran_on.append(threading.current_thread())
        if len(ran_on) == 1:
            now = decided(found, Decision("1", "1", Verdict.COUPLE, "ik", datetime(2026, 11, 24, tzinfo=UTC), {}))
            self.change(now.changed.gone, now.changed.made)
        return made

    monkeypatch.setattr(Board, "_ordered", noted)
    await board.ready_to_sort(4)
    board.sort(4, reverse=False)
    assert threading.main_thread() not in ran_on
    assert [(row.key, row.waits) for row in shown(board)] == [("T2=S2", True), ("T1=S1", False)]
    assert len(ran_on) == 2


async def test_words_made_ready_beside_the_loop_are_those_that_a_filter_finds(monkeypatch):
    monkeypatch.setattr("screens.review.board._FEW", 0)
    board = board_of(review(*_one_each()))
    await board.ready_to_filter()
    monkeypatch.setattr("screens.review.board._folded", lambda _: "nothing of this")
    board.filter("ALFA")
    assert board.count() == 1
    board.filter("beta")
    assert board.count() == 0


async def test_a_tab_made_ready_beside_the_loop_is_the_one_laid_at_once_unless_a_row_changed(monkeypatch):
    from tests.matching.parties import snelstart, timeon

    monkeypatch.setattr("screens.review.board._FEW", 0)
    found = review([timeon(1, "Alfa", 7), timeon(2, "Beta", 8)], [snelstart(1, "Alfa", 7), snelstart(2, "Beta", 8)])
    board, laid_in = board_of(found), []
    original = Board._chosen_of

    def noted(*asked):
        laid_in.append(threading.current_thread())
        return original(*asked)

    monkeypatch.setattr(Board, "_chosen_of", staticmethod(noted))
    await board.ready_for(rows.WAITING)
    board.show(rows.WAITING)
    assert threading.main_thread() not in laid_in
    assert [row.key for row in shown(board)] == ["T1=S1", "T2=S2"]
    await board.ready_to_filter("beta")
    now = decided(found, Decision("2", "2", Verdict.COUPLE, "ik", datetime(2026, 11, 24, tzinfo=UTC), {}))
    board.change(now.changed.gone, now.changed.made)
    board.filter("beta")
    assert shown(board) == []


def test_a_board_gets_ready_before_it_is_drawn():
    assert isinstance(board_of(review(*_one_each())), Preparing)
