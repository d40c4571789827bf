"""Do something as another OS user: in a forked child that drops its uid, because root may everything and proves nothing.

Who drops his uid loses his own /proc; what a user started himself has it, and so has the child.
"""

import ctypes
import os
import traceback
from collections.abc import Callable

import pytest
import sqlite_utils
import sqlite_utils.migrations  # noqa: F401 - as above

ALICE, BOB, CAROL, OFFICE = 41001, 41002, 41003, 41500

_PR_SET_DUMPABLE = 4

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become two other users")


def as_user(uid: int, work: Callable[..., object], *arguments: object, group: int = 0, umask: int = 0o022) -> str:
    """What `work` answers when that user does it, or the name and text of what it raised."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            if uid != os.geteuid():
                os.setgroups([group] if group else [])
                os.setgid(uid)
                os.setuid(uid)
                ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 1)
            os.umask(umask)
            answer = str(work(*arguments))
        except BaseException as problem:  # noqa: BLE001 - the child must end here, whatever happened
            answer = "".join(traceback.format_exception_only(problem))
        os.write(writing, answer.encode()[:60000])
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read().decode()
    os.waitpid(child, 0)
    return answer
