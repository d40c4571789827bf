"""One reading of both sides: which kinds are due, and all of them at once; what seldom changes is asked once a day."""

from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from core.clock import Clock, from_iso, iso
from core.config import Settings
from core.store import koppeling as facts
from core.store import reads
from core.store.connection import Connection, Database
from core.syncing import read_small
from core.syncing.counted import Counted
from core.syncing.kinds import ARTIKELEN, MOVING, PRODUCTGROEPEN, REFERENCE, SMALL_KINDS, Kind
from core.syncing.ports import OnProgress, SnelStartPort, TimeOnPort
from core.syncing.read_snelstart import KindReader
from core.syncing.read_timeon import read_customers, read_hours, unnamed
from core.syncing.together import together

Named = tuple[str, Counted]


@dataclass(slots=True)
class Reading:
    """Reads both sides into the file. `full` finds deletions too, `reference` asks for what seldom changes as well;
    `released` lets more records vanish than the ceiling allows.
    """

    snelstart: SnelStartPort
    timeon: TimeOnPort
    database: Database
    clock: Clock
    settings: Settings
    progress: OnProgress
    full: bool = False
    reference: bool = False
    released: bool = False

    async def read(self, span: tuple[date, date]) -> dict[str, Counted]:
        """Every kind that was asked for, by name."""
        known = await self._organisation() if await self._due("organisation") else {}
        seldom = (*(kind.table for kind in REFERENCE), *SMALL_KINDS, "projects", "users")
        due = [name for name in seldom if await self._due(name)]
        work: list[Coroutine[Any, Any, Named]] = [self._kind(kind) for kind in MOVING]
        work += [self._customers(), self._hours(span)]
        work += [self._kind(kind) for kind in REFERENCE if kind.table in due]
        work += [self._small(name) for name in SMALL_KINDS if name in due]
        work += [self._projects()] if "projects" in due else []
        work += [self._users()] if "users" in due else []
        counts = known | dict(await together(*work))
        return counts | dict(await together(*await self._missed(counts)))

    async def _organisation(self) -> dict[str, Counted]:
        organisation = await self.timeon.organisation()

        def work(db: Connection) -> None:
            facts.set_fact(db, "organisation", organisation)
            reads.set_full_at(db, "organisation", iso(self.clock()))

        await self.database.write(work)
        return {"organisation": Counted(read=1, calls=1)}

    async def _missed(self, counts: dict[str, Counted]) -> list[Coroutine[Any, Any, Named]]:
        """What was not due, but is named by something that came."""
        hours, artikelen = counts["registraties"].changed, counts[ARTIKELEN.table].changed

        def named(db: Connection) -> tuple[bool, bool, bool]:
            return (
                bool(hours) and "projects" not in counts and unnamed(db, "projects", "project_id"),
                bool(hours) and "users" not in counts and unnamed(db, "users", "medewerker_id"),
                bool(artikelen) and PRODUCTGROEPEN.table not in counts and _unknown_groep(db),
            )

        projects, users, groepen = await self.database.read(named)
        work: list[Coroutine[Any, Any, Named]] = [self._projects()] if projects else []
        work += [self._users()] if users else []
        return [*work, self._kind(PRODUCTGROEPEN)] if groepen else work

    async def _due(self, name: str) -> bool:
        if self.full or self.reference:
            return True
        return await read_small.due(self.database, name, self.clock(), self.settings.reference_hours)

    async def _kind(self, kind: Kind) -> Named:
        reader = KindReader(
            kind, self.snelstart, self.database, self.clock, self.settings, self.progress, self.released
        )
        return kind.table, await reader.read(full=self.full or await self._weekly(kind))

    async def _weekly(self, kind: Kind) -> bool:
        at = await self.database.read(lambda db: reads.full_at(db, kind.table))
        return bool(at) and self.clock() - from_iso(at) >= timedelta(days=self.settings.full_days)

    async def read_customers(self) -> Counted:
        """Time On's klanten alone."""
        return await read_customers(self.timeon, self.database, self.settings, self.progress, released=self.released)

    async def _customers(self) -> Named:
        return "customers", await self.read_customers()

    async def _hours(self, span: tuple[date, date]) -> Named:
        return "registraties", await read_hours(self.timeon, self.database, span, self.progress)

    async def _small(self, name: str) -> Named:
        rows = [read_small.from_raw(raw) for raw in await self.snelstart.page(name, size=1_000_000)]
        return name, await read_small.store_small(self.database, name, rows, self.clock(), 1)

    async def _projects(self) -> Named:
        pages = [page async for page in self.timeon.projects()]
        return await self._timeon("projects", [row for page in pages for row in page], "projectID", max(len(pages), 1))

    async def _users(self) -> Named:
        return await self._timeon("users", await self.timeon.users(), "userID", 1)

    async def _timeon(self, kind: str, records: list[dict[str, Any]], key: str, calls: int) -> Named:
        rows = [read_small.from_record(record, key) for record in records]
        return kind, await read_small.store_small(self.database, kind, rows, self.clock(), calls)


def _unknown_groep(db: Connection) -> bool:
    query = """
        SELECT 1 FROM artikelen a WHERE a.gone = 0 AND a.groep_id <> '' AND NOT EXISTS
        (SELECT 1 FROM productgroepen g WHERE g.id = a.groep_id) LIMIT 1
    """
    return db.execute(query).fetchone() is not None
