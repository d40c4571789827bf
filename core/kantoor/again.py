"""Whether a job that failed is tried again, and when. Pure.

What waits for a moment (a pause, another worker at work) is put back for that moment, so that no worker sits and waits;
what was cut off because its worker had to stop is put back at once.
What waits for a person (credentials, a refusal) is not: the schedule comes by again, and the reason is with the koppeling.
"""

from asyncio import CancelledError
from datetime import datetime, timedelta

from core.errors import BusyError, PausedError, StorageError, UnreachableError

_BUSY = timedelta(seconds=5)
_FIRST = timedelta(seconds=15)
_LONGEST = timedelta(minutes=10)
_MOST = 8


def again(problem: BaseException, attempts: int, now: datetime) -> datetime | None:
    """The moment of the next try after `attempts` (0 for the first that failed), None when trying won't help."""
    if isinstance(problem, CancelledError):
        return now
    if isinstance(problem, PausedError):
        return max(problem.until, now)
    if isinstance(problem, BusyError):
        return now + _BUSY
    if isinstance(problem, UnreachableError | StorageError) and attempts < _MOST:
        return now + min(_FIRST * (1 << attempts), _LONGEST)
    return None
