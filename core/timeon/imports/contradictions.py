"""Where a row contradicts itself: shown to a person, never settled by taking one of the two."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from core.text import Sentence, say

_DAY = 86_400
_ROUNDING = 60
"""Seconds that a duration in decimals, or times without seconds, may be off."""


@dataclass(frozen=True, slots=True)
class Span:
    """What a row says of time, each None when it does not: seconds, and seconds since midnight for `begin` and `eind`."""

    datum: date
    einddatum: date | None = None
    begin: int | None = None
    eind: int | None = None
    pauze: int = 0
    duur: int | None = None
    decimals: int | None = None

    @property
    def between(self) -> int | None:
        """Seconds from begin to end without the pause; None without both. Over midnight only when the row proves it:
        by its end date, or by a duration that fits.
        """
        if self.begin is None or self.eind is None:
            return None
        days = (self.einddatum - self.datum).days if self.einddatum else 0
        span = self.eind - self.begin + days * _DAY
        stated = self.stated
        next_day = span + _DAY - self.pauze
        if span < 0 and self.einddatum is None and stated is not None and abs(next_day - stated) <= _ROUNDING:
            return next_day
        return span - self.pauze

    @property
    def stated(self) -> int | None:
        """The duration as the row itself gives it, the exact notation first."""
        return self.duur if self.duur is not None else self.decimals

    @property
    def seconds(self) -> int | None:
        """The duration, else what lies between begin and end."""
        return self.stated if self.stated is not None else self.between


def contradictions(span: Span) -> Iterator[Sentence]:
    """Every contradiction in a row's times."""
    between, seconds = span.between, span.seconds
    if between is not None and between + span.pauze < 0:
        yield say("het einde ({eind}) ligt voor het begin ({begin})", begin=clock(span.begin), eind=clock(span.eind))
    elif between is not None and between < 0:
        yield say("de pauze ({pauze}) is langer dan van begin tot einde", pauze=clock(span.pauze))
    elif between is not None and span.stated is not None and abs(span.stated - between) > _ROUNDING:
        yield say(
            "de duur is {duur}, maar van begin tot einde is {tussen}", duur=clock(span.stated), tussen=clock(between)
        )
    if span.duur is not None and span.decimals is not None and abs(span.duur - span.decimals) > _ROUNDING:
        yield say("de duur is {duur}, maar in decimalen {anders}", duur=clock(span.duur), anders=clock(span.decimals))
    if span.stated is not None and span.stated < 0:
        yield say("de duur is negatief ({duur})", duur=clock(span.stated))
    days = ((span.einddatum - span.datum).days if span.einddatum else 0) + 1
    if seconds is not None and seconds > max(days, 1) * _DAY:
        yield say("{duur} is meer dan er in een dag gaat", duur=clock(seconds))


def clock(seconds: int | None) -> str:
    """`1:30`, with seconds only where there are any."""
    if seconds is None:
        return "–"
    sign, rest = ("-" if seconds < 0 else ""), abs(seconds)
    tail = f":{rest % 60:02d}" if rest % 60 else ""
    return f"{sign}{rest // 3600}:{rest % 3600 // 60:02d}{tail}"
