"""What the journals of a home and of an office tell of a move: that it began, that it ended, and of how much."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from core.clock import iso
from core.store import journal
from core.store.connection import Connection
from core.store.postgres.rows import NOTHING, Head

BEGAN, ENDED = "verhuizing.begonnen", "verhuizing.klaar"
_SUBJECT = "verhuizing"


def begins(db: Connection, now: datetime, detail: Mapping[str, Any]) -> None:
    """Told once, however often it is begun again without anything else between."""
    _told(db, now, BEGAN, detail)


def ends(db: Connection, now: datetime, detail: Mapping[str, Any]) -> None:
    """As `begins`."""
    _told(db, now, ENDED, detail)


def heads_of(heads: Mapping[str, Head]) -> dict[str, Any]:
    """How many koppelingen and events there are, and a hash that both sides can work out from the heads of their journals."""
    whole = hashlib.sha256()
    for koppeling, (seq, digest) in sorted(heads.items()):
        whole.update(f"{koppeling} {seq} {digest}\n".encode())
    return {"koppelingen": len(heads), "events": sum(seq for seq, _ in heads.values()), "hash": whole.hexdigest()}


def ended(db: Connection) -> Head:
    """The head of a journal before it was told that it had moved."""
    query = "SELECT seq, hash FROM events WHERE type <> ? ORDER BY seq DESC LIMIT 1"
    found = db.execute(query, (ENDED,)).fetchone()
    return (int(found[0]), str(found[1])) if found else NOTHING


def _told(db: Connection, now: datetime, type_: str, detail: Mapping[str, Any]) -> None:
    newest = next(journal.events(db, limit=1, newest_first=True), None)
    if newest is None or (newest.type, newest.detail) != (type_, dict(detail)):
        journal.append(db, iso(now), type_, _SUBJECT, detail)
