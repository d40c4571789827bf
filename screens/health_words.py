"""How a koppeling fares, as a symbol and a word, and how long something lasts already."""

from __future__ import annotations

from datetime import datetime

from core.clock import from_iso
from core.support.health import BoardRow, Health
from core.text import t
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.times import ago_text, day_text
from screens.widgets.tones import Sign, Tone

_SIGNS = {
    Health.FAILING: (Sign.BAD, Tone.BAD),
    Health.LATE: (Sign.WARN, Tone.WARN),
    Health.NEW: (Sign.NOT_YET, Tone.PLAIN),
    Health.PAUSED: (Sign.BUSY, Tone.BUSY),
    Health.FRESH: (Sign.GOOD, Tone.GOOD),
    Health.DISCONNECTED: (Sign.NONE, Tone.DIM),
}


def health_cell(row: BoardRow) -> Cell:
    """`● vers`, `▲ te laat`; one that is fresh but waits for a person asks for attention."""
    sign, tone = _SIGNS[row.health]
    if row.needs_person and row.health is Health.FRESH:
        sign, tone = Sign.WARN, Tone.WARN
    return Cell(f"{sign} {t(row.health.label)}", tone)


def health_line(row: BoardRow) -> Line:
    """With why, where there is something to say."""
    return (health_cell(row), f": {row.why}" if row.why else "")


def since(stored: str, now: datetime) -> str:
    """How long ago a stored moment was; a dash for none."""
    return ago_text(from_iso(stored), now) if stored else Sign.NONE


def moment_text(stored: str) -> str:
    """`24 nov 09:14:02`, on the clock of this machine."""
    moment = from_iso(stored).astimezone()
    return f"{day_text(moment.date())} {moment:%H:%M:%S}"
