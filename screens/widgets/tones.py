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
    Tone.DIM: "$text-muted",
    Tone.STRONG: "bold",
    Tone.GOOD: "$text-success",
    Tone.BUSY: "$text-accent",
    Tone.WARN: "$text-warning",
    Tone.BAD: "$text-error",
    Tone.ACCENT: "bold $text-primary",
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
