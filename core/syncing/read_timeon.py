"""Read Time On into the file: klanten, projecten, medewerkers, and the hours of a window.

Time On keeps no modified stamp on hours and shows a deletion only as an absence, so a row that a window no longer shows
is asked for by id before it counts as gone.
"""

import json
import sqlite3
from collections.abc import AsyncIterator, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any

from core.domain.koppeling import Progress
from core.domain.partij import Partij
from core.store import koppeling as facts
from core.store import observed
from core.store.database import Database
from core.store.observed import digest
from core.store.records import partij_row, registratie_row
from core.syncing.ports import OnProgress, TimeOnPort
from core.syncing.read_snelstart import Counted
from core.text import mark
from core.timeon.wire import customer_to_partij, registraties

_KLANTEN = mark("klanten in Time On")
_HOURS = mark("registraties")


def window(today: date, months: int) -> tuple[date, date]:
    """From the first day of the month `months - 1` back to the last day of this month."""
    year, month = divmod(today.year * 12 + today.month - months, 12)
    first = date(year, month + 1, 1)
    next_month = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first, next_month - timedelta(days=1)


async def read_timeon(
    timeon: TimeOnPort, database: Database, span: tuple[date, date], progress: OnProgress
) -> dict[str, Counted]:
    """Every kind, by name."""
    organisation = await timeon.organisation()
    await database.write(lambda db: facts.set_fact(db, "organisation", organisation))
    return {
        "customers": await _read_customers(timeon, database, progress),
        "projects": await _read_small(database, "projects", timeon.projects(), "projectID"),
        "users": await _read_small(database, "users", _once(await timeon.users()), "userID"),
        "registraties": await _read_hours(timeon, database, span, progress),
    }


async def _read_customers(timeon: TimeOnPort, database: Database, progress: OnProgress) -> Counted:
    known = await database.read(lambda db: observed.digests(db, "customers"))
    seen: set[str] = set()
    counted = Counted()
    async for page in timeon.customers():
        rows = []
        for record in page:
            raw = canonical(record)
            digest_ = digest(raw)
            partij: Partij = customer_to_partij(record)
            seen.add(partij.id)
            if known.get(digest_) != partij.id:
                rows.append(partij_row(partij, digest_, raw))
        counted.read += len(page)
        counted.changed += len(rows)
        await database.write(partial(observed.upsert, table="customers", rows=rows))
        progress(Progress(_KLANTEN, counted.read, None))
    gone = [id_ for id_ in known.values() if id_ not in seen]
    await database.write(lambda db: observed.mark_gone(db, "customers", gone))
    counted.changed += len(gone)
    progress(Progress(_KLANTEN, counted.read, counted.read))
    return counted


async def _read_small(database: Database, kind: str, pages: AsyncIterator[list[dict[str, Any]]], key: str) -> Counted:
    rows = []
    async for page in pages:
        for record in page:
            raw = canonical(record)
            rows.append((str(record[key]), digest(raw), raw, str(record.get("name") or "")))
    await database.write(lambda db: observed.upsert_other(db, kind, rows))
    return Counted(read=len(rows))


async def _read_hours(timeon: TimeOnPort, database: Database, span: tuple[date, date], progress: OnProgress) -> Counted:
    known = await database.read(lambda db: _known_hours(db, span))
    rows = await timeon.hours(*span)
    present = {str(row["hourID"]) for row in rows}
    vanished = sorted(set(known) - present)
    moved = await timeon.hours_by_id(vanished) if vanished else []
    counted = Counted(read=len(rows))

    def store(db: sqlite3.Connection) -> int:
        fresh = [r for row in [*rows, *moved] for r in registraties(row) if r.fingerprint != known.get(r.hour_id)]
        _forget_parts(db, {r.hour_id for r in fresh})
        observed.upsert_registraties(db, map(registratie_row, fresh))
        gone = set(vanished) - {str(row["hourID"]) for row in moved}
        db.executemany("UPDATE registraties SET gone = 1 WHERE hour_id = ?", ((hour_id,) for hour_id in gone))
        return len({r.hour_id for r in fresh}) + len(gone)

    counted.changed = await database.write(store)
    progress(Progress(_HOURS, counted.read, counted.read))
    return counted


def _known_hours(db: sqlite3.Connection, span: tuple[date, date]) -> dict[str, str]:
    query = "SELECT hour_id, fingerprint FROM registraties WHERE gone = 0 AND datum BETWEEN ? AND ?"
    return dict(db.execute(query, (span[0].isoformat(), span[1].isoformat())))


def _forget_parts(db: sqlite3.Connection, hour_ids: Iterable[str]) -> None:
    """A row that changed may have lost its kilometers: its old parts are gone unless they come back."""
    db.executemany("UPDATE registraties SET gone = 1 WHERE hour_id = ?", ((hour_id,) for hour_id in hour_ids))


def canonical(record: dict[str, Any]) -> bytes:
    """JSON bytes that are equal for equal records."""
    return json.dumps(record, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str).encode()


async def _once(rows: list[dict[str, Any]]) -> AsyncIterator[list[dict[str, Any]]]:
    yield rows
