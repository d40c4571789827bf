"""One opened koppeling: its lists, its review, its sync and its declaraties, behind one face.

Everything that reads works without a key and without a network; what asks the two services says so in its name: read,
sync, push, follow.
"""

import asyncio
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from core.clock import Clock, from_iso, iso
from core.collecting import no_collecting
from core.config import Settings
from core.domain.koppeling import Koppeling, KoppelingSummary, Progress
from core.service import lists, parts
from core.service.bus import Bus
from core.service.calls import CallJournal
from core.service.door_snelstart import SnelStartDoor
from core.service.door_timeon import TimeOnDoor
from core.service.doors import Doors
from core.service.pages import Pages
from core.service.summary import summary_of
from core.service.undoing import Undoing, running
from core.store import declaratie_rows, journal, register
from core.store import koppeling as facts
from core.store.call_counts import CallCounts
from core.store.connection import Connection, Database
from core.store.tending import tend
from core.text import mark, say

if TYPE_CHECKING:
    from core.coupling.reviewing import Reviewing
    from core.domain.events import Event
    from core.domain.match import Candidate, Mode
    from core.domain.partij import Partij
    from core.domain.plan import Plan, RunReport
    from core.domain.registratie import Asked
    from core.invoicing.declaraties import Declaraties
    from core.invoicing.importing.importing import Importing
    from core.invoicing.lockmap import Holder
    from core.invoicing.pricing import Priced
    from core.invoicing.tally import Tally
    from core.service.syncing import Syncing
    from core.syncing.counted import ReadReport
    from core.syncing.plan import Planned

OnProgress = Callable[[Progress], None]


def quiet(_progress: Progress) -> None:
    """For callers that show no progress."""


@dataclass(slots=True)
class Shared:
    """What every opened koppeling borrows from the service."""

    register: Database
    doors: Doors
    settings: Settings
    clock: Clock
    bus: Bus
    redact: Callable[[str], str]
    undoing: Undoing


class Opened:
    """A koppeling at work. `database` is its own file."""

    def __init__(self, koppeling: Koppeling, database: Database, shared: Shared) -> None:
        self.koppeling = koppeling
        self.database = database
        self._shared = shared
        clock, settings = shared.clock, shared.settings
        self.calls = CallJournal(lambda: database, clock, shared.redact, lambda db: tend(db, clock(), settings))
        counts = None if database.read_only else CallCounts(database)
        self.snelstart = SnelStartDoor(shared.doors, koppeling.snelstart_id, counts, self.calls)
        self.timeon = TimeOnDoor(shared.doors, koppeling.timeon_id, self.calls)
        self.busy = asyncio.Lock()

    @cached_property
    def reviewing(self) -> "Reviewing":
        """The match review."""
        return parts.reviewing_of(self, self._shared)

    @cached_property
    def declaraties(self) -> "Declaraties":
        """Declaraties and their push."""
        return parts.declaraties_of(self, self._shared)

    @cached_property
    def importing(self) -> "Importing":
        """Registraties out of files."""
        return parts.importing_of(self, self._shared)

    @cached_property
    def syncing(self) -> "Syncing":
        """Reading, planning, writing, undoing; conflicts, runs and pauses."""
        return parts.syncing_of(self, self._shared)

    @cached_property
    def pages(self) -> Pages:
        """The long lists, by page."""
        return Pages(self.database, self._shared.settings)

    async def klanten(self, *, everything: bool = False) -> list[lists.KlantRow]:
        """Registreren > Klanten."""
        return await self.database.read(lambda db: lists.klanten(db, everything=everything))

    async def producten(self) -> list[lists.ProductRow]:
        """Producten, read from SnelStart."""
        return await self.database.read(lists.producten)

    async def productgroepen(self) -> list[lists.GroepRow]:
        """Productgroepen, read from SnelStart."""
        return await self.database.read(lists.productgroepen)

    async def registraties(self, *, zoek: str = "", **asked: "Unpack[Asked]") -> "list[Priced]":
        """*Registraties selecteren*: with what each brings in, and what holds it."""
        from core.invoicing import select
        from core.invoicing.pricing import Pricer
        from core.invoicing.quantities import rule_of

        rule = rule_of(self._shared.settings.hours_rule)

        def work(db: Connection) -> "list[Priced]":
            with no_collecting():
                return Pricer(db, rule).price(select.selectable(db, zoek=zoek, **asked))

        return await self.database.read(work)

    async def lock_map(self, rows: "Collection[Tally]") -> "list[Holder]":
        """What holds each of these registraties."""
        from core.invoicing.lockmap import lock_map

        ids = {one.declaratie_id for one in rows}
        return await self.database.read(lambda db: lock_map(rows, declaratie_rows.rows(db, ids)))

    async def read_at(self) -> datetime | None:
        """When both sides were read last, None before the first time."""
        at = await self.database.read(lambda db: facts.fact(db, "read_at", ""))
        return from_iso(at) if at else None

    async def events(self, *, subject: str = "", type_: str = "", limit: int = -1) -> "list[Event]":
        """The newest events first."""
        return await self.database.read(
            lambda db: list(journal.events(db, subject=subject, type_=type_, limit=limit, newest_first=True))
        )

    async def verify(self) -> journal.Verification:
        """Whether the journal is whole."""
        return await self.database.read(journal.verify)

    async def read(
        self, progress: OnProgress = quiet, *, full: bool = False, reference: bool = False, released: bool = False
    ) -> "ReadReport":
        """Read both sides into the cache; `full` finds what was deleted too, `reference` asks for what seldom changes.

        `released` lets more records vanish than the ceiling allows.
        """
        report = await self.syncing.read(progress, full=full, reference=reference, released=released)
        await self.declaraties.know_company()
        return report

    async def mode(self) -> "Mode":
        """What was chosen to be accepted without a person."""
        return await self.syncing.mode()

    async def plan(self) -> "Planned":
        """What a run would write now, from what was read last."""
        return await self.syncing.plan()

    async def plan_klant(self, partij: "Partij") -> "Planned":
        """A new klant in Time On and SnelStart at once."""
        return await self.syncing.plan_klant(partij)

    async def resembling(self, partij: "Partij") -> "tuple[Candidate, ...]":
        """Who looks like a klant that is to be made, Time On's first; nothing is held back by it."""
        from core.coupling.alike import resembling

        return await resembling(self.database, partij)

    async def apply(
        self,
        plan: "Plan",
        reading: "ReadReport | None" = None,
        progress: OnProgress = quiet,
        *,
        seal: str = "",
        released: bool = False,
        beside: "Planned | None" = None,
    ) -> "RunReport":
        """Write a plan that was shown; `seal` is the seal it had then. `released` passes the ceiling, `beside` has what
        stayed out of it.
        """
        return await self.syncing.apply(plan, reading, progress, seal=seal, released=released, beside=beside)

    async def sync(
        self, progress: OnProgress = quiet, *, dry_run: bool = False, full: bool = False, released: bool = False
    ) -> "tuple[RunReport, Planned]":
        """Read, accept by the chosen mode, plan, and unless `dry_run` apply; a later run says there is nothing to do."""
        return await self.syncing.sync(progress, dry_run=dry_run, full=full, released=released)

    async def scheduled(self, progress: OnProgress = quiet) -> "tuple[RunReport, Planned]":
        """A run without a person: it applies only what the standing permission names, and never waits for another."""
        return await self.syncing.sync(progress, scheduled=True, wait_seconds=0.0)

    def stop(self) -> bool:
        """End a run of this process at its next page or write; answers whether there was one."""
        return "syncing" in self.__dict__ and self.syncing.working.stop()

    async def permit(self, permissions: Iterable[str]) -> Koppeling:
        """Let scheduled runs do this and nothing else by themselves; names as `klant:create:snelstart`."""
        from core.service.standing import permit

        at, before = iso(self._shared.clock()), self.koppeling.permissions
        self.koppeling = await permit(self.koppeling, permissions, self.database, self._shared.register, at)
        await self.refresh("besluit")
        if self.koppeling.permissions != before:
            self._shared.undoing.did(
                say("toestemming van {naam}", naam=self.koppeling.timeon_naam), lambda: self.permit(before)
            )
        return self.koppeling

    async def set_running(self, *, on: bool) -> Koppeling:
        """Pause the koppeling, or let it run again: a person's choice, kept."""
        from core.service.standing import set_running

        at, before = iso(self._shared.clock()), self.koppeling.state
        self.koppeling = await set_running(self.koppeling, self.database, self._shared.register, at, on=on)
        await self.refresh("besluit")
        if self.koppeling.state is not before:
            said = mark("{naam} loopt weer") if on else mark("{naam} rust")
            kind, named = running(self.koppeling.id), say(said, naam=self.koppeling.timeon_naam)
            self._shared.undoing.did(named, lambda: self.set_running(on=not on), kind)
        return self.koppeling

    async def look(self, progress: OnProgress = quiet) -> "RunReport | None":
        """Time On's klanten alone, and at once what the standing permission names; None when nothing changed there."""
        return await self.syncing.look(progress)

    async def summary(self, waiting: int | None = None) -> KoppelingSummary:
        """The row of this koppeling in the list, counted afresh; `waiting` when it was just counted."""
        count = (await self.plan()).plan.waiting if waiting is None else waiting
        return await self.database.read(lambda db: summary_of(db, self.koppeling, count))

    async def refresh(self, topic: str, waiting: int | None = None) -> KoppelingSummary:
        """A piece of work is over: write its calls down, bring the register's row up to date, tell the listeners."""
        await self.calls.done()
        summary = await self.summary(waiting)
        await self._shared.register.write(lambda db: register.keep_summary(db, summary))
        self._shared.bus.tell(topic, self.koppeling.id)
        return summary
