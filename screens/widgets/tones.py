"""The few tones in which anything is said; each is a colour of the theme and always stands beside a symbol or a word."""

from enum import StrEnum


class Tone(StrEnum):
    """The value is the name of the table's component class."""

    PLAIN = "plain"
    DIM = "dim"
    STRONG = "strong"
    GOOD = "good"
    BUSY = "busy"
    WARN = "warn"
    BAD = "bad"
    ACCENT = "accent"

    @property
    def style(self) -> str:
        """As Textual content takes it."""
        return _STYLES[self]


_STYLES = {
    Tone.PLAIN: "",
    Tone.DIM: "$tone-dim",
    Tone.STRONG: "bold",
    Tone.GOOD: "$tone-good",
    Tone.BUSY: "$tone-busy",
    Tone.WARN: "$tone-warn",
    Tone.BAD: "$tone-bad",
    Tone.ACCENT: "bold $tone-accent",
}


class Sign:
    """The symbols of a state; the word stands beside it."""

    GOOD = "●"
    BUSY = "◐"
    WARN = "▲"
    BAD = "✖"
    NOT_YET = "○"
    NONE = "–"
    CURSOR = "▸"
    MARK = "✓"
