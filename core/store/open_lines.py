"""Since when each line of the standing plan is open, and by when it is to be done."""

from collections.abc import Mapping
from datetime import datetime

from core.clock import from_iso, iso
from core.store.connection import Connection


def keep(db: Connection, lines: Mapping[str, datetime], since: datetime) -> None:
    """These are open now, each with its due moment; one that was open already keeps its own, the others are forgotten."""
    known = {key for (key,) in db.execute("SELECT key FROM open_lines")}
    db.executemany("DELETE FROM open_lines WHERE key = ?", ((key,) for key in known - set(lines)))
    db.executemany(
        "INSERT INTO open_lines VALUES (?, ?, ?)",
        ((key, iso(since), iso(due)) for key, due in lines.items() if key not in known),
    )


def every(db: Connection) -> dict[str, tuple[datetime, datetime]]:
    """(since, due) by the line's key."""
    rows = db.execute("SELECT key, since, due FROM open_lines")
    return {key: (from_iso(since), from_iso(due)) for key, since, due in rows}
