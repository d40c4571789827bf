"""The append-only journal of one koppeling, and of a home: every decision, call, write and run, as it happened.

What changes a table is told in the transaction that changed it. Events are chained by hashes; the head of the chain is
kept apart, so that the newest can't vanish unseen either.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from core.domain.events import GENESIS, Event, canonical, chain
from core.store.connection import Connection
from core.store.gaps import TRIMMED, Gap, agreed, gaps

_COLUMNS = "seq, at, type, subject, actor, detail, prev, hash"


@dataclass(frozen=True, slots=True)
class Verification:
    """`first_bad` is the sequence number where the chain breaks, None when it holds; `trimmed` counts what was let go
    on purpose, `until` is the stored time of the newest of those.
    """

    ok: bool
    events: int
    first_bad: int | None
    trimmed: int = 0
    until: str = ""
    head: str = ""

    def to_json(self) -> dict[str, Any]:
        """The documented answer of `events verify --json`; with `trimmed` when something was."""
        answer: dict[str, Any] = {"ok": self.ok, "events": self.events, "first_bad": self.first_bad}
        return {**answer, "trimmed": {"events": self.trimmed, "until": self.until}} if self.trimmed else answer


def actor() -> str:
    """The OS user at work, as the kernel knows it: LOGNAME and USER are words that anybody can set. The number without a name."""
    if sys.platform == "win32":
        return os.getlogin()
    return _name_of(os.getuid())


@cache
def _name_of(uid: int) -> str:
    import pwd

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def append(db: Connection, at: str, type_: str, subject: str, detail: Mapping[str, Any] | None = None) -> int:
    """Add one event at stored time text `at`; answers its sequence number."""
    last = _head(db)
    seq, prev = (last[0] + 1, last[1]) if last else (1, GENESIS)
    text = canonical(detail or {})
    who = actor()
    hash_ = chain(prev, seq, at, type_, subject, who, text)
    row = (seq, at, type_, subject, who, text, prev, hash_)
    db.execute("INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    db.execute("INSERT OR REPLACE INTO journal_head VALUES (1, ?, ?)", (seq, hash_))
    return seq


def events(
    db: Connection, *, subject: str = "", type_: str = "", limit: int = -1, newest_first: bool = False
) -> Iterator[Event]:
    """Events in order, all or those of one subject or of types that begin with `type_`."""
    order = "DESC" if newest_first else "ASC"
    query = f"""
        SELECT {_COLUMNS} FROM events
        WHERE (:subject = '' OR subject = :subject) AND (:type = '' OR substr(type, 1, length(:type)) = :type)
        ORDER BY seq {order} LIMIT :limit
    """  # noqa: S608 - `order` is one of two words of our own
    for row in db.execute(query, {"subject": subject, "type": type_, "limit": limit}):
        seq, at, kind, about, who, detail, prev, digest = row
        yield Event(seq, at, kind, about, who, json.loads(detail), prev, digest)


def verify(db: Connection) -> Verification:
    """Walk the chain from its beginning; any change, removal or reordering breaks it.

    What trimming let go is stepped over, by the gaps that the newest event about trimming bears witness to.
    """
    left = {gap.van: gap for gap in gaps(db)}
    trimmed, until, forged = _let_go(db, left)
    prev, expected, count = GENESIS, 1, 0

    def answer(first_bad: int | None) -> Verification:
        return Verification(first_bad is None, count, first_bad, trimmed, until, prev)

    if forged is not None:
        return answer(forged)
    for seq, at, type_, subject, who, detail, stored_prev, stored_hash in db.execute(
        f"SELECT {_COLUMNS} FROM events ORDER BY seq"  # noqa: S608 - our own column names
    ):
        if expected in left and seq != expected:
            gap = left[expected]
            prev, expected = gap.hash, gap.tot + 1
        whole = seq == expected and stored_prev == prev
        if not whole or chain(prev, seq, at, type_, subject, who, detail) != stored_hash:
            return answer(expected if seq != expected else seq)
        prev, expected, count = stored_hash, seq + 1, count + 1
    head = _head(db, stored=True) or (0, GENESIS)
    return answer(None if head == (expected - 1, prev) else expected)


def _head(db: Connection, *, stored: bool = False) -> tuple[int, str] | None:
    """(sequence number, hash) of the newest event as the head tells it; without a head that of the last event."""
    found: tuple[int, str] | None = db.execute("SELECT seq, hash FROM journal_head").fetchone()
    if found is None and not stored:
        found = db.execute("SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return found


def _let_go(db: Connection, left: Mapping[int, Gap]) -> tuple[int, str, int | None]:
    """(events let go, stored time of the newest, where a gap is that nobody bears witness to)."""
    if not left:
        return 0, "", None
    count = sum(gap.tot - gap.van + 1 for gap in left.values())
    row = db.execute("SELECT detail FROM events WHERE type = ? ORDER BY seq DESC LIMIT 1", (TRIMMED,)).fetchone()
    try:
        detail = json.loads(row[0]) if row else {}
    except ValueError:
        detail = {}
    known = isinstance(detail, dict) and detail.get("gaps") == agreed(left.values())
    return count, str(detail.get("until", "")) if known else "", None if known else min(left)
