"""Sync runs and the before-images of what they wrote."""

import json
from datetime import datetime
from typing import Any

from core.clock import iso
from core.store.connection import Connection


def begin(db: Connection, at: datetime) -> str:
    """Record that a run started; answers its id: the moment, numbered when two runs start at one."""
    base = at.strftime("%Y%m%dT%H%M%S")
    count = db.execute("SELECT count(*) FROM runs WHERE substr(id, 1, length(?)) = ?", (base, base)).fetchone()[0]
    run = f"{base}-{count + 1}" if count else base
    db.execute("INSERT INTO runs (id, started_at) VALUES (?, ?)", (run, iso(at)))
    return run


def end(db: Connection, run: str, at: str, *, ok: bool, report: dict[str, Any]) -> None:
    """Record how it ended, whole."""
    text = json.dumps(report, ensure_ascii=False, default=str)
    db.execute("UPDATE runs SET ended_at = ?, ok = ?, report = ? WHERE id = ?", (at, int(ok), text, run))


def exists(db: Connection, run: str) -> bool:
    """Whether there was a run of this id."""
    return db.execute("SELECT 1 FROM runs WHERE id = ?", (run,)).fetchone() is not None


def every(db: Connection, limit: int = -1) -> list[tuple[str, str, str, bool, dict[str, Any]]]:
    """(id, started at, ended at, ok, report), the newest first; one that was killed never ended."""
    query = "SELECT id, started_at, ended_at, ok, report FROM runs ORDER BY rowid DESC LIMIT ?"
    return [(row[0], row[1], row[2], bool(row[3]), json.loads(row[4])) for row in db.execute(query, (limit,))]


def report(db: Connection, run: str) -> dict[str, Any]:
    """What was recorded of one run; empty of one that never ended."""
    row = db.execute("SELECT report FROM runs WHERE id = ?", (run,)).fetchone()
    found: dict[str, Any] = json.loads(row[0]) if row else {}
    return found


def last(db: Connection) -> tuple[str, str, bool, dict[str, Any]] | None:
    """(id, ended at, ok, report) of the newest run that ended."""
    row = db.execute(
        "SELECT id, ended_at, ok, report FROM runs WHERE ended_at <> '' ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    return (row[0], row[1], bool(row[2]), json.loads(row[3])) if row else None


def keep_before(db: Connection, run: str, line: str, raw: bytes) -> None:
    """The record as it was before a write of ours replaced it."""
    db.execute("INSERT OR IGNORE INTO before_images VALUES (?, ?, ?)", (run, line, raw))
