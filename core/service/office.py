"""The databases of an office: the same questions as of a home's files, answered by one PostgreSQL for all its machines."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar, TypeVar

from core.config import Paths
from core.domain.koppeling import Koppeling
from core.errors import StorageError
from core.store import register
from core.store.database import connect
from core.store.house import prepare
from core.store.kept_journals import KEPT, journal_file
from core.store.koppeling import to_koppeling
from core.store.postgres.address import Address
from core.store.postgres.database import REGISTER, Rows
from core.store.postgres.envelopes import SealedRows
from core.store.postgres.migrations import grant
from core.store.postgres.notices import Notices
from core.store.postgres.pool import Pool
from core.store.postgres.problems import FrozenDatabaseError
from core.store.postgres.rows import write_file
from core.store.postgres.session import Raw, Session
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER as REGISTER_SCHEMA

T = TypeVar("T")
_FACTS = (
    "id",
    "timeon_id",
    "timeon_naam",
    "snelstart_id",
    "snelstart_naam",
    "state",
    "step",
    "created_at",
    "permissions",
)
_OWN, _KNOWN = (", ".join(f"{table}.{name}" for name in _FACTS) for table in ("k", "r"))
_BEHIND = f"SELECT {_OWN} FROM koppeling k JOIN koppelingen r ON r.id = k.id WHERE ({_OWN}) <> ({_KNOWN})"  # noqa: S608 - names of ours


def read(text: str, environment: Mapping[str, str]) -> Address:
    """The address as given, worked at as KOPPELBORD_OFFICE when that names another role than the one that logs in."""
    return Address.read(text, environment.get("KOPPELBORD_OFFICE", "").strip())


class Office:
    """Opens nothing until asked."""

    frozen: ClassVar[tuple[type[StorageError], ...]] = (FrozenDatabaseError,)
    """What says that a server takes no writes, and still shows everything."""

    def __init__(self, address: Address, *, read_only: bool = False) -> None:
        self.address = address
        self.read_only = read_only
        self.pool = Pool(address)
        self.register = Rows(self.pool, REGISTER, read_only=read_only)
        self.envelopes = SealedRows(self.pool)
        self._notices = Notices(self.pool)
        self._rows: dict[str, Rows] = {}

    @property
    def name(self) -> str:
        """The role that is the office."""
        return self.address.office or str(self.address.parts.get("user") or "")

    def koppeling(self, koppeling_id: str) -> Rows:
        """The rows of one koppeling."""
        if koppeling_id not in self._rows:
            self._rows[koppeling_id] = Rows(self.pool, koppeling_id, read_only=self.read_only)
        return self._rows[koppeling_id]

    async def repair(self) -> list[Koppeling]:
        """Bring register rows that differ from the koppelingen's own after them; answers those."""
        if self.read_only:
            return []
        rows = await self.register.read(lambda db: db.execute(_BEHIND).fetchall())
        stale = [to_koppeling(row) for row in rows]
        for facts in stale:
            await self.save(facts)
        return stale

    async def save(self, facts: Koppeling) -> None:
        """Put a koppeling's facts in its row of the register."""
        await self.register.write(lambda db: register.save(db, facts))

    @asynccontextmanager
    async def as_files(self, paths: Paths) -> AsyncIterator[Paths]:
        """A home in a temporary folder with what is here now, for what works on files: bundles and backups."""
        with TemporaryDirectory(prefix="koppelbord-") as folder:
            copied = replace(paths, data=Path(folder))
            found = await self.register.read(register.summaries)
            for one in found:
                path = copied.koppeling(one.koppeling.id)
                prepare(path.with_name(f"{path.name}.deel"))
                await self.koppeling(one.koppeling.id).read(lambda db, p=path: write_file(db, p, KOPPELING))  # type: ignore[misc]
            for name in await self.journals():
                prepare(kept := journal_file(copied, name))
                await self.journal(name).read(partial(write_file, path=kept, schema=REGISTER_SCHEMA))
            await self.register.read(lambda db: write_file(db, copied.register, REGISTER_SCHEMA))
            with closing(connect(copied.register, REGISTER_SCHEMA)) as db:
                for one in found:
                    register.save_summary(db, one)
            yield copied

    async def journals(self) -> list[str]:
        """The names of the journals that homes came in with."""
        query = "SELECT koppeling FROM scopes WHERE office = current_user AND starts_with(koppeling, %s) ORDER BY nr"
        return [name for (name,) in await self._run(lambda raw: raw.execute(query, (KEPT,)).fetchall())]

    def journal(self, name: str) -> Rows:
        """One of them; only to be read."""
        return Rows(self.pool, name, read_only=True)

    async def steps(self) -> list[str]:
        """The steps that the schema has taken, brought up to date where this role may. Raises OlderDatabaseError."""
        query = "SELECT name FROM migrations ORDER BY at, name"
        return [name for (name,) in await self._run(lambda raw: raw.execute(query).fetchall())]

    async def grant(self, role: str) -> None:
        """Let a role work here as an office of its own. Raises RightsError."""
        await self._run(lambda raw: grant(raw, role))

    async def _run(self, work: Callable[[Raw], T]) -> T:
        def asked(session: Session) -> T:
            return session.run(work)

        return await asyncio.wrap_future(self.pool.submit(asked))

    def tell(self, topic: str, koppeling: str) -> None:
        """Tell the other machines."""
        self._notices.tell(topic, koppeling)

    async def hear(self) -> AsyncIterator[tuple[str, str]]:
        """What the other machines tell."""
        async for notice in self._notices.hear(self._ids):
            yield notice

    async def done(self) -> None:
        """Everything was told."""
        await self._notices.done()

    def call(self, name: str) -> None:
        """Let the database know the sessions of this process by a name, those that are open already too."""
        self.pool.close()
        self.address = self.pool.address = self.address.called(name)

    def close(self) -> None:
        """Let every connection go."""
        self.pool.close()

    async def _ids(self) -> list[str]:
        return [summary.koppeling.id for summary in await self.register.read(register.summaries)]
