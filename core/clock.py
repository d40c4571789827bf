"""The injected clock: nothing in koppelbord asks the system for the time anywhere else."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, in UTC, with its offset."""
    return datetime.now(UTC)


def iso(moment: datetime) -> str:
    """A moment as it is stored: UTC, microseconds, with offset, sortable as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_iso(text: str) -> datetime:
    """The inverse of `iso`."""
    return datetime.fromisoformat(text)
