"""SIGTERM and SIGHUP as an ordinary end: what was opened is closed, the terminal is given back."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def told_to_stop() -> Iterator[None]:
    """Until the block ends these signals raise SystemExit with the code that a shell gives them. Main thread only."""

    def stop(number: int, _frame: object) -> None:
        raise SystemExit(128 + number)

    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
