"""How far reading has come: the full read under way with what it saw, when a kind was read whole, what moved since.

Written in the transaction of the rows it stands for, so that a read goes on after a kill at the page where it was.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from core.store.connection import Connection

DECISIONS = "decisions"


@dataclass(frozen=True, slots=True)
class Underway:
    """A full read that began at stored time `started_at`; `skip` records are done; `since` is from when on to ask again."""

    started_at: str
    since: str
    skip: int


def underway(db: Connection, kind: str) -> Underway | None:
    """The full read of a kind that did not end; None when there is none."""
    row = db.execute("SELECT started_at, since, skip FROM reads WHERE kind = ?", (kind,)).fetchone()
    return Underway(*row) if row else None


def begin(db: Connection, kind: str, started_at: str, since: str) -> None:
    """A full read begins; what an earlier one saw is forgotten."""
    finish(db, kind)
    db.execute("INSERT INTO reads VALUES (?, ?, ?, 0)", (kind, started_at, since))


def page_done(db: Connection, kind: str, skip: int, ids: Iterable[str]) -> None:
    """The page at `skip` is stored."""
    seen = list(ids)
    db.execute("INSERT OR REPLACE INTO read_pages VALUES (?, ?, ?)", (kind, skip, "\n".join(seen)))
    db.execute("UPDATE reads SET skip = max(skip, ?) WHERE kind = ?", (skip + len(seen), kind))


def note(db: Connection, kind: str, ids: Iterable[str]) -> None:
    """The full read under way saw these too, outside its pages."""
    lowest = db.execute("SELECT min(skip) FROM read_pages WHERE kind = ?", (kind,)).fetchone()[0]
    at = min(lowest or 0, 0) - 1
    db.execute("INSERT INTO read_pages VALUES (?, ?, ?)", (kind, at, "\n".join(ids)))


def seen(db: Connection, kind: str) -> set[str]:
    """The ids that the full read under way has shown."""
    found: set[str] = set()
    for (ids,) in db.execute("SELECT ids FROM read_pages WHERE kind = ?", (kind,)):
        found.update(ids.split("\n"))
    return found


def finish(db: Connection, kind: str) -> None:
    """The full read is over, or given up."""
    db.execute("DELETE FROM reads WHERE kind = ?", (kind,))
    db.execute("DELETE FROM read_pages WHERE kind = ?", (kind,))


def full_at(db: Connection, kind: str) -> str:
    """When a kind was last read whole, stored time; empty when never."""
    row = db.execute("SELECT at FROM fulls WHERE kind = ?", (kind,)).fetchone()
    return row[0] if row else ""


def set_full_at(db: Connection, kind: str, at: str) -> None:
    """A kind was read whole."""
    db.execute("INSERT OR REPLACE INTO fulls VALUES (?, ?)", (kind, at))


def moved(db: Connection, kind: str) -> None:
    """Records of this kind came, changed or went; or decisions did."""
    db.execute(
        "INSERT INTO generations VALUES (?, 1) ON CONFLICT (kind) DO UPDATE SET n = generations.n + 1",
        (kind,),
    )


def stamp(db: Connection, kinds: Iterable[str]) -> str:
    """Text that differs once records of these kinds moved or a decision of the review changed; decisions stand last."""
    counts = dict(db.execute("SELECT kind, n FROM generations"))
    return ":".join(str(counts.get(kind, 0)) for kind in (*kinds, DECISIONS))
