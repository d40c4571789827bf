"""A home into the office's PostgreSQL, and back: whole, nothing lost, and begun again after a kill where it was.

A koppeling goes in one transaction. Nobody sees or works on it in its new place before all are there: the register comes
last. Where it came from stays as it was, marked so that nobody works on it any more. Both journals tell when it began and
ended, with how much there was and one hash over the heads of all koppelingen.
"""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from core.clock import Clock, system_clock
from core.config import Paths
from core.crashpoint import crashpoint
from core.domain.koppeling import KoppelingSummary
from core.errors import AlreadyCoupledError, AppError, EmptyError, MovedError, UsageError
from core.kantoor.moved_events import begins, ended, ends, heads_of
from core.service.files import Files
from core.service.office import Office
from core.store import activations, register
from core.store.connection import Connection
from core.store.database import connect
from core.store.house import prepare
from core.store.kept_journals import KEPT, journal_file, journals_in
from core.store.lock import koppeling_lock
from core.store.postgres import rows
from core.store.postgres.database import REGISTER as OWN
from core.store.postgres.session import Raw, Session
from core.store.read_only import MARK, MOVED, is_bundle
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER
from core.text import say

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Moved:
    """How many koppelingen there are, how many of them went now (the others were there), and how many rows that were."""

    koppelingen: int
    copied: int
    rows: int

    def to_json(self) -> dict[str, Any]:
        """The answer of `kantoor import` and `kantoor export`."""
        return {"koppelingen": self.koppelingen, "copied": self.copied, "rows": self.rows}


async def bring_in(
    paths: Paths, office: Office, told: Told = lambda _done, _all: None, clock: Clock = system_clock
) -> Moved:
    """A home into the office. Raises EmptyError, AlreadyCoupledError, BusyError, and MovedError when the home is at work."""
    mark = paths.data / MARK
    if is_bundle(paths.data):
        raise UsageError(say("{home} is een bundel of staat op alleen lezen.", home=paths.data))
    if not paths.register.exists() and not any(paths.koppelingen.glob("*.db")):
        raise EmptyError(say("In {home} is geen koppeling.", home=paths.data))
    with closing(Files(paths)) as files:
        await files.repair()
    with closing(connect(paths.register, REGISTER)) as db:
        found = register.summaries(db)
        if begun := not mark.exists():
            _in_file(db, lambda db: begins(db, clock(), {"office": office.name, "koppelingen": len(found)}))
    if begun and await office.register.read(rows.head) != rows.NOTHING:
        await office.register.write(lambda db: begins(db, clock(), {"koppelingen": len(found)}))
    crashpoint("begun")
    counted = copied = 0
    for done, summary in enumerate(found, start=1):
        count = await _in(paths, office, summary)
        copied, counted = copied + bool(count), counted + count
        crashpoint("koppeling copied")
        told(done, len(found))
    prepare(mark)
    mark.write_text(MOVED, "utf-8")
    crashpoint("home marked")
    for summary in found:
        there = await office.koppeling(summary.koppeling.id).read(rows.head)
        path = paths.koppeling(summary.koppeling.id)
        if path.exists() and rows.head_of(path) != there:
            mark.unlink()
            raise MovedError(
                say("{koppeling} veranderde terwijl ze verhuisde.", koppeling=summary.koppeling.id),
                advice=say("Stop wat in deze home werkt ('sync watch') en verhuis opnieuw."),
            )
    end = heads_of(
        {one.koppeling.id: rows.head_of(path) for one in found if (path := paths.koppeling(one.koppeling.id)).exists()}
    )
    try:
        await _open_doors(paths, office, found, lambda db: ends(db, clock(), end))
    except AppError:
        mark.unlink()
        raise
    crashpoint("register written")
    with closing(connect(paths.register, REGISTER)) as db:
        _in_file(db, lambda db: ends(db, clock(), {**end, "office": office.name}))
    return Moved(len(found), copied, counted)


async def take_out(
    office: Office, paths: Paths, told: Told = lambda _done, _all: None, clock: Clock = system_clock
) -> Moved:
    """The office's koppelingen into an empty home; in the office they are only shown from then on. Raises UsageError."""
    if paths.register.exists():
        raise UsageError(say("In {home} zijn al koppelingen.", home=paths.data), advice=say("Kies een lege map."))
    found = await office.register.read(register.summaries)
    if not found:
        raise EmptyError(say("In het kantoor is geen koppeling."))
    await office.register.write(lambda db: begins(db, clock(), {"koppelingen": len(found)}))
    crashpoint("begun")
    counted = copied = 0
    for done, summary in enumerate(found, start=1):
        koppeling = summary.koppeling.id
        database, path = office.koppeling(koppeling), paths.koppeling(koppeling)
        async with database.alone():
            await _mark(office, koppeling)
            if not path.exists() or rows.head_of(path) != await database.read(rows.head):
                prepare(path.with_name(f"{path.name}.deel"))
                counted += await database.read(lambda db, p=path: rows.write_file(db, p, KOPPELING))  # type: ignore[misc]
                copied += 1
        crashpoint("koppeling written")
        told(done, len(found))
    for name in await office.journals():
        prepare(kept := journal_file(paths, name))
        counted += await office.journal(name).read(partial(rows.write_file, path=kept, schema=REGISTER))
    end = heads_of({one.koppeling.id: rows.head_of(paths.koppeling(one.koppeling.id)) for one in found})
    now = clock()
    part = paths.register.with_name("register.deel.db")
    prepare(part)
    counted += await office.register.read(lambda db: rows.write_file(db, part, REGISTER))
    with closing(connect(part, REGISTER)) as db:
        db.execute("BEGIN IMMEDIATE")
        for summary in found:
            register.save_summary(db, summary)
        ends(db, now, end)
        db.execute("COMMIT")
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    crashpoint("register made")
    await office.register.write(lambda db: ends(db, now, end))
    part.replace(paths.register)
    return Moved(len(found), copied, counted)


async def _in(paths: Paths, office: Office, summary: KoppelingSummary) -> int:
    """One koppeling; 0 rows when it is there as it is here. One that never came further than its row has no file."""
    koppeling = summary.koppeling.id
    path = paths.koppeling(koppeling)
    if not path.exists():
        return 0
    async with koppeling_lock(path):
        with closing(connect(path, KOPPELING)) as source:
            here, there = rows.head(source), await office.koppeling(koppeling).read(rows.head)
            if here == there and await _is_whole(office, koppeling):
                return 0
            await _make_room(office, koppeling, known=rows.continues(source, there))
        return await office.koppeling(koppeling).write(lambda db: _copy_file(path, db))


def _copy_file(path: Path, target: Connection) -> int:
    """On the thread that writes: a connection of SQLite is its thread's own."""
    with closing(connect(path)) as source:
        return rows.copy(source, target, KOPPELING)


async def _is_whole(office: Office, koppeling: str) -> bool:
    found = await office.koppeling(koppeling).read(lambda db: db.execute("SELECT 1 FROM koppeling").fetchone())
    return found is not None and not await _run(office, lambda raw: _moved(raw, koppeling))


async def _make_room(office: Office, koppeling: str, *, known: bool) -> None:
    """Rows of an earlier stay, or of an earlier attempt, are kept under another name; those at work are in the way."""
    at_work = koppeling in {one.koppeling.id for one in await office.register.read(register.summaries)}
    if at_work and not (known and await _run(office, lambda raw: _moved(raw, koppeling))):
        raise AlreadyCoupledError(
            say("In het kantoor is al een koppeling {koppeling}.", koppeling=koppeling),
            advice=say("Kijk met 'koppelbord koppelingen list' welke het is; er is niets overschreven."),
        )
    query = "UPDATE scopes SET koppeling = koppeling || '@' || nr, moved = true WHERE office = current_user AND koppeling = %s"
    await _run(office, lambda raw: raw.execute(query, (koppeling,)))
    office.pool.forget()


async def _open_doors(
    paths: Paths, office: Office, found: Sequence[KoppelingSummary], end: Callable[[Connection], None]
) -> None:
    """The home's journals, and every koppeling in the register at once: from here on the office works on them."""
    with closing(connect(paths.register, REGISTER)) as source:
        here, asked = ended(source), activations.every(source)
    if not await office.register.read(lambda db: rows.head(db) != rows.NOTHING and rows.continues(db, here)):
        free = await office.register.read(rows.head) == rows.NOTHING
        await _keep_journal(office, OWN if free else f"{KEPT}{here[1][:12]}", paths.register)
    for name in journals_in(paths):
        await _keep_journal(office, name, journal_file(paths, name))

    def doors(db: Connection) -> None:
        for summary in found:
            register.save_summary(db, summary)
        activations.take_over(db, asked)
        end(db)

    await office.register.write(doors)


async def _keep_journal(office: Office, name: str, path: Path) -> None:
    """What a journal holds under a name, unless something is there."""

    def keep(db: Connection) -> None:
        with closing(connect(path, REGISTER)) as source:
            if rows.head(db) == rows.NOTHING:
                rows.copy(source, db, REGISTER)

    await office.koppeling(name).write(keep)


def _in_file(db: sqlite3.Connection, work: Callable[[Connection], None]) -> None:
    """A unit of work on a file that is open."""
    db.execute("BEGIN IMMEDIATE")
    work(db)
    db.execute("COMMIT")


async def _mark(office: Office, koppeling: str) -> None:
    query = "UPDATE scopes SET moved = true WHERE office = current_user AND koppeling = %s"
    await _run(office, lambda raw: raw.execute(query, (koppeling,)))


def _moved(raw: Raw, koppeling: str) -> bool:
    query = "SELECT moved FROM scopes WHERE office = current_user AND koppeling = %s"
    found = raw.execute(query, (koppeling,)).fetchone()
    return bool(found and found[0])


async def _run(office: Office, work: Callable[[Raw], Any]) -> Any:
    def asked(session: Session) -> Any:
        return session.run(work)

    return await asyncio.wrap_future(office.pool.submit(asked))
