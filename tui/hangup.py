"""A terminal that is gone: nobody types any more, and no signal says so to what a shell or make began and waits for."""

import os
import select
import sys
import threading
from collections.abc import Callable


def when_hung_up(gone: Callable[[], object]) -> None:
    """Call this, from a thread of its own, once standard input is a terminal or pipe whose other end was closed.

    What was read from the terminal and written to it comes from nowhere then and goes nowhere: it is no error any more.
    """
    if not hasattr(select, "poll") or sys.__stdin__ is None:
        return
    waiting = select.poll()
    waiting.register(sys.__stdin__.fileno(), 0)  # nothing but its end, which poll always tells
    ours = [one.fileno() for one in (sys.__stdin__, sys.__stdout__, sys.__stderr__) if one is not None and one.isatty()]

    def wait() -> None:
        waiting.poll()
        nowhere = os.open(os.devnull, os.O_RDWR)
        for number in ours:
            os.dup2(nowhere, number)
        gone()

    threading.Thread(target=wait, name="hangup", daemon=True).start()
