"""Calls under way at a time, of one koppeling on all machines together: a place each, which lapses when its process died.

Within one process a gate is enough; only PostgreSQL, which machines share, has this table.
"""

from datetime import datetime

from core.clock import iso
from core.store.connection import Connection

_FORGET = "DELETE FROM call_places WHERE until <= ? OR pid NOT IN (SELECT pid FROM pg_stat_activity)"


def take(db: Connection, now: datetime, until: datetime, at_once: int) -> int | None:
    """A place until a moment, None when all are taken; in the caller's transaction."""
    if _taken(db) >= at_once:
        db.execute(_FORGET, (iso(now),))
        if _taken(db) >= at_once:
            return None
    return int(db.execute("INSERT INTO call_places (until) VALUES (?) RETURNING place", (iso(until),)).fetchone()[0])


def leave(db: Connection, place: int) -> None:
    """The call is over."""
    db.execute("DELETE FROM call_places WHERE place = ?", (place,))


def _taken(db: Connection) -> int:
    return int(db.execute("SELECT count(*) FROM call_places").fetchone()[0])
