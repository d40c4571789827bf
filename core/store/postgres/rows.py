"""The rows of one koppeling, or of a register's journal, from one dialect to the other: every table, in order, unread."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from core.store.connection import Connection
from core.store.database import connect
from core.store.postgres.tables import IN_ORDER, REGISTER_TABLE, Table, tables
from core.store.schema import Schema

Head = tuple[int, str]
"""How far a journal came: the number and the hash of its newest event; two journals with one head are one."""
NOTHING: Head = (0, "")


def head(db: Connection) -> Head:
    """Of the journal of these rows."""
    found = db.execute("SELECT seq, hash FROM journal_head").fetchone()
    return (int(found[0]), str(found[1])) if found else NOTHING


def head_of(path: Path) -> Head:
    """Of a file, which is only looked at."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        return head(db)


def continues(db: Connection, earlier: Head) -> bool:
    """Whether this journal was at that head once, or is."""
    if earlier == NOTHING:
        return True
    return db.execute("SELECT 1 FROM events WHERE seq = ? AND hash = ?", earlier).fetchone() is not None


def copy(source: Connection, target: Connection, schema: Schema) -> int:
    """Every row of `source` into `target`, which has none, in the caller's transaction; answers how many.

    Of a register all but the list itself, which is written last.
    """
    chosen = (table for name, table in tables([schema]).items() if name != REGISTER_TABLE)
    return sum(_copy(source, target, table) for table in chosen)


def write_file(source: Connection, path: Path, schema: Schema) -> int:
    """A new file of what `source` holds; whole under its name, or not there."""
    part = path.with_name(f"{path.name}.deel")
    for leftover in (part, *(part.with_name(part.name + end) for end in ("-wal", "-shm"))):
        leftover.unlink(missing_ok=True)
    with closing(connect(part, schema)) as target:
        target.execute("BEGIN IMMEDIATE")
        count = copy(source, target, schema)
        target.execute("COMMIT")
        target.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        target.execute("PRAGMA journal_mode=DELETE")
    part.replace(path)
    return count


def _copy(source: Connection, target: Connection, table: Table) -> int:
    names = ", ".join(table.columns)
    ordered = table.key if table.name not in IN_ORDER else ("rowid",)
    rows = source.execute(f"SELECT {names} FROM {table.name} ORDER BY {', '.join(ordered)}")  # noqa: S608 - names of ours
    count = 0

    def counted() -> Iterator[tuple[object, ...]]:
        nonlocal count
        for row in rows:
            count += 1
            yield row

    marks = ", ".join("?" * len(table.columns))
    target.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", counted())  # noqa: S608 - names of ours
    return count
