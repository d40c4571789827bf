"""One OS lock a koppeling: whoever pushes holds it, and the kernel frees it when that process dies. One a folder: whoever
brings the tables of a file in it up to date.
"""

import asyncio
import fcntl
import os
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from core.errors import BusyError, StorageError
from core.store.house import prepare
from core.text import say

_POLL = 0.05


@asynccontextmanager
async def koppeling_lock(database: Path, wait_seconds: float = 10.0) -> AsyncIterator[None]:
    """Hold `<database>.lock` alone, on this machine. Raises BusyError when another holds it longer than that."""
    handle = _open(database.with_name(database.name + ".lock"))
    try:
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait_seconds
        while not _take(handle):
            if loop.time() >= deadline:
                raise BusyError(say("{file} is in gebruik.", file=database))
            await asyncio.sleep(_POLL)
        yield
    finally:
        os.close(handle)


@contextmanager
def folder_lock(folder: Path, wait_seconds: float = 10.0) -> Iterator[None]:
    """Hold a folder itself, with the thread waiting: nothing is left in it. Raises BusyError after that long."""
    handle = _opened(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        left = round(wait_seconds / _POLL)
        while not _take(handle):
            if not left:
                raise BusyError(say("{file} is in gebruik.", file=folder))
            left -= 1
            time.sleep(_POLL)
        yield
    finally:
        os.close(handle)


def _open(path: Path) -> int:
    prepare(path)
    return _opened(path, os.O_RDWR | os.O_NOFOLLOW)


def _opened(path: Path, flags: int) -> int:
    try:
        return os.open(path, flags | os.O_CLOEXEC)
    except OSError as problem:
        raise StorageError(say("{file}: {problem}.", file=path, problem=problem.strerror)) from problem


def _take(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
