"""Keeps a sandbox in a file: what differs from the world of the seed, written before an answer leaves.

Promises that a change whose answer began to leave survives a kill of the process, that a file is used by one sandbox
at a time, and that a file of another world is refused with a sentence. One SQLite file; only differences are in it.
"""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from core.sandbox.codec import pack, unpack
from core.sandbox.remembered import restore_small, small_parts, snelstart_tables, table_for, timeon_tables

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from core.sandbox.couplings import Couplings
    from core.sandbox.snelstart.state import SnelStartState
    from core.sandbox.timeon.state import TimeOnState

    Key = str | int

_APPLICATION_ID = 0x4B42_5342
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_SAMPLE = 50
_SCHEMA = """
CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS record (
    place TEXT NOT NULL, key TEXT NOT NULL, value BLOB, PRIMARY KEY (place, key)
) STRICT;
"""


class StateFileError(Exception):
    """The state file can't be used; the text says why, in Dutch."""


class StateFile:
    """The file itself: which world it belongs to, and the records that differ."""

    def __init__(self, path: Path) -> None:
        """Open or make the file. Raises StateFileError when it is taken, damaged or something else."""
        self.path = path
        with self._explained():
            self.connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
            self.connection.execute("PRAGMA locking_mode = EXCLUSIVE")
            known = self.connection.execute("PRAGMA application_id").fetchone()[0]
            tables = self.connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
            if known != _APPLICATION_ID and tables:
                self.connection.close()
                raise StateFileError(f"{path} is geen toestand van een zandbak.")
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")
            self.connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            self.connection.executescript(_SCHEMA)

    def meta(self) -> dict[str, str]:
        """What the file says about its world; empty for a new file."""
        with self._explained():
            return dict(self.connection.execute("SELECT name, value FROM meta"))

    def set_meta(self, values: dict[str, str]) -> None:
        """Write down which world this is."""
        with self._explained():
            self.connection.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def records(self) -> list[tuple[str, str, bytes | None]]:
        """(place, key, value) in the order of first writing; None is a record that was taken away."""
        with self._explained():
            return list(self.connection.execute("SELECT place, key, value FROM record ORDER BY rowid"))

    def write(self, rows: list[tuple[str, str, bytes | None]]) -> None:
        """Write all rows or none."""
        with self._explained(), self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.executemany(
                "INSERT INTO record VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", rows
            )

    def close(self) -> None:
        """Let another sandbox have the file."""
        self.connection.close()

    @contextmanager
    def _explained(self) -> Generator[None, None, None]:
        try:
            yield
        except sqlite3.Error as failure:
            busy = getattr(failure, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
            why = "is in gebruik door een andere zandbak" if busy else f"kan niet worden gebruikt ({failure})"
            raise StateFileError(f"{self.path} {why}.") from failure


class Keeper:
    """Compares the states with what was last written, by identity: records are replaced, never mutated."""

    def __init__(self, file: StateFile, snelstart: SnelStartState, timeon: TimeOnState, couplings: Couplings) -> None:
        self.file = file
        self.snelstart = snelstart
        self.timeon = timeon
        self.couplings = couplings
        self._seen: dict[str, dict[Key, Any]] = {}
        self._small = b""

    def restore(self) -> None:
        """Lay the kept differences over the world. Raises StateFileError when they belong to another one."""
        mark = fingerprint(self.snelstart, self.timeon)
        known = self.file.meta().get("fingerprint")
        if known is not None and known != mark:
            raise StateFileError(f"{self.file.path} hoort bij een andere wereld of bij een andere versie.")
        self.file.set_meta({"fingerprint": mark})
        try:
            for place, key, value in self.file.records():
                self._lay(place, unpack(key.encode()), value)
        except (KeyError, TypeError, ValueError) as failure:
            raise StateFileError(f"{self.file.path} is beschadigd ({failure}).") from failure
        self._seen = {place: dict(table) for place, table in self._tables().items()}
        self._small = pack(self._small_parts())

    def save(self) -> None:
        """Write what changed since the last time; nothing when nothing did."""
        rows: list[tuple[str, str, bytes | None]] = []
        for place, table in self._tables().items():
            seen = self._seen.setdefault(place, {})
            changed = [(key, record) for key, record in table.items() if seen.get(key) is not record]
            gone = [key for key in seen if key not in table] if len(table) < len(seen) + len(changed) else []
            rows += [(place, pack(key).decode(), pack(record)) for key, record in changed]
            rows += [(place, pack(key).decode(), None) for key in gone]
            seen.update(changed)
            for key in gone:
                del seen[key]
        small = pack(self._small_parts())
        if small != self._small:
            rows.append(("small", '""', small))
        if rows:
            self.file.write(rows)
            self._small = small

    def guard(self, app: ASGIApp) -> ASGIApp:
        """`app`, its changes written before its answer begins to leave and once more when it is done."""

        async def guarded(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http" or scope["method"] in _SAFE:
                await app(scope, receive, send)
                return

            async def kept(message: Message) -> None:
                if message["type"] == "http.response.start":
                    self.save()
                await send(message)

            try:
                await app(scope, receive, kept)
            finally:
                self.save()

        return guarded

    def _tables(self) -> dict[str, dict[Key, Any]]:
        return {**snelstart_tables(self.snelstart), **timeon_tables(self.timeon)}

    def _small_parts(self) -> dict[str, Any]:
        return small_parts(self.snelstart, self.timeon, self.couplings)

    def _lay(self, place: str, key: Key, value: bytes | None) -> None:
        if place == "small":
            restore_small(unpack(value or b"{}"), self.snelstart, self.timeon, self.couplings)
            return
        table = table_for(place, self.snelstart, self.timeon)
        if value is None:
            table.pop(key, None)
        else:
            table[key] = unpack(value)


def fingerprint(snelstart: SnelStartState, timeon: TimeOnState) -> str:
    """A mark of the world before anything was done to it, from a sample of its records."""
    sample = [
        [list(islice(table.values(), _SAMPLE)) for table in snelstart_tables(snelstart).values()],
        [list(islice(table.values(), _SAMPLE)) for table in timeon_tables(timeon).values()],
    ]
    return hashlib.sha256(pack(sample)).hexdigest()
