"""Moments as a bookkeeper reads them: a clock, a day, how long ago. Local time, from moments with an offset."""

from datetime import date, datetime, timedelta

from core.text import mark, t, tn

_MONTHS = (
    mark("jan"), mark("feb"), mark("mrt"), mark("apr"), mark("mei"), mark("jun"),
    mark("jul"), mark("aug"), mark("sep"), mark("okt"), mark("nov"), mark("dec"),
)  # fmt: skip
_MINUTE, _HOUR, _DAY = 60, 3600, 86400


def clock_text(moment: datetime) -> str:
    """`14:02`."""
    return f"{moment.astimezone():%H:%M}"


def month_names() -> list[str]:
    """As `day_text` says them."""
    return [t(name) for name in _MONTHS]


def day_text(day: date) -> str:
    """`24 nov`."""
    return f"{day.day} {t(_MONTHS[day.month - 1])}"


def day_year_text(day: date) -> str:
    """`24 nov 2026`."""
    return f"{day_text(day)} {day.year}"


def month_text(day: date) -> str:
    """`nov 2026`."""
    return f"{t(_MONTHS[day.month - 1])} {day.year}"


def ago_text(then: datetime, now: datetime) -> str:
    """`nu`, `2 min`, `3 uur`, `4 dagen`."""
    seconds = max(int((now - then).total_seconds()), 0)
    if seconds < _MINUTE:
        return t("nu")
    if seconds < _HOUR:
        return t("{n} min", n=seconds // _MINUTE)
    if seconds < _DAY:
        return t("{n} uur", n=seconds // _HOUR)
    return tn("{n} dag", "{n} dagen", seconds // _DAY)


def span_text(span: timedelta) -> str:
    """`12 s`, `3 min`, `2 uur`: how long something takes."""
    seconds = round(span.total_seconds())
    if seconds < _MINUTE:
        return t("{n} s", n=seconds)
    return t("{n} min", n=round(seconds / _MINUTE)) if seconds < _HOUR else t("{n} uur", n=round(seconds / _HOUR))


def moment_text(moment: datetime) -> str:
    """`24 nov 14:02`."""
    return f"{day_text(moment.astimezone().date())} {clock_text(moment)}"
