"""How many calls a service still allows: what the client asks, and what keeps the counts answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Taken:
    """How many calls may leave now; when none, from when on, and the reason when the service itself asked to wait."""

    calls: int
    again_at: datetime | None = None
    paused: str = ""


@dataclass(frozen=True, slots=True)
class Pause:
    """A service asked to be left alone: `service` is `snelstart` or `timeon`."""

    service: str
    since: datetime
    until: datetime
    reason: str
