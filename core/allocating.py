"""Memory that is let go is used again: a process that opens and closes thousands of files for weeks stays as large as
its busiest moment.

Every file has two threads, and glibc gives threads places of their own to allocate from, up to eight a processor; what
was freed in one is of no use to the next, so all of them grow to the largest need of any.
"""

import os
import sys

PLACES = 2
"""Python's own small objects come from elsewhere, so few threads ever wait for one another here."""
_M_ARENA_MAX = -8
_OWN_CHOICE = "MALLOC_ARENA_MAX"


def share_memory() -> None:
    """Let all threads allocate from the same few places; call once, before there are any. Nothing outside glibc."""
    if sys.platform != "linux" or _OWN_CHOICE in os.environ:
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        mallopt(_M_ARENA_MAX, PLACES)
