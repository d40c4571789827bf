"""Small kinds that are read whole and kept as they came: landen, sjablonen, kostenplaatsen, projecten, medewerkers."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from core.clock import from_iso, iso
from core.errors import GarbledError
from core.snelstart.wire import record as whole_record
from core.store import observed, reads
from core.store.connection import Connection, Database
from core.syncing.counted import Counted
from core.text import say

Other = tuple[str, bytes, bytes, str]


async def due(database: Database, kind: str, now: datetime, hours: int) -> bool:
    """Whether a kind that seldom changes is to be read again."""
    at = await database.read(lambda db: reads.full_at(db, kind))
    return not at or now - from_iso(at) >= timedelta(hours=hours)


async def store_small(database: Database, kind: str, rows: Iterable[Other], now: datetime, calls: int) -> Counted:
    """Store what changed of a whole list of (id, digest, raw, naam); what it no longer shows is gone."""
    every = list(rows)

    def work(db: Connection) -> int:
        known = observed.other_digests(db, kind)
        fresh = [row for row in every if known.get(row[1]) != row[0]]
        gone = set(known.values()) - {row[0] for row in every}
        observed.upsert_other(db, kind, fresh)
        observed.mark_others_gone(db, kind, gone)
        reads.set_full_at(db, kind, iso(now))
        return len(fresh) + len(gone)

    return Counted(read=len(every), changed=await database.write(work), calls=calls)


def from_raw(raw: bytes) -> Other:
    """The row of a record as SnelStart sent it. Raises GarbledError."""
    found = whole_record(raw)
    if not isinstance(found.get("id"), str):
        raise GarbledError(say("Er kwam iets anders dan een record."))
    return found["id"], observed.digest(raw), raw, str(found.get("naam") or found.get("omschrijving") or "")


def from_record(record: Mapping[str, Any], key: str) -> Other:
    """The row of a record of Time On, whose id is under `key`. Raises GarbledError."""
    if record.get(key) is None:
        raise GarbledError(say("Er kwam iets anders dan een record."))
    raw = canonical(record)
    return str(record[key]), observed.digest(raw), raw, str(record.get("name") or "")


def canonical(record: Mapping[str, Any]) -> bytes:
    """JSON bytes that are equal for equal records."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()
