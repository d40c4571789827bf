"""A moment as a person says it: `09:14`, `24-11 09:14:02`, `2026-11-24T09:14`. What is left out is taken from nearby."""

import re
from datetime import datetime, tzinfo

from core.errors import UsageError
from core.text import say

_SAID = re.compile(
    r"(?:(?P<day>\d{1,2})[-/ ](?P<month>\d{1,2})(?:[-/ ](?P<year>\d{4}))?[ T]+)?"
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?"
)


def moment(text: str, near: datetime, zone: tzinfo | None = None) -> datetime:
    """With an offset. `near` gives the day, or the year, that is not said; `zone` is whose clock it was (default: this
    machine's). Raises UsageError.
    """
    wanted = text.strip()
    here = near.astimezone(zone)
    try:
        return _iso(wanted, zone) or _said(wanted, here)
    except ValueError as problem:
        raise UsageError(
            say("{text} is geen moment.", text=text), advice=say("Schrijf 09:14, 24-11 09:14 of 2026-11-24T09:14.")
        ) from problem


def _iso(text: str, zone: tzinfo | None) -> datetime | None:
    if not re.match(r"\d{4}-", text):
        return None
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=zone).astimezone(zone)


def _said(text: str, here: datetime) -> datetime:
    found = _SAID.fullmatch(text)
    if found is None:
        raise ValueError(text)
    given = {name: int(value) for name, value in found.groupdict().items() if value}
    bare = here.replace(tzinfo=None, second=0, microsecond=0)
    return bare.replace(**{"second": 0, **given}).replace(tzinfo=here.tzinfo)  # type: ignore[arg-type]
