"""Once a day a koppeling's journal is tended: what the settings no longer keep goes."""

from datetime import datetime, timedelta

from core.clock import from_iso, iso
from core.config import Settings
from core.store import koppeling as facts
from core.store.connection import Connection
from core.store.trimming import Keep, trim

EVERY = timedelta(days=1)
_LAST = "journal_tended_at"


def tend(db: Connection, now: datetime, settings: Settings) -> int:
    """In the caller's transaction; answers how many events went, 0 on a day on which it was done already."""
    last = facts.fact(db, _LAST, "")
    if last and abs(now - from_iso(last)) < EVERY:
        return 0
    facts.set_fact(db, _LAST, iso(now))
    return trim(db, now, Keep.of(settings))
