"""Let old events of a journal go, by age and by number, and leave the chain whole: a gap tells what went, and an event
bears witness to the gaps.
"""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from core.clock import iso
from core.config import Settings
from core.store import journal
from core.store.calls import CALL
from core.store.connection import Connection
from core.store.gaps import TRIMMED, Gap, agreed, gaps, joined, replace


@dataclass(frozen=True, slots=True)
class Keep:
    """How long events stay: all of them `days` and no more than `events`, calls `call_days` and no more than `calls`."""

    days: int
    call_days: int
    calls: int
    events: int = sys.maxsize

    @classmethod
    def of(cls, settings: Settings) -> "Keep":
        """As the settings say."""
        return cls(settings.journal_days, settings.call_days, settings.calls_kept, settings.events_kept)


def overdue(db: Connection, now: datetime, keep: Keep) -> bool:
    """Whether there is something to let go; only looks."""
    return bool(_too_old(db, now, keep) or _too_many(db, keep))


def trim(db: Connection, now: datetime, keep: Keep) -> int:
    """Let go what is too old or too much; answers how many events went."""
    seqs = sorted(_too_old(db, now, keep) | _too_many(db, keep))
    if not seqs:
        return 0
    until = db.execute("SELECT at FROM events WHERE seq = ?", (seqs[-1],)).fetchone()[0]
    replace(db, joined([*gaps(db), *_runs(db, seqs)]))
    db.executemany("DELETE FROM events WHERE seq = ?", ((seq,) for seq in seqs))
    detail = {"events": len(seqs), "van": seqs[0], "tot": seqs[-1], "until": until, "gaps": agreed(gaps(db))}
    journal.append(db, iso(now), TRIMMED, "journal", detail)
    return len(seqs)


def _too_old(db: Connection, now: datetime, keep: Keep) -> set[int]:
    before, calls_before = iso(now - timedelta(days=keep.days)), iso(now - timedelta(days=keep.call_days))
    query = "SELECT seq FROM events WHERE at < ? OR (type = ? AND at < ?)"
    return {seq for (seq,) in db.execute(query, (before, CALL, calls_before))}


def _too_many(db: Connection, keep: Keep) -> set[int]:
    calls = "SELECT seq FROM events WHERE type = ? ORDER BY seq DESC LIMIT -1 OFFSET ?"
    every = "SELECT seq FROM events ORDER BY seq DESC LIMIT -1 OFFSET ?"
    return {seq for (seq,) in (*db.execute(calls, (CALL, keep.calls)), *db.execute(every, (keep.events,)))}


def _runs(db: Connection, seqs: Iterable[int]) -> list[Gap]:
    """Each event as a gap of its own; joining makes them runs."""
    query = "SELECT hash FROM events WHERE seq = ?"
    return [Gap(seq, seq, db.execute(query, (seq,)).fetchone()[0]) for seq in seqs]
