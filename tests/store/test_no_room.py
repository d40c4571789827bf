"""A disk without room is named as that, also where SQLite only says that it could not write."""

import sqlite3
from pathlib import Path

import pytest

from core.errors import DiskFullError, StorageError
from core.store.database import storage_error

NO_ROOM = Path("/proc/koppeling.db")
"""A folder that never has a byte free."""


def problem() -> sqlite3.OperationalError:
    found = sqlite3.OperationalError("disk I/O error")
    found.sqlite_errorcode = sqlite3.SQLITE_IOERR_SHMSIZE
    return found


@pytest.mark.skipif(not NO_ROOM.parent.is_dir(), reason="Linux alone has this folder")
def test_files_that_do_not_fit_are_a_full_disk() -> None:
    assert type(storage_error(problem(), NO_ROOM)) is DiskFullError


def test_the_same_with_room_is_something_else(tmp_path: Path) -> None:
    assert type(storage_error(problem(), tmp_path / "koppeling.db")) is StorageError
