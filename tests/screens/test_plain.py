import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from screens.widgets.plain import fit, plain


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
    ],
)
def test_data_can_not_steer_the_terminal(text, safe):
    assert plain(text) == safe


@given(st.text(), st.integers(1, 40), st.booleans())
def test_a_cell_is_exactly_as_wide_as_asked(text, width, right):
    assert cell_len(fit(text, width, right=right)) == width


@given(st.text())
def test_no_control_character_is_left(text):
    assert not [one for one in plain(text) if unicodedata.category(one) in ("Cc", "Cf")]


def test_wide_characters_and_combining_marks_keep_columns_straight():
    assert fit("東京商事", 6) == "東京… "
    assert cell_len(fit("Cafe\u0301 't Hoekje", 8)) == 8


def test_amounts_stand_right():
    assert fit("4.812,50", 10, right=True) == "  4.812,50"
