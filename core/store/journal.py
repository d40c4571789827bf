"""The append-only journal of one koppeling: every decision, write and run, in the transaction that did it."""

import getpass
import json
import os
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.domain.events import GENESIS, Event, canonical, chain


@dataclass(frozen=True, slots=True)
class Verification:
    """`first_bad` is the sequence number where the chain breaks, None when it holds."""

    ok: bool
    events: int
    first_bad: int | None

    def to_json(self) -> dict[str, Any]:
        """The documented answer of `events verify --json`."""
        return {"ok": self.ok, "events": self.events, "first_bad": self.first_bad}


@cache
def actor() -> str:
    """The OS user at work; the number when it has no name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def append(db: sqlite3.Connection, at: str, type_: str, subject: str, detail: Mapping[str, Any] | None = None) -> int:
    """Add one event at stored time text `at`; answers its sequence number."""
    last = db.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    seq, prev = (last[0] + 1, last[1]) if last else (1, GENESIS)
    text = canonical(detail or {})
    who = actor()
    row = (seq, at, type_, subject, who, text, prev, chain(prev, seq, at, type_, subject, who, text))
    db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    return seq


def events(
    db: sqlite3.Connection, *, subject: str = "", type_: str = "", limit: int = -1, newest_first: bool = False
) -> Iterator[Event]:
    """Events in order, all or those of one subject or of types that begin with `type_`."""
    order = "DESC" if newest_first else "ASC"
    query = f"""
        SELECT seq, at, type, subject, actor, detail, prev, hash FROM events
        WHERE (:subject = '' OR subject = :subject) AND (:type = '' OR type GLOB :type || '*')
        ORDER BY seq {order} LIMIT :limit
    """  # noqa: S608 - `order` is one of two words of our own
    for row in db.execute(query, {"subject": subject, "type": type_, "limit": limit}):
        seq, at, kind, about, who, detail, prev, digest = row
        yield Event(seq, at, kind, about, who, json.loads(detail), prev, digest)


def verify(db: sqlite3.Connection) -> Verification:
    """Walk the chain from the first event; any change, removal or reordering breaks it."""
    prev, expected, count = GENESIS, 1, 0
    query = "SELECT seq, at, type, subject, actor, detail, prev, hash FROM events ORDER BY seq"
    for seq, at, type_, subject, who, detail, stored_prev, stored_hash in db.execute(query):
        whole = seq == expected and stored_prev == prev
        if not whole or chain(prev, seq, at, type_, subject, who, detail) != stored_hash:
            return Verification(ok=False, events=count, first_bad=expected if seq != expected else seq)
        prev, expected, count = stored_hash, seq + 1, count + 1
    return Verification(ok=True, events=count, first_bad=None)
