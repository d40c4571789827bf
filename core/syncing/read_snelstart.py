"""Read SnelStart whole into the file: pages as they come, only what changed is parsed, a vanished record marked gone."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from core.clock import Clock, iso
from core.domain.koppeling import Progress
from core.store import observed
from core.store.database import Database
from core.store.observed import digest
from core.syncing.kinds import KINDS, SMALL_KINDS, Kind
from core.syncing.ports import OnProgress, SnelStartPort


@dataclass(slots=True)
class Counted:
    """Records read, and those that were new, changed or gone."""

    read: int = 0
    changed: int = 0

    def add(self, other: "Counted") -> None:
        """Sum, kind by kind."""
        self.read += other.read
        self.changed += other.changed


async def read_snelstart(
    snelstart: SnelStartPort, database: Database, clock: Clock, progress: OnProgress
) -> dict[str, Counted]:
    """Every kind, by name; each page commits as it comes."""
    counts = {}
    for kind in KINDS:
        counts[kind.table] = await _read_kind(snelstart, database, clock, kind, progress)
    for name in SMALL_KINDS:
        counts[name] = await _read_small(snelstart, database, name)
    return counts


async def _read_kind(
    snelstart: SnelStartPort, database: Database, clock: Clock, kind: Kind, progress: OnProgress
) -> Counted:
    known = await database.read(lambda db: observed.digests(db, kind.table))
    unseen = dict(known)
    counted = Counted()
    async for page in snelstart.pages(kind.resource):
        fresh = list(_fresh(page, known, unseen))
        counted.read += len(page)
        counted.changed += len(fresh)
        if fresh:
            rows = [kind.to_row(raw, digest_) for raw, digest_ in fresh]
            replaced = {str(row[0]) for row in rows}
            unseen = {digest_: id_ for digest_, id_ in unseen.items() if id_ not in replaced}
            await database.write(partial(observed.upsert, table=kind.table, rows=rows))
        progress(Progress(kind.label, counted.read, None))
    gone = list(unseen.values())

    def finish(db: sqlite3.Connection) -> None:
        observed.mark_gone(db, kind.table, gone)
        observed.set_watermark(db, kind.table, "", iso(clock()))

    await database.write(finish)
    counted.changed += len(gone)
    progress(Progress(kind.label, counted.read, counted.read))
    return counted


def _fresh(page: list[bytes], known: dict[bytes, str], unseen: dict[bytes, str]) -> Iterator[tuple[bytes, bytes]]:
    for raw in page:
        digest_ = digest(raw)
        if digest_ in known:
            unseen.pop(digest_, None)
        else:
            yield raw, digest_


async def _read_small(snelstart: SnelStartPort, database: Database, name: str) -> Counted:
    rows = []
    async for page in snelstart.pages(name):
        for raw in page:
            record = json.loads(raw)
            label = record.get("naam") or record.get("omschrijving") or ""
            rows.append((record["id"], digest(raw), raw, label))
    await database.write(lambda db: observed.upsert_other(db, name, rows))
    return Counted(read=len(rows))
