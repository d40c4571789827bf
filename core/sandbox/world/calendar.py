"""Working days in the Netherlands: Monday to Friday without the official holidays."""

from __future__ import annotations

from datetime import date, timedelta

_SATURDAY = 5
_SUNDAY = 6


def working_days(first: date, last: date) -> list[date]:
    """The days from `first` to `last`, both included, on which the office is open."""
    span = (last - first).days + 1
    days = (first + timedelta(days=offset) for offset in range(max(0, span)))
    return [day for day in days if day.weekday() < _SATURDAY and day not in holidays(day.year)]


def previous_month(today: date) -> date:
    """The first day of the month before the one `today` is in."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def holidays(year: int) -> frozenset[date]:
    """New Year, Easter Monday, King's Day (on Saturday when it falls on a Sunday), Ascension, Whit Monday, Christmas."""
    easter = _easter(year)
    koningsdag = date(year, 4, 27)
    if koningsdag.weekday() == _SUNDAY:
        koningsdag = date(year, 4, 26)
    return frozenset(
        (
            date(year, 1, 1),
            easter + timedelta(days=1),
            koningsdag,
            easter + timedelta(days=39),
            easter + timedelta(days=50),
            date(year, 12, 25),
            date(year, 12, 26),
        )
    )


def _easter(year: int) -> date:
    """Easter Sunday after the Gregorian rule of Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap, skipped = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    quarter, remainder = divmod(rest, 4)
    weekday = (32 + 2 * skipped + 2 * quarter - epact - remainder) % 7
    adjust = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * adjust + 114, 31)
    return date(year, month, day + 1)
