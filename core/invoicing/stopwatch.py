"""How long something took, by a clock that nobody can set: it runs on while the process is stopped or the machine sleeps."""

import time
from collections.abc import Callable

Stopwatch = Callable[[], int]


def boot_seconds() -> int:
    """Whole seconds since the machine started, sleep included where the system counts it."""
    clock = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
    return time.clock_gettime_ns(clock) // 1_000_000_000
