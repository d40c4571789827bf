"""Looking at the klanten of one file: in a thread, one look at a time, so that whoever waits can do other things.

A look at very many klanten takes long; it tells how far it is, and ends soon after nobody waits for it any more.
"""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TypeVar

from core.collecting import living_on, no_collecting
from core.coupling import steps
from core.coupling.kept import MOST_STEPS, Kept
from core.coupling.steps import Stored
from core.domain.koppeling import Progress
from core.domain.match import Decision
from core.domain.partij import Partij, Side
from core.matching import Duplicate, Told, duplicates, simulate
from core.store import decisions, observed, records
from core.store.connection import Connection, Database
from core.text import mark

T = TypeVar("T")
OnProgress = Callable[[Progress], None]
Everything = tuple[Sequence[Partij], Sequence[Partij], Sequence[Decision], str]
MANY = 20_000
"""Klanten from which on what is seen is so much that looking for cycles in it would be felt."""
COMPARING = mark("namen vergelijken")
SIMULATING = mark("nabootsen wat Time On doet")


def quiet(_progress: Progress) -> None:
    """For callers that show no progress."""


@dataclass(slots=True)
class Looking:
    """Holds what was seen last. While it is being changed nobody holds it, so that what is cut off is looked at anew.

    `holds_much`: what was seen is left out of every look for cycles, and only a new look frees it.
    """

    database: Database
    holds_much: bool = False
    _kept: Kept | None = None
    _own: dict[str, str] = field(default_factory=dict)
    _seen: str = ""
    _foreign: int = 0
    _turn: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def current(self, progress: OnProgress = quiet) -> Kept:
        """The review of this moment of the file."""
        async with self._turn:
            return await self._look(progress)

    async def naive(self, progress: OnProgress = quiet) -> tuple[Duplicate, ...]:
        """The double klanten of a start as Time On does it. Nobody has to wait with deciding until that is known."""
        kept = await self.current(progress)
        if not kept.standing:
            return await asyncio.to_thread(duplicates, kept.review.rows)
        left, right = kept.left, kept.right
        return await _in_thread(SIMULATING, progress, lambda told: simulate(left, right, told=told))

    async def stamp(self) -> str:
        """The moment of the file that a look of now would show."""
        return await self.database.read(steps.stamp)

    def own(self, stored: Stored) -> Stored:
        """Our own step is about to be in the file; call it before that, so that no look takes it for another's."""
        self._own[stored.before] = stored.after
        return stored

    def _attribute(self, now: str) -> int:
        """How often was seen until now that the file had moved on by more than our own steps."""
        while self._seen in self._own:
            self._seen = self._own.pop(self._seen)
        if self._seen != now:
            self._foreign += bool(self._seen)
            self._seen = now
            self._own.clear()
        return self._foreign

    async def lay_in(self, stored: Stored) -> None:
        """Our own step into what was seen, when nothing else came between; much at once is quicker looked at anew."""
        async with self._turn:
            kept, self._kept = self._kept, None
            if kept is None:
                return
            if len(stored.step.made) + len(stored.step.ended) > MOST_STEPS:
                await asyncio.to_thread(kept.let_go)
                return
            if kept.stamp == stored.before:
                await asyncio.to_thread(_lay_in, kept, stored)
            self._kept = kept

    async def _look(self, progress: OnProgress) -> Kept:
        kept, self._kept = self._kept, None
        now = await self.database.read(steps.stamp)
        if kept is not None and kept.stamp != now and kept.records == steps.records_stamp(now):
            live, now = await self.database.read(lambda db: (decisions.live(db), steps.stamp(db)))
            if not await asyncio.to_thread(kept.catch_up, now, live):
                kept.stamp = ""
        if kept is None or kept.stamp != now:
            if kept is not None:
                await asyncio.to_thread(kept.let_go)
            kept = await self._anew(progress)
        kept.foreign = self._attribute(kept.stamp)
        self._kept = kept
        return kept

    async def _anew(self, progress: OnProgress) -> Kept:
        many = self.holds_much = await self.database.read(_are_many)
        with living_on() if many else nullcontext():
            read: list[Everything] = []
            await self.database.read(lambda db: read.append(everything(db)))
            left, right, decided, at = read.pop()
            there = steps.records_stamp(at)
            return await _in_thread(COMPARING, progress, lambda told: Kept.of(at, there, left, right, decided, told))


def _are_many(db: Connection) -> bool:
    return sum(observed.count(db, records.table_of(side)) for side in Side) >= MANY


def everything(db: Connection) -> Everything:
    """Both sides, the decisions in force, and of which moment they are."""
    return (
        records.partijen(db, Side.TIMEON),
        records.partijen(db, Side.SNELSTART),
        decisions.live(db),
        steps.stamp(db),
    )


async def _in_thread(kind: str, progress: OnProgress, work: Callable[[Told], T]) -> T:
    loop, over = asyncio.get_running_loop(), threading.Event()

    def told(done: int, total: int) -> None:
        if over.is_set():
            raise CancelledError
        loop.call_soon_threadsafe(progress, Progress(kind, done, total))

    # Handed over beside the future: that lies in a ring with its own callbacks, and would hold what it answers.
    found: list[T] = []

    def looked() -> None:
        with no_collecting():
            found.append(work(told))

    try:
        await asyncio.to_thread(looked)
        return found.pop()
    finally:
        over.set()


def _lay_in(kept: Kept, stored: Stored) -> None:
    for decision in stored.step.ended:
        kept.withdraw(decision)
    for decision in stored.step.made:
        kept.take(decision)
    kept.stamp = stored.after
