"""Read one kind of SnelStart: whole when it must, else what changed since the last read; only what changed is parsed.

A page and how far the read has come commit together, so that a read goes on after a kill at the page where it was. Rows
that moved under the paging are found by asking again from the watermark of the start until nothing new comes.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from core.clock import Clock, from_iso, iso
from core.config import Settings
from core.crashpoint import crashpoint
from core.domain.koppeling import Progress
from core.snelstart.odata import modified_after
from core.store import observed, reads
from core.store.behind import behind
from core.store.connection import Connection, Database
from core.syncing import cursor
from core.syncing.ahead import pages_ahead
from core.syncing.batch import Batch, make_batch
from core.syncing.counted import Counted
from core.syncing.guard import check_vanished
from core.syncing.kinds import Kind
from core.syncing.ports import OnProgress, SnelStartPort

LOOK_UPS = 25
"""Vanished records that are asked for by id; when more vanished, the whole list is read once more instead."""
STALE = timedelta(days=1)
"""A full read that stopped longer ago begins anew, and so does one of a kind that can't be asked what changed since."""
_PASSES = 10
_WHOLE = 1_000_000


@dataclass(slots=True)
class KindReader:
    """Reads a kind into the file; `released` lets more records vanish than the ceiling allows."""

    kind: Kind
    snelstart: SnelStartPort
    database: Database
    clock: Clock
    settings: Settings
    progress: OnProgress
    released: bool = False
    counted: Counted = field(default_factory=Counted)
    _newest: str = ""
    _expected: int = 0

    async def read(self, *, full: bool) -> Counted:
        """Bring the file up to date; `full` finds deletions too. The first read of a kind is always full.

        It is told as soon as it is asked for, so that a slow service is seen to be waited for.
        """
        self.progress(Progress(self.kind.label, 0, None))
        mark, underway, whole_at = await self.database.read(self._state)
        self._newest = mark[0] if mark else ""
        if full or underway is not None or not whole_at or not self._newest or not self.kind.delta:
            await self._whole(underway, counted_before=bool(whole_at))
        else:
            await self._catch_up(self._newest)
        self.progress(Progress(self.kind.label, self.counted.read, self.counted.read))
        return self.counted

    def _state(self, db: Connection) -> tuple[tuple[str, str] | None, reads.Underway | None, str]:
        table = self.kind.table
        return observed.watermark(db, table), reads.underway(db, table), reads.full_at(db, table)

    async def _whole(self, underway: reads.Underway | None, *, counted_before: bool) -> None:
        """How many there will be is known only from an earlier whole read: what a stopped one stored is a part of them."""
        table, now = self.kind.table, self.clock()
        if underway is None or not self.kind.delta or now - from_iso(underway.started_at) > STALE:
            begun = underway = reads.Underway(iso(now), self._newest or cursor.surely_before(now), 0)
            await self.database.write(lambda db: reads.begin(db, table, begun.started_at, begun.since))
        if counted_before:
            self._expected = max(await self.database.read(lambda db: observed.count(db, table)) - underway.skip, 0)
        await self._pass(underway.skip)
        if self.kind.delta:
            await self._catch_up(underway.since)
        vanished = await self._vanished()
        if len(vanished) > LOOK_UPS:
            await self._pass(0)
            vanished = await self._vanished()
        elif vanished and self.kind.delta:
            vanished = [id_ for id_ in vanished if await self._is_gone(id_)]
        had = await self.database.read(lambda db: observed.count(db, table))
        check_vanished(self.kind.label, had, len(vanished), self.settings, released=self.released)
        await self.database.write(lambda db: self._finish(db, vanished))

    async def _pass(self, skip: int) -> None:
        """All pages from `skip` on, each stored with how far that is."""
        known = await self.database.read(lambda db: observed.digests(db, self.kind.table))
        async with behind(self.database) as store:
            async for at, page in self._pages("", skip):
                batch = self._batch(page, known)
                await store(partial(self._store, batch=batch, at=at, newest=self._newest))
                crashpoint("page stored")

    async def _catch_up(self, watermark: str) -> None:
        """What changed since a watermark, asked again until nothing new comes."""
        for _ in range(_PASSES):
            changed, newest = self.counted.changed, self._newest
            moment = cursor.since(watermark, timedelta(seconds=self.settings.overlap_seconds))
            async for _at, page in self._pages(modified_after(moment) if moment else "", 0):
                asked = [raw for raw in page if cursor.after(raw, moment)]
                ids = [cursor.id_of(raw) for raw in asked]
                known = await self.database.read(lambda db, ids=ids: observed.digests_of(db, self.kind.table, ids))  # type: ignore[misc]
                batch = self._batch(asked, known)
                await self.database.write(partial(self._store, batch=batch, at=None, newest=self._newest))
                crashpoint("change stored")
            if self.counted.changed == changed:
                return
            watermark = newest or watermark

    async def _pages(self, condition: str, skip: int) -> AsyncIterator[tuple[int, list[bytes]]]:
        size = self.settings.artikelen_page if self.kind.until_empty else self.settings.page
        size = size if self.kind.delta else _WHOLE

        async def fetch(at: int, top: int) -> list[bytes]:
            self.counted.calls += 1
            return await self.snelstart.page(self.kind.resource, filter=condition, size=top, skip=at)

        width, until_empty = self.settings.calls_at_once, self.kind.until_empty
        async for at, page in pages_ahead(fetch, skip=skip, size=size, width=width, until_empty=until_empty):
            self.counted.read += len(page)
            yield at, page
            self.progress(Progress(self.kind.label, self.counted.read, None, expected=self._expected))

    def _batch(self, page: list[bytes], known: dict[bytes, str]) -> Batch:
        batch = make_batch(page, known, self.kind.to_row)
        self.counted.changed += len(batch.rows)
        self._newest = max(self._newest, batch.newest)
        return batch

    def _store(self, db: Connection, batch: Batch, at: int | None, newest: str) -> None:
        """One page; `at` is its place in a full read, None in a catch-up. Seen there, it did not vanish.

        `newest` is the watermark up to this page: the next is made ready meanwhile, and is not in the file.
        """
        table = self.kind.table
        if batch.rows:
            observed.upsert(db, table, batch.rows)
            reads.moved(db, table)
        if at is not None:
            reads.page_done(db, table, at, batch.ids)
        elif batch.ids and reads.underway(db, table) is not None:
            reads.note(db, table, batch.ids)
        observed.set_watermark(db, table, newest, iso(self.clock()))

    async def _vanished(self) -> list[str]:
        def work(db: Connection) -> list[str]:
            shown = reads.seen(db, self.kind.table)
            return sorted(set(observed.digests(db, self.kind.table).values()) - shown)

        return await self.database.read(work)

    async def _is_gone(self, record_id: str) -> bool:
        self.counted.calls += 1
        return await self.snelstart.read(self.kind.resource, record_id) is None

    def _finish(self, db: Connection, vanished: list[str]) -> None:
        table = self.kind.table
        if vanished:
            observed.mark_gone(db, table, vanished)
            reads.moved(db, table)
        self.counted.changed += len(vanished)
        reads.finish(db, table)
        reads.set_full_at(db, table, iso(self.clock()))
        observed.set_watermark(db, table, self._newest, iso(self.clock()))
