"""Become a program, as another user when root asks, that dies when whoever started it dies.

python launch.py UID GID PROGRAM ARGUMENT…
PostgreSQL refuses root, and a test run that was killed must leave no server behind.
"""

import ctypes
import os
import signal
import sys

_PR_SET_PDEATHSIG = 1


def main(uid: str, gid: str, *command: str) -> None:
    """Never returns."""
    parent = os.getppid()
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(int(gid))
        os.setuid(int(uid))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGQUIT)
        if os.getppid() != parent:
            sys.exit(1)
    os.execv(command[0], command)


if __name__ == "__main__":
    main(*sys.argv[1:])
