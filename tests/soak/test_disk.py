"""A disk is full for an ordinary user too: what is written says so, is not there by half, and goes on once there is room."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.errors import AppError
from core.store.database import Database
from core.store.schema import Schema
from tests.security.users import ALICE, as_user
from tests.soak.disk import Disk

NOTES = Schema("notes", [("first", ["CREATE TABLE notes (text TEXT NOT NULL) STRICT"])])
ORDINARY = os.geteuid() or ALICE


@pytest.fixture
def place() -> Iterator[Path]:
    """A folder of an ordinary user's, below none that is root's alone."""
    folder = Path(tempfile.mkdtemp(prefix="koppelbord-disk-"))
    if os.geteuid() == 0:
        os.chown(folder, ALICE, ALICE)
    yield folder
    shutil.rmtree(folder)


def lived(place: Path, by_limit: str) -> str:
    """How the disk is made full, and what became of each thing that was written before, during and after that."""
    disk = Disk(place / "home", 4, by_limit=bool(by_limit))
    try:
        return "; ".join([disk.words, *asyncio.run(_written(disk))])
    finally:
        disk.close()


async def _written(disk: Disk) -> list[str]:
    database = Database(disk.folder / "notes.db", NOTES)
    me = [os.getpid()]
    told = [await _note(database, "een")]
    disk.fill(me)
    told += [await _note(database, "x" * 500_000), _file(disk.folder / "file")]
    disk.empty(me)
    told += [await _note(database, "twee")]
    found = await database.read(lambda db: [row[0][:5] for row in db.execute("SELECT text FROM notes")])
    told += [str(found), await database.read(lambda db: str(db.execute("PRAGMA integrity_check").fetchone()[0]))]
    database.close()
    return told


async def _note(database: Database, text: str) -> str:
    try:
        await database.write(lambda db: db.execute("INSERT INTO notes VALUES (?)", (text,)), durable=True)
    except AppError as problem:
        return type(problem).__name__
    return "written"


def _file(path: Path) -> str:
    try:
        path.write_bytes(bytes(10_000))
    except OSError as problem:
        return str(problem.strerror)
    return "written"


def test_a_disk_without_room(place: Path) -> None:
    told = as_user(ORDINARY, lived, place, "").split("; ")
    if "a limit" in told[0]:
        pytest.skip("this machine lets no ordinary user mount")
    assert told[1:] == ["written", "DiskFullError", "No space left on device", "written", "['een', 'twee']", "ok"]


def test_a_limit_where_nothing_may_be_mounted(place: Path) -> None:
    told = as_user(ORDINARY, lived, place, "by limit").split("; ")
    assert "a limit" in told[0]
    assert told[1:] == ["written", "StorageError", "File too large", "written", "['een', 'twee']", "ok"]
