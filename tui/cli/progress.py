"""How far long work is, on stderr and only on a terminal: text and a count on one line, nothing that spins."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.text import t
from tui.cli import output

if TYPE_CHECKING:
    from core.domain.koppeling import Progress


def shown() -> "Callable[[Progress], None]":
    """What to hand to a call that tells its progress."""
    return _tell if sys.stderr.isatty() else _silent


def _silent(_progress: "Progress") -> None:
    return


def _tell(progress: "Progress") -> None:
    """One line that is written over; a kind that is complete stays."""
    count = f"{progress.done}" if progress.total is None else f"{progress.done}/{progress.total}"
    complete = progress.total is not None and progress.done >= progress.total
    output.progress(f"{t(progress.kind)} {count}", complete=complete)
