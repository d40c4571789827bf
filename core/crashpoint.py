"""Points at which a test kills the process, as a power cut would; nothing at all unless CRASH_AT is set."""

import itertools
import os
import signal

_AT = int(os.environ.get("CRASH_AT", "0") or "0")
_count = itertools.count(1)


def crashpoint(name: str) -> None:
    """With CRASH_AT=n the n-th call kills its own process with SIGKILL; `name` is written to stderr first."""
    if _AT and next(_count) == _AT:
        os.write(2, f"crash at {name}\n".encode())
        os.kill(os.getpid(), signal.SIGKILL)
