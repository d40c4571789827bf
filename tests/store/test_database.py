"""A unit of work is whole or not at all; a file that can't be used is left as it was and says so."""

import asyncio
import gc
import sqlite3
import threading
import weakref
from contextlib import closing
from pathlib import Path

import pytest

from core.errors import BusyError, DamagedDatabaseError, DiskFullError, NewerDatabaseError, StorageError
from core.store import database as module
from core.store.database import Database
from core.store.lock import folder_lock
from core.store.schema import Schema
from core.store.schema_koppeling import KOPPELING

NOTES = Schema("notes", [("first", ["CREATE TABLE notes (text TEXT NOT NULL UNIQUE) STRICT"])])
GROWN = Schema("notes", [*NOTES.steps, ("second", ["ALTER TABLE notes ADD COLUMN at TEXT NOT NULL DEFAULT ''"])])


def insert(text: str):
    return lambda db: db.execute("INSERT INTO notes (text) VALUES (?)", (text,))


def texts(db: sqlite3.Connection) -> list[str]:
    return [row[0] for row in db.execute("SELECT text FROM notes ORDER BY text")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "notes.db"


@pytest.fixture
def database(path: Path):
    database = Database(path, NOTES)
    yield database
    database.close()


async def test_what_is_committed_is_read_by_the_reader(database: Database) -> None:
    await database.write(insert("een"))
    assert await database.read(texts) == ["een"]


async def test_a_unit_that_fails_halfway_leaves_nothing(database: Database) -> None:
    def work(db: sqlite3.Connection) -> None:
        insert("half")(db)
        insert("half")(db)

    with pytest.raises(StorageError):
        await database.write(work)
    assert await database.read(texts) == []
    await database.write(insert("later"))
    assert await database.read(texts) == ["later"]


async def test_the_file_and_its_folder_are_for_the_owner_alone(database: Database, path: Path) -> None:
    await database.write(insert("een"))
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700


async def test_a_file_of_a_newer_koppelbord_is_refused_and_unharmed(path: Path) -> None:
    newer = Database(path, GROWN)
    await newer.write(insert("kostbaar"))
    newer.close()
    before = path.read_bytes()
    older = Database(path, NOTES)
    with pytest.raises(NewerDatabaseError, match="versie 2"):
        await older.write(insert("nee"))
    older.close()
    assert path.read_bytes() == before


async def test_a_file_that_is_behind_is_backed_up_and_brought_up_to_date(path: Path) -> None:
    old = Database(path, NOTES)
    await old.write(insert("oud"))
    old.close()
    new = Database(path, GROWN)
    assert await new.read(lambda db: db.execute("SELECT text, at FROM notes").fetchall()) == [("oud", "")]
    new.close()
    backup = sqlite3.connect(path.with_name("notes.db.v1.bak"))
    assert texts(backup) == ["oud"]
    backup.close()


async def test_a_copy_that_was_not_finished_is_in_the_way_of_nothing(path: Path) -> None:
    old = Database(path, NOTES)
    await old.write(insert("oud"))
    old.close()
    copy = path.with_name("notes.db.v1.bak")
    for leftover in (copy, copy.with_name(f"{copy.name}.deel")):
        leftover.write_bytes(b"half a copy")
    new = Database(path, GROWN)
    assert await new.read(texts) == ["oud"]
    new.close()
    with closing(sqlite3.connect(copy)) as backup:
        assert texts(backup) == ["oud"]
    assert sorted(one.name for one in path.parent.iterdir() if "bak" in one.name) == [copy.name]


async def test_programs_that_open_a_file_at_one_moment_bring_it_up_to_date_once(path: Path) -> None:
    old = Database(path, NOTES)
    await old.write(insert("oud"))
    old.close()
    every = [Database(path, GROWN) for _ in range(4)]
    assert await asyncio.gather(*(one.read(texts) for one in every)) == [["oud"]] * 4
    for one in every:
        one.close()


async def test_a_folder_in_which_another_is_long_at_it_is_told_as_busy(path: Path) -> None:
    path.parent.mkdir()
    with folder_lock(path.parent), pytest.raises(BusyError), folder_lock(path.parent, 0.0):
        pass


async def test_a_file_that_is_no_database_is_left_as_it_was(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"geen database, wel veertig tekens lang....")
    broken = Database(path, NOTES)
    with pytest.raises(DamagedDatabaseError, match=r"notes\.db"):
        await broken.read(texts)
    broken.close()
    assert path.read_bytes().startswith(b"geen database")


async def test_a_folder_in_its_place_is_told_by_name(path: Path) -> None:
    path.mkdir(parents=True)
    broken = Database(path, NOTES)
    with pytest.raises(StorageError, match=r"notes\.db"):
        await broken.read(texts)
    broken.close()


async def test_a_full_disk_writes_nothing_and_says_so(database: Database) -> None:
    await database.write(insert("een"))

    def fill(db: sqlite3.Connection) -> None:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count={pages}")
        insert("x" * 100_000)(db)

    with pytest.raises(DiskFullError):
        await database.write(fill)
    assert await database.read(texts) == ["een"]


async def test_a_file_that_another_process_holds_is_told_as_busy(
    database: Database, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_BUSY_SECONDS", 0.01)
    await database.write(insert("een"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    second = Database(path, NOTES)
    with pytest.raises(BusyError):
        await second.write(insert("twee"))
    other.execute("ROLLBACK")
    other.close()
    second.close()


async def test_all_writes_run_on_one_thread(database: Database) -> None:
    names = {await database.write(lambda _db: threading.current_thread().name) for _ in range(3)}
    assert len(names) == 1


async def test_the_tables_of_a_koppeling_are_strict(tmp_path: Path) -> None:
    database = Database(tmp_path / "k.db", KOPPELING)
    query = (
        "SELECT name FROM pragma_table_list WHERE strict = 0 AND name NOT GLOB 'sqlite*' AND name NOT GLOB '_sqlite*'"
    )
    assert await database.read(lambda db: db.execute(query).fetchall()) == []
    database.close()


async def test_what_was_answered_is_not_held(database: Database) -> None:
    class Large(list[int]):
        """Can be referred to weakly."""

    answered = weakref.ref(await database.read(lambda _db: Large()))
    await database.write(insert("later"))
    gc.collect()
    assert answered() is None
    assert database.is_idle


async def test_a_look_waits_for_nothing_that_takes_long(database: Database) -> None:
    going, done = threading.Event(), threading.Event()

    def long(_db: object) -> bool:
        going.set()
        return done.wait(10)

    reading = asyncio.ensure_future(database.read(long))
    assert await asyncio.to_thread(going.wait, 10)
    assert database.look(texts) == []
    done.set()
    assert await reading


def test_who_asks_while_it_is_being_closed_is_answered(database: Database) -> None:
    """From another thread, as rows beside the loop are: the connection was closed under its hands."""
    let, closed, answers = threading.Event(), threading.Event(), []

    def long(db) -> int:
        let.wait()
        return db.execute("SELECT 1").fetchone()[0]

    def later(db) -> int:
        closed.wait()
        return db.execute("SELECT 2").fetchone()[0]

    def ask(work) -> threading.Thread:
        thread = threading.Thread(target=lambda: answers.append(database.look(work, long=True)))
        thread.start()
        return thread

    def close() -> None:
        database.close()
        closed.set()

    first = ask(long)
    while database.is_idle:
        """Until it was asked."""
    closing_it = threading.Thread(target=close)
    closing_it.start()
    while database._reader._pool is not None and not database._reader._guard.locked():
        """Until it is being closed."""
    second = ask(later)
    let.set()
    for thread in (first, closing_it, second):
        thread.join()
    assert answers == [1, 2]
    database.close()
