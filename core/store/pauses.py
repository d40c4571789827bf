"""Pauses that a service asked for: until when, since when and why; kept, so that a restart does not press on."""

from datetime import datetime

from core.clock import from_iso, iso
from core.domain.allowance import Pause
from core.store import journal
from core.store.connection import Connection


def begin(db: Connection, service: str, at: datetime, until: datetime, reason: str) -> None:
    """Remember a pause, as an event too; one that stands is only made longer."""
    standing_ = standing(db, service, at)
    if standing_ is not None and standing_.until >= until:
        return
    since = standing_.since if standing_ is not None else at
    db.execute("INSERT OR REPLACE INTO pauses VALUES (?, ?, ?, ?)", (service, iso(since), iso(until), reason))
    journal.append(db, iso(at), "sync.pauze", f"dienst:{service}", {"until": iso(until), "reason": reason})


def standing(db: Connection, service: str, at: datetime) -> Pause | None:
    """The pause of a service that is not over at `at`."""
    return next((pause for pause in all_standing(db, at) if pause.service == service), None)


def all_standing(db: Connection, at: datetime) -> list[Pause]:
    """Every pause that is not over at `at`; one that can't be, because it is longer than a day, is the clock's fault."""
    rows = db.execute("SELECT service, since, until, reason FROM pauses ORDER BY service").fetchall()
    pauses = [Pause(service, from_iso(since), from_iso(until), reason) for service, since, until, reason in rows]
    return [pause for pause in pauses if at < pause.until and (pause.until - at).days <= 1]


def end(db: Connection, service: str) -> None:
    """A person says go on, or the service answered."""
    db.execute("DELETE FROM pauses WHERE service = ?", (service,))
