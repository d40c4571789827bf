"""What crosses a slow line: a move of the cursor, a page, and nothing while nobody types."""

import pytest

DOWN, PAGE = "\x1b[B", "\x1b[6~"
REVIEW = (
    ("k", "Login bij SnelStart"),
    ("\r", "Administratie"),
    ("k", "Eén op één"),
    ("\r", "nog niets geschreven"),
    ("k", "dubbele klanten. Met jouw keuzes"),
)


@pytest.fixture
def review(terminal):
    """The review of the demo, at rest."""
    started = terminal("demo", "--klanten", "60")
    started.until("Er is nog geen koppeling")
    for key, words in REVIEW:
        started.rest()
        started.press(key, words)
    started.rest()
    return started


def test_a_move_a_page_and_rest(review):
    moves = []
    for n in range(5):
        review.child.send(DOWN)
        moves.append(review.rest())
        assert moves[-1] or n == 0
    assert max(moves) < 1_300, "cursor and the whole of Waarom"
    review.child.send(DOWN * 8)
    assert review.rest() / 8 <= 350, "a held key carries the cursor alone"
    review.child.send(PAGE)
    assert review.rest() <= 7_000
    assert review.rest() == 0
