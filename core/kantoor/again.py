"""Whether a job that failed is tried again, and when. Pure.

What waits for a moment (a pause, another worker at work) goes back in line for that moment, so that no worker sits and waits.
What waits for a person (credentials, a refusal) does not: the reason is with the koppeling. Neither does, after a while, what
the schedule asked for: its next window comes by itself.
"""

from datetime import datetime, timedelta

from core.errors import AppError, BusyError, PausedError, StorageError, UnreachableError
from core.kantoor.job import Job

_BUSY = timedelta(seconds=5)
_FIRST = timedelta(seconds=15)
_LONGEST = timedelta(minutes=10)
_MOST = 6
"""Tries of what the schedule asked for: they end well within a half hour."""


def again(problem: AppError, job: Job, now: datetime) -> datetime | None:
    """The moment of the next try of a job that failed, None when trying won't help."""
    if isinstance(problem, PausedError):
        return max(problem.until, now)
    if isinstance(problem, BusyError):
        return now + _BUSY
    if isinstance(problem, UnreachableError | StorageError) and (job.window is None or job.attempts < _MOST):
        return now + min(_FIRST * (1 << min(job.attempts, _MOST)), _LONGEST)
    return None
