"""When a koppeling is due: every half hour, at an offset of its own, so that a thousand do not start at one moment. Pure.

The slots are fixed in time: a program that was off for an hour does one run, not two.
"""

import hashlib
from datetime import UTC, datetime, timedelta

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)


def offset(koppeling_id: str, period: timedelta) -> timedelta:
    """Where in each period a koppeling runs: the same on every machine, spread evenly, whole seconds."""
    number = int.from_bytes(hashlib.sha256(koppeling_id.encode()).digest()[:8], "big")
    return timedelta(seconds=number % max(int(period.total_seconds()), 1))


def slot(koppeling_id: str, now: datetime, period: timedelta) -> datetime:
    """The latest moment, not after `now`, at which this koppeling was to run."""
    first = _EPOCH + offset(koppeling_id, period)
    return first + (now - first) // period * period


def next_slot(koppeling_id: str, now: datetime, period: timedelta) -> datetime:
    """The first moment after `now` at which it is to run."""
    return slot(koppeling_id, now, period) + period


def is_due(koppeling_id: str, last: datetime | None, now: datetime, period: timedelta) -> bool:
    """Whether it is to run now, `last` being when it ran or tried to. A last time in the future is the clock's fault."""
    return last is None or last > now or last < slot(koppeling_id, now, period)
