"""Where a later read begins: the largest ModifiedOn seen, less an overlap, never our own clock.

SnelStart's times carry no zone and may be a wall clock: in the last night of October an hour comes twice, so around that
night the overlap is at least that hour more.
"""

import calendar
from datetime import date, datetime, timedelta

import msgspec

REPEATED_HOUR = timedelta(hours=1)
_AROUND = timedelta(days=1)
_ANY_ZONE = timedelta(days=1)


class _Stamped(msgspec.Struct, rename="camel"):
    modified_on: str | None = None


class _Named(msgspec.Struct):
    id: str


_STAMP = msgspec.json.Decoder(_Stamped)
_NAME = msgspec.json.Decoder(_Named)


def modified_on(raw: bytes) -> str:
    """A record's ModifiedOn as it came, comparable as text with its like; empty when it has none or can't be read."""
    try:
        return _STAMP.decode(raw).modified_on or ""
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def id_of(raw: bytes) -> str:
    """A record's id; empty when it has none."""
    try:
        return _NAME.decode(raw).id
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return ""


def since(watermark: str, overlap: timedelta) -> str:
    """The ModifiedOn after which to ask; empty (ask for all) when there is no watermark or it is no time."""
    try:
        seen = datetime.fromisoformat(watermark).replace(tzinfo=None)
    except ValueError:
        return ""
    if _near_repeated_hour(seen):
        overlap += REPEATED_HOUR
    return (seen - overlap).isoformat()


def surely_before(now: datetime) -> str:
    """A ModifiedOn that lies before `now` in whatever zone SnelStart writes: where a first read, which has no watermark
    yet, asks again for what moved under it. No watermark is ever made of it.
    """
    return (now.replace(tzinfo=None) - _ANY_ZONE).isoformat()


def after(raw: bytes, moment: str) -> bool:
    """The filter of a later read, repeated here because a server may ignore it; a record without a time is kept."""
    stamp = modified_on(raw)
    return not stamp or not moment or stamp > moment


def last_sunday_of_october(year: int) -> date:
    """The day on which wall clocks in the Netherlands go back."""
    last = date(year, 10, 31)
    return last - timedelta(days=(last.weekday() - calendar.SUNDAY) % 7)


def _near_repeated_hour(seen: datetime) -> bool:
    night = datetime.combine(last_sunday_of_october(seen.year), datetime.min.time())
    return night - _AROUND <= seen <= night + 2 * _AROUND
