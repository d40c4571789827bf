"""One SQLite file: one writer thread with one connection, a reader and a looker with their own, a unit of work a call.

Every failure of SQLite leaves here as a StorageError that a person can read; a unit of work is wholly done or not at
all.
"""

import asyncio
import shutil
import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any, TypeVar

from core.errors import (
    AppError,
    BusyError,
    DamagedDatabaseError,
    DiskFullError,
    NewerDatabaseError,
    ReadOnlyError,
    StorageError,
)
from core.store.connection import Work
from core.store.house import prepare
from core.store.lock import folder_lock, koppeling_lock
from core.store.schema import Schema
from core.text import say

T = TypeVar("T")

_BUSY_SECONDS = 10.0
_CHECKPOINT_PAGES = 4000
"""Of 4 kB: a first read writes the pages of an index over random ids again at each commit; copied to the file four times
as seldom, most of that work falls away. The log takes 16 MB at most, and only where that much is written.
"""
_CACHE_KIB = 16_000
"""Room for the whole index of 200,000 ids; taken only as far as it is used."""


def _nobody(_database: "Database") -> None:
    """Nobody counts the open files."""


class Database:
    """A file and its threads. `write` commits or rolls back; `read` sees the last commit.

    `woken` is told each time that it opens the file: at its first use, and at the next one after it was closed.
    """

    shared = False

    def __init__(
        self, path: Path, schema: Schema, *, read_only: bool = False, woken: "Callable[[Database], None]" = _nobody
    ) -> None:
        self.path = path
        self.read_only = read_only
        self._schema = schema
        self._writer = _Lane(path, "writer", lambda: woken(self), prepare=schema)
        self._reader = _Lane(path, "reader", lambda: woken(self))
        self._looker = _Lane(path, "looker", lambda: None)

    @property
    def is_idle(self) -> bool:
        """Whether nothing that was asked of it is still to be done."""
        return self._writer.is_idle and self._reader.is_idle and self._looker.is_idle

    async def write(self, work: Work[T], *, durable: bool = False) -> T:
        """Run `work` in BEGIN IMMEDIATE … COMMIT; `durable` waits until the disk has it (synchronous=FULL)."""
        if self.read_only:
            raise ReadOnlyError
        return await asyncio.wrap_future(self._writer.submit(lambda db: _unit(db, work, durable=durable)))

    async def read(self, work: Work[T]) -> T:
        """Run `work` on the reader; it must not write."""
        if not self._writer.is_open:
            await asyncio.wrap_future(self._writer.ready())
        return await asyncio.wrap_future(self._reader.submit(work))

    def look(self, work: Work[T], *, long: bool = False) -> T:
        """Run `work` while the caller waits; unless it is `long`, on a connection that nothing long is ever asked of."""
        lane = self._reader if long else self._looker
        return lane.submit(work).result()

    def alone(self, wait_seconds: float = 10.0) -> AbstractAsyncContextManager[None]:
        """Hold `<path>.lock`: whoever syncs or pushes does. Raises BusyError when another holds it longer than that."""
        return koppeling_lock(self.path, wait_seconds)

    def close(self) -> None:
        """Finish what is queued and let the file go; asked something again, it opens again."""
        self._looker.close()
        self._reader.close()
        self._writer.close()


class _Lane:
    """A thread that owns a connection."""

    def __init__(self, path: Path, name: str, woken: Callable[[], None], prepare: Schema | None = None) -> None:
        self._path = path
        self._prepare = prepare
        self._woken = woken
        self._asked: set[Future[Any]] = set()
        self._name = f"{path.stem}-{name}"
        self._guard = threading.Lock()
        self._pool: ThreadPoolExecutor | None = None
        self._connection: sqlite3.Connection | None = None

    def submit(self, work: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        """Queue a piece of work, from any thread; its result or AppError comes back in the future."""
        with self._guard:
            wakes = self._pool is None
            pool = self._pool = self._pool or ThreadPoolExecutor(1, thread_name_prefix=self._name)
            found = pool.submit(self._run, work)
            self._asked.add(found)
        found.add_done_callback(self._asked.discard)
        if wakes:
            self._woken()
        return found

    @property
    def is_idle(self) -> bool:
        """Whether all that was asked is done; what was done is not held, it may be large, or a failure with all it touched."""
        return not self._asked

    @property
    def is_open(self) -> bool:
        """Whether the file is open and its schema up to date."""
        return self._connection is not None

    def ready(self) -> "Future[None]":
        """Done when the file is open and its schema is up to date."""
        return self.submit(lambda _db: None)

    def close(self) -> None:
        """Whoever asks meanwhile waits: the connection is one thread's at a time."""
        with self._guard:
            pool, self._pool = self._pool, None
            if pool is not None:
                pool.submit(self._let_go)
                pool.shutdown(wait=True)

    def _let_go(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            if self._connection is None:
                self._connection = connect(self._path, self._prepare)
            return work(self._connection)
        except sqlite3.Error as problem:
            raise storage_error(problem, self._path) from problem


def connect(path: Path, schema: Schema | None = None) -> sqlite3.Connection:
    """Open a file (its owner's alone), bring its schema up to date, refuse a newer one untouched.

    Of several programs that open it at one moment one makes its tables, and the others find them. Raises StorageError.
    """
    prepare(path)
    db = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        db.execute("PRAGMA foreign_keys=ON")
        if schema is not None:
            if _version(db, path, schema) < schema.version or db.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
                with folder_lock(path.parent):
                    db.execute("PRAGMA journal_mode=WAL")
                    schema.migrate(db)
                    _version(db, path, schema)
            db.execute("PRAGMA synchronous=NORMAL")
            db.execute(f"PRAGMA wal_autocheckpoint={_CHECKPOINT_PAGES}")
            db.execute(f"PRAGMA cache_size={-_CACHE_KIB}")
    except (sqlite3.Error, AppError):
        db.close()
        raise
    return db


def _version(db: sqlite3.Connection, path: Path, schema: Schema) -> int:
    """How far the tables are. Raises NewerDatabaseError for those of a newer program."""
    found = int(db.execute("PRAGMA user_version").fetchone()[0])
    if found > schema.version:
        raise NewerDatabaseError(
            say(
                "{file} heeft versie {found}, dit programma kent {known}.", file=path, found=found, known=schema.version
            )
        )
    return found


def _unit(db: sqlite3.Connection, work: Work[T], *, durable: bool) -> T:
    if durable:
        db.execute("PRAGMA synchronous=FULL")
    try:
        db.execute("BEGIN IMMEDIATE")
        try:
            result = work(db)
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")
        return result
    finally:
        if durable:
            db.execute("PRAGMA synchronous=NORMAL")


_BESIDE = 64 * 1024
"""Bytes that a database asks for beside itself when it is opened."""


def storage_error(problem: sqlite3.Error, path: Path) -> StorageError:
    """The sentence for what SQLite said."""
    code = getattr(problem, "sqlite_errorcode", None)
    primary = None if code is None else code & 0xFF
    detail = say("{file}: {problem}.", file=path, problem=problem)
    if primary == sqlite3.SQLITE_FULL or (primary == sqlite3.SQLITE_IOERR and _no_room(path)):
        return DiskFullError(detail)
    if primary in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return DamagedDatabaseError(detail)
    if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return BusyError(detail)
    return StorageError(detail)


def _no_room(path: Path) -> bool:
    """Whether the disk is the reason: SQLite calls it an I/O error when the files beside the database don't fit."""
    return shutil.disk_usage(path.parent).free < _BESIDE
