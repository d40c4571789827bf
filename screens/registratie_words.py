"""The words of registraties: how much one is, and which come free when concepts are deleted."""

from __future__ import annotations

from collections.abc import Sequence

from core.domain.money import number
from core.domain.registratie import Registratie, Soort
from core.invoicing.tally import Tally
from core.text import tn
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.times import day_text
from screens.widgets.tones import Tone

_WIDE = 57
_MOST = 9
"""What fits on a line of a dialog beside the day, and rows in one at 80x24."""


def quantity(r: Registratie | Tally) -> str:
    """`1:30`, `42 km`, `1 ×`; what was worked and can't be billed between brackets."""
    match r.soort:
        case Soort.UREN if not r.facturabel and r.worked:
            return f"({clock(r.worked)})"
        case Soort.UREN:
            return clock(r.seconds)
        case Soort.KILOMETERS:
            return f"{number(r.kilometers).removesuffix(',00')} km"
        case Soort.ONKOSTEN:
            return "1 ×"


def freed_lines(freed: Sequence[Registratie]) -> list[Line]:
    """Which registraties come free, as far as a dialog holds them, and how many more."""
    shown = freed if len(freed) <= _MOST else freed[: _MOST - 1]
    lines: list[Line] = [tn("Dan is {n} registratie vrij:", "Dan zijn {n} registraties vrij:", len(freed))]
    lines += [_one(r) for r in shown]
    if more := len(freed) - len(shown):
        lines.append((Cell(tn("en nog {n}", "en nog {n}", more), Tone.DIM),))
    return lines


def _one(r: Registratie) -> Line:
    what = " · ".join(part for part in (r.medewerker, r.omschrijving, r.project) if part)
    text = f"{quantity(r):>8}  {what}"
    return (Cell(f"{day_text(r.datum):<7}", Tone.DIM), text if len(text) <= _WIDE else f"{text[: _WIDE - 1].rstrip()}…")


def clock(seconds: int) -> str:
    """`1:30`."""
    return f"{seconds // 3600}:{seconds % 3600 // 60:02}"
