"""How long a service asks to be left alone, and its words in one line: both clients read them the same way."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from core.http.answer import Answer

DEFAULT_PAUSE = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(hours=24)
LONGEST_LINE = 500

_SHORTEST = timedelta(seconds=1)
_SECONDS = re.compile(r"try again in (\d{1,6}) second", re.IGNORECASE)
_CLOCK = re.compile(r"replenished in (?:(\d)\.)?(\d\d):(\d\d):(\d\d)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


def paused_until(answer: Answer, text: str, now: datetime) -> datetime:
    """When the service may be asked again: by `Retry-After` (seconds or a date), else by its words, else in a minute.

    At least a second and at most a day from now. The words are those of Azure's gateway, which stands before SnelStart.
    """
    wait = _by_header(answer.headers.get("retry-after", "").strip(), now) or _by_words(text) or DEFAULT_PAUSE
    return now + min(max(wait, _SHORTEST), LONGEST_PAUSE)


def one_line(text: str) -> str:
    """Text of a service as one line that a terminal can show: no control or direction characters, at most 500 long."""
    line = " ".join(_CONTROL.sub(" ", text).split())
    return line if len(line) <= LONGEST_LINE else line[: LONGEST_LINE - 1] + "…"


def _by_header(header: str, now: datetime) -> timedelta | None:
    if header.isascii() and header.isdigit():
        return timedelta(seconds=min(int(header[:9]), LONGEST_PAUSE.total_seconds()))
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now


def _by_words(text: str) -> timedelta | None:
    if found := _SECONDS.search(text):
        return timedelta(seconds=int(found[1]))
    if found := _CLOCK.search(text):
        days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return None
