import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from wcwidth import wcwidth

from screens.widgets.columns import GAP, GUTTER, Column, place
from screens.widgets.drawing import row
from screens.widgets.plain import ELLIPSIS, fit, plain

STYLES = {"plain": Style(), "cursor": Style(reverse=True), "gutter": Style()}


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("Bakker & Zn", "Bakker & Zn"),
        ("\x1b[31mrood\x1b[0m", "[31mrood[0m"),
        ("a\x9b31mb", "a31mb"),
        ("links\u202erechts", "linksrechts"),
        ("De\u00a0Groot", "De Groot"),
        ("twee\nregels\tin een", "twee regels in een"),
        ("[bold]geen opmaak[/]", "[bold]geen opmaak[/]"),
        ("vlag\ufe0f", "vlag"),
        ("Bakker 🇳🇱", "Bakker NL"),
        ("Top 👍🏽", "Top 👍"),
    ],
)
def test_data_can_not_steer_the_terminal(text, safe):
    assert plain(text) == safe


@given(st.text(), st.integers(1, 40), st.booleans())
def test_a_cell_is_exactly_as_wide_as_asked(text, width, right):
    assert cell_len(fit(text, width, right=right)) == width


SCRIPTS = "漢字カナ한글한שלוםمرحباe\u0301\u0308👍🏽👨\u200d👩\u200d👧❤\ufe0f1\ufe0f\u20e3🇳🇱ก\u0e33िAß \u00ad\u200b"


@given(st.one_of(st.text(), st.text(SCRIPTS)), st.integers(1, 40), st.booleans())
def test_a_terminal_that_counts_characters_agrees(text, width, right):
    """As tmux and older terminals do, where Rich counts what joins as one."""
    assert sum(map(wcwidth, fit(text, width, right=right))) == width


@given(st.text(SCRIPTS, min_size=1), st.integers(1, 12))
def test_a_cut_takes_no_mark_from_its_letter(text, width):
    cut = fit(text, width).rstrip().removesuffix(ELLIPSIS)
    rest = plain(text)[len(cut) :]
    assert not cut or not rest or not unicodedata.combining(rest[0])


@given(st.lists(st.text(SCRIPTS, max_size=30), min_size=3, max_size=3), st.integers(20, 120))
def test_the_columns_of_a_row_begin_where_the_heading_says(texts, width):
    columns = [Column("a", "A", 8, grow=1), Column("b", "B", 6), Column("c", "C", 6, right=True)]
    placed = place(columns, width)
    strip = row(placed, texts, width, STYLES, cursor=False, marked=False, active=True)
    assert sum(wcwidth(one) for one in strip.text) == width
    at = GUTTER
    for one in placed:
        begin = _after(strip.text, at)
        assert begin is not None, "a wide character lies across the border of two columns"
        at += one.width + GAP


def _after(text, cells):
    """Where in a text this many cells have passed; None in the middle of a wide character."""
    taken = 0
    for at, one in enumerate(text):
        if taken == cells:
            return at
        taken += wcwidth(one)
    return len(text) if taken == cells else None


@given(st.text())
def test_no_control_character_is_left(text):
    assert not [one for one in plain(text) if unicodedata.category(one) in ("Cc", "Cf")]


def test_wide_characters_and_combining_marks_keep_columns_straight():
    assert fit("東京商事", 6) == "東京… "
    assert cell_len(fit("Cafe\u0301 't Hoekje", 8)) == 8


def test_amounts_stand_right():
    assert fit("4.812,50", 10, right=True) == "  4.812,50"
