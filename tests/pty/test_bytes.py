"""What crosses a slow line: a move of the cursor, a page, and nothing while nobody types."""

import statistics

import pytest

pytestmark = pytest.mark.long

DOWN, PAGE = "\x1b[B", "\x1b[6~"
MOVE, PAGED = 350, 7_000
LISTS = {
    "klanten": ("l", "Staat"),
    "producten": ("p", "Omschrijving"),
    "registraties": ("t", "vrij van"),
    "declaraties": ("d", "niet verstuurd"),
    "review": ("r", "Waarom?"),
    "sync": ("o", "Uitkomst"),
    "hulp": ("?", "Toets"),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_move_a_page_and_rest(terminal, coupled, name):
    key, words = LISTS[name]
    started = terminal(KOPPELBORD_HOME=coupled)
    started.until("Laatste sync")
    started.rest()
    started.press(key, words)
    started.rest()
    moves = [drawn for _ in range(6) if (drawn := started.drawings(DOWN))]
    assert statistics.median(drawn[0] for drawn in moves) <= MOVE, "the cursor is drawn before what follows it"
    started.drawings("\x1b[H")
    began = started.sent
    started.child.send(DOWN * 6)
    started.rest()
    assert (started.sent - began) / 6 <= MOVE, "a held key carries the cursor alone"
    assert sum(started.drawings(PAGE)) <= PAGED
    assert started.rest() == 0
