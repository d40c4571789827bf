"""The clock of a record on its way to the other side, in a sentence and in a word."""

from datetime import datetime

from core.domain.record_clock import Pace, RecordClock
from core.text import mark, t
from screens.widgets.source import Cell
from screens.widgets.times import clock_text
from screens.widgets.tones import Sign, Tone

_PACES = {
    Pace.ON_TIME: (Sign.BUSY, Tone.BUSY),
    Pace.LATE: (Sign.WARN, Tone.WARN),
    Pace.LOST: (Sign.BAD, Tone.BAD),
    Pace.WAITS: (Sign.WARN, Tone.WARN),
}
_WORDS = {Pace.LATE: mark("laat"), Pace.LOST: mark("zoek"), Pace.WAITS: mark("wacht")}


def clock_cell(clock: RecordClock, now: datetime) -> Cell:
    """By when it is to be seen there, and how it stands."""
    sign, tone = _PACES[clock.pace(now)]
    return Cell(f"{sign} {clock.says(now)}", tone)


def short_cell(clock: RecordClock | None, now: datetime) -> Cell:
    """`◐ 14:32`, `▲ laat`, `✖ zoek`, `▲ wacht`; nothing for what is not on its way."""
    if clock is None:
        return Cell("")
    pace = clock.pace(now)
    sign, tone = _PACES[pace]
    return Cell(f"{sign} {t(_WORDS[pace]) if pace in _WORDS else clock_text(clock.due)}", tone)
