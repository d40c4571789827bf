"""Data made fit for a terminal: no control character, no markup, no width that a terminal and we could disagree on."""

import string
import unicodedata
from functools import lru_cache

from rich.cells import cell_len, set_cell_size

ELLIPSIS = "…"
_INVISIBLE = frozenset({"Cf", "Cs", "Cn", "Co"})
_BLANK = frozenset({"Zs", "Zl", "Zp"})
_SELECTORS = frozenset(map(chr, range(0xFE00, 0xFE10)))
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_FLAGS = {chr(0x1F1E6 + place): letter for place, letter in enumerate(string.ascii_uppercase)}
"""A flag is two letters of a country, which one terminal draws in two cells and another in four."""


def plain(text: str) -> str:
    """One line without control, format and selector characters; a tab, a line end and a fixed space become a space.

    Format characters and skin tones go because terminals differ on their width (joined emoji) or let them turn a line
    around; a flag becomes the letters it stands for.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_safe, text))


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Exactly `width` cells: cut with an ellipsis, or filled with spaces on the side away from the alignment."""
    if width <= 0:
        return ""
    safe = plain(text)
    taken = cell_len(safe)
    if taken > width:
        return set_cell_size(set_cell_size(safe, width - 1).rstrip() + ELLIPSIS, width)
    filling = " " * (width - taken)
    return filling + safe if right else safe + filling


@lru_cache(maxsize=4096)
def _safe(character: str) -> str:
    if character in "\t\n\r":
        return " "
    category = unicodedata.category(character)
    if category == "Cc" or category in _INVISIBLE or character in _SELECTORS or character in _SKIN_TONES:
        return ""
    if character in _FLAGS:
        return _FLAGS[character]
    return " " if category in _BLANK else character
