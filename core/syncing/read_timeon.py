"""Read Time On's klanten and hours into the file.

Time On keeps no modified stamp and shows a deletion only as an absence: klanten are read whole each time, and an hour
that its window no longer shows is asked for by id before it counts as gone.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

import msgspec

from core.config import Settings
from core.crashpoint import crashpoint
from core.domain.koppeling import Progress
from core.store import koppeling as facts
from core.store import observed, reads
from core.store.connection import Connection, Database
from core.store.observed import digest
from core.store.records import partij_row, registratie_row
from core.syncing.counted import Counted
from core.syncing.guard import check_vanished
from core.syncing.ports import OnProgress, TimeOnPort
from core.syncing.read_small import canonical
from core.text import mark
from core.timeon.hours import months
from core.timeon.wire import customer_to_partij, registraties

KLANTEN = mark("klanten in Time On")
_HOURS = mark("registraties")
_WINDOW = "registraties:gelezen"


def window(today: date, months_: int) -> tuple[date, date]:
    """From the first day of the month `months_ - 1` back to the last day of this month."""
    year, month = divmod(today.year * 12 + today.month - months_, 12)
    first = date(year, month + 1, 1)
    next_month = (today.replace(day=28) + timedelta(days=4)).replace(day=1)
    return first, next_month - timedelta(days=1)


async def read_customers(
    timeon: TimeOnPort, database: Database, settings: Settings, progress: OnProgress, *, released: bool
) -> Counted:
    """All klanten; each page commits as it comes. Raises GuardError when more vanished than the ceiling allows.

    A klant that another took from an earlier page moves the rest up, and one slips by between two pages: what is missing
    from a list of several pages counts as gone only when it is missing once more.
    """
    known = await database.read(lambda db: observed.digests(db, "customers"))
    had = frozenset(known.values())
    counted, expected = Counted(), len(known)

    async def all_pages() -> frozenset[str]:
        seen: set[str] = set()
        async for page in timeon.customers():
            rows = []
            for record in page:
                raw = canonical(record)
                digest_ = digest(raw)
                id_ = known.get(digest_)
                if id_ is None:
                    partij = customer_to_partij(record)
                    id_ = known[digest_] = partij.id
                    rows.append(partij_row(partij, digest_, raw))
                seen.add(id_)
            counted.add(Counted(len(page), len(rows), 1))
            if rows:
                await database.write(partial(_store, rows=rows))
                crashpoint("klanten stored")
            progress(Progress(KLANTEN, counted.read, None, expected=expected))
        return frozenset(seen)

    gone = had - await all_pages()
    if gone and counted.calls > 1:
        counted.read = 0
        gone -= await all_pages()
    counted.calls = max(counted.calls, 1)
    check_vanished(KLANTEN, len(had), len(gone), settings, released=released)
    if gone:
        await database.write(partial(_gone, ids=gone))
    counted.changed += len(gone)
    progress(Progress(KLANTEN, counted.read, counted.read))
    return counted


async def read_hours(timeon: TimeOnPort, database: Database, span: tuple[date, date], progress: OnProgress) -> Counted:
    """The hour rows of a window. A window that came as it did the last time is not looked into."""
    rows = await timeon.hours(*span)
    seen = [*map(date.isoformat, span), digest(msgspec.json.encode(rows)).hex()]
    if await database.read(lambda db: facts.fact(db, _WINDOW)) == seen:
        progress(Progress(_HOURS, len(rows), len(rows)))
        return Counted(read=len(rows), calls=len(list(months(*span))))
    known = await database.read(lambda db: _known_hours(db, span))
    present = {str(row["hourID"]) for row in rows}
    vanished = sorted(set(known) - present)
    moved = await timeon.hours_by_id(vanished) if vanished else []
    counted = Counted(read=len(rows), calls=len(list(months(*span))) + bool(vanished))

    def store(db: Connection) -> int:
        fresh = [r for row in [*rows, *moved] for r in registraties(row) if r.fingerprint != known.get(r.hour_id)]
        _forget_parts(db, {r.hour_id for r in fresh})
        observed.upsert_registraties(db, map(registratie_row, fresh))
        gone = set(vanished) - {str(row["hourID"]) for row in moved}
        db.executemany("UPDATE registraties SET gone = 1 WHERE hour_id = ?", ((hour_id,) for hour_id in gone))
        facts.set_fact(db, _WINDOW, seen)
        return len({r.hour_id for r in fresh}) + len(gone)

    counted.changed = await database.write(store)
    crashpoint("registraties stored")
    progress(Progress(_HOURS, counted.read, counted.read))
    return counted


def unnamed(db: Connection, kind: str, column: str) -> bool:
    """Whether a registratie points to a project or medewerker that was not read yet."""
    query = f"""
        SELECT 1 FROM registraties WHERE gone = 0 AND hour_id <> '' AND {column} <> '' AND NOT EXISTS
        (SELECT 1 FROM others WHERE kind = ? AND id = {column}) LIMIT 1
    """  # noqa: S608 - a column of ours
    return db.execute(query, (kind,)).fetchone() is not None


def _store(db: Connection, rows: list[observed.Row]) -> None:
    observed.upsert(db, "customers", rows)
    reads.moved(db, "customers")


def _gone(db: Connection, ids: frozenset[str]) -> None:
    observed.mark_gone(db, "customers", ids)
    reads.moved(db, "customers")


def _known_hours(db: Connection, span: tuple[date, date]) -> dict[str, str]:
    """Imported registraties have no hour in Time On: a read of Time On says nothing of them."""
    query = "SELECT hour_id, fingerprint FROM registraties WHERE gone = 0 AND hour_id <> '' AND datum BETWEEN ? AND ?"
    return dict(db.execute(query, (span[0].isoformat(), span[1].isoformat())))


def _forget_parts(db: Connection, hour_ids: Iterable[str]) -> None:
    """A row that changed may have lost its kilometers: its old parts are gone unless they come back."""
    db.executemany("UPDATE registraties SET gone = 1 WHERE hour_id = ?", ((hour_id,) for hour_id in hour_ids))
