"""A terminal that is gone: nobody types any more, and no signal says so to what a shell or make began and waits for."""

import select
import sys
import threading
from collections.abc import Callable


def when_hung_up(gone: Callable[[], object]) -> None:
    """Call this, from a thread of its own, once standard input is a terminal or pipe whose other end was closed."""
    if not hasattr(select, "poll") or sys.__stdin__ is None:
        return
    waiting = select.poll()
    waiting.register(sys.__stdin__.fileno(), 0)  # nothing but its end, which poll always tells

    def wait() -> None:
        waiting.poll()
        gone()

    threading.Thread(target=wait, name="hangup", daemon=True).start()
