"""How far long work is, on stderr and only on a terminal: text and a count on one line, nothing that spins."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from core.text import t

if TYPE_CHECKING:
    from core.domain.koppeling import Progress

_ERASE = "\r\x1b[K"


def shown() -> "Callable[[Progress], None]":
    """What to hand to a call that tells its progress."""
    if not sys.stderr.isatty():
        return _silent
    return _Line()


def _silent(_progress: "Progress") -> None:
    return


class _Line:
    """One line that is written over; a kind that is complete stays."""

    def __call__(self, progress: "Progress") -> None:
        count = f"{progress.done}" if progress.total is None else f"{progress.done}/{progress.total}"
        end = "\n" if progress.total is not None and progress.done >= progress.total else ""
        sys.stderr.write(f"{_ERASE}{t(progress.kind)} {count}{end}")
        sys.stderr.flush()
