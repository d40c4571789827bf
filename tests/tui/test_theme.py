"""What is written can be read on every ground it stands on, by the WCAG's measure of contrast."""

from dataclasses import fields
from itertools import product

import pytest
from textual.color import Color

from core.setting_checks import THEMES
from tui import theme

GROUNDS = ("ground", "panel", "raised")
INKS = tuple(field.name for field in fields(theme.Palette) if field.name not in (*GROUNDS, "line"))


@pytest.mark.parametrize(("name", "ink", "ground"), [*product(theme.PALETTES, INKS, GROUNDS)])
def test_contrast(name, ink, ground):
    palette, _ = theme.PALETTES[name]
    least = 7.0 if name.startswith("contrast") else 4.5
    assert ratio(getattr(palette, ink), getattr(palette, ground)) >= least


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_of_the_settings_is_there(name):
    assert theme.choose(name, no_color=False) in [one.name for one in theme.THEMES]
    assert theme.choose(name, no_color=True) == theme.WITHOUT_COLOUR


def test_black_on_white_is_as_far_as_it_goes():
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)


def ratio(one, other):
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(text):
    parts = [part / 255 for part in Color.parse(text).rgb]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
