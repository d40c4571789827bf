"""How long, and at what time: 1:30, 1,5, 90 min, PT1H30M; 09:00, 9:00 AM, 9.00 uur. All in whole seconds."""

import re
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import IntEnum
from typing import Any

from core.text import say
from core.timeon.imports.numbers import parse_number
from core.timeon.imports.wrong import WrongError

_CLOCK = re.compile(r"([0-9]{1,5}):([0-5][0-9])(?::([0-5][0-9])(?:\.[0-9]+)?)?")
_ISO = re.compile(r"P(?:([0-9.,]+)D)?(?:T(?:([0-9.,]+)H)?(?:([0-9.,]+)M)?(?:([0-9.,]+)S)?)?", re.IGNORECASE)
_WORDS = re.compile(
    r"(?:(?P<h>[0-9]+(?:[.,][0-9]+)?) ?(?:h|u|uur|uren|hr|hrs|hours?|std)\.?)? ?"
    r"(?:(?P<m>[0-9]+(?:[.,][0-9]+)?) ?(?:m|min|mins|minuut|minuten|minutes?)\.?)? ?"
    r"(?:(?P<s>[0-9]+) ?(?:s|sec|secs|seconden?|seconds?)\.?)?",
    re.IGNORECASE,
)
_SHORT = re.compile(r"([0-9]+) ?[hu] ?([0-5][0-9])", re.IGNORECASE)
_TIME = re.compile(
    r"([0-9]{1,2})[:.u]([0-5][0-9])(?:[:.]([0-5][0-9])(?:\.[0-9]+)?)? ?(am|pm|a\.m\.|p\.m\.|uur)?", re.IGNORECASE
)
_NOON, _DAY = 12, 86_400
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - the first day of Excel's calendar, which knows no zone


class Unit(IntEnum):
    """Seconds in one of what a bare number counts."""

    HOURS = 3600
    MINUTES = 60
    SECONDS = 1


def parse_duration(value: Any, unit: Unit = Unit.HOURS) -> int:
    """Seconds, half up; a bare number counts `unit`. Raises WrongError for what is no duration."""
    if isinstance(value, timedelta):
        return round(value.total_seconds())
    if isinstance(value, datetime):
        return round((value - _EPOCH).total_seconds())
    if isinstance(value, time):
        return _of_day(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return _whole(parse_number(value) * unit)
    text = " ".join(str(value).replace("\u00a0", " ").split())
    sign = -1 if text.startswith(("-", "\u2212")) else 1
    return sign * _parse(text.lstrip("-+\u2212").strip(), unit)


def parse_time(value: Any) -> int:
    """Seconds since midnight, 24:00 included. Raises WrongError for what is no time."""
    if isinstance(value, datetime):
        return _of_day(value.time())
    if isinstance(value, time):
        return _of_day(value)
    if isinstance(value, timedelta):
        return _within(round(value.total_seconds()), str(value))
    text = " ".join(str(value).replace("\u00a0", " ").replace("\u202f", " ").split())
    bare = re.sub(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]", "", text)
    found = _TIME.fullmatch(bare)
    if found is None:
        raise WrongError(say("'{tekst}' is geen tijd", tekst=text[:40]))
    hour = int(found[1])
    half = (found[4] or "").casefold().replace(".", "")
    if half in ("am", "pm"):
        if not 1 <= hour <= _NOON:
            raise WrongError(say("'{tekst}' is geen tijd", tekst=text[:40]))
        hour = hour % _NOON + (_NOON if half == "pm" else 0)
    return _within(hour * 3600 + int(found[2]) * 60 + int(found[3] or 0), text)


def _parse(text: str, unit: Unit) -> int:
    if found := _CLOCK.fullmatch(text):
        return int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3] or 0)
    if found := _SHORT.fullmatch(text):
        return int(found[1]) * 3600 + int(found[2]) * 60
    if text[:1] in "Pp" and (found := _ISO.fullmatch(text)) and any(found.groups()):
        parts = zip(found.groups(), (_DAY, 3600, 60, 1), strict=True)
        return _whole(sum((_number(part) * size for part, size in parts if part), Decimal(0)))
    if re.search(r"[a-z]", text, re.IGNORECASE) and (found := _WORDS.fullmatch(text)) and any(found.groups()):
        parts = zip((found["h"], found["m"], found["s"]), (3600, 60, 1), strict=True)
        return _whole(sum((_number(part) * size for part, size in parts if part), Decimal(0)))
    try:
        return _whole(parse_number(text, small=True) * unit)
    except WrongError:
        raise WrongError(say("'{tekst}' is geen duur", tekst=text[:40])) from None


def _number(text: str) -> Decimal:
    return parse_number(text, small=True)


def _whole(seconds: Decimal) -> int:
    return int(seconds.to_integral_value(ROUND_HALF_UP))


def _of_day(value: time) -> int:
    return value.hour * 3600 + value.minute * 60 + value.second


def _within(seconds: int, text: str) -> int:
    if not 0 <= seconds <= _DAY:
        raise WrongError(say("'{tekst}' is geen tijd", tekst=text[:40]))
    return seconds
