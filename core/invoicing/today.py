"""The date on a Dutch document: our clock is UTC, the calendar on the wall is not."""

from datetime import UTC, date
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from core.clock import Clock


def today(clock: Clock) -> date:
    """The date in Amsterdam; in UTC on a machine without time zones."""
    try:
        zone = ZoneInfo("Europe/Amsterdam")
    except ZoneInfoNotFoundError:
        return clock().astimezone(UTC).date()
    return clock().astimezone(zone).date()
