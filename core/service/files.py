"""The files of one home: the register and the koppelingen, opened when asked for and closed when long unused.

What the koppeling's file says holds; `repair` brings the register after it, so a kill between the two loses nothing but
the step that was being taken.
"""

import asyncio
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import ClassVar
from weakref import WeakValueDictionary

from core.config import Paths
from core.domain.koppeling import Koppeling
from core.errors import AlreadyCoupledError, StorageError
from core.store import koppeling as koppelingen
from core.store import register
from core.store.database import Database, connect
from core.store.kept_journals import journal_file, journals_in
from core.store.read_only import is_read_only
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER

OPEN_FILES = 32
"""Koppelingen kept open at once: 5,000 koppelingen are not 5,000 threads."""


class Files:
    """Opens databases by koppeling and keeps the most recently used ones."""

    frozen: ClassVar[tuple[type[StorageError], ...]] = ()
    """As of an office; a home says beforehand that it is only shown."""

    def __init__(self, paths: Paths, *, read_only: bool = False) -> None:
        self._paths = paths
        self.read_only = read_only or is_read_only(paths.data)
        self._register: Database | None = None
        self._known: WeakValueDictionary[str, Database] = WeakValueDictionary()
        self._open: OrderedDict[Database, None] = OrderedDict()
        self._guard = threading.Lock()

    @property
    def register(self) -> Database:
        """The list of koppelingen."""
        if self._register is None:
            self._register = Database(self._paths.register, REGISTER, read_only=self.read_only)
        return self._register

    def koppeling(self, koppeling_id: str) -> Database:
        """The file of one koppeling; made when it is not there. The same object as long as somebody holds it, also when the
        file was closed meanwhile: then it opens again, and counts again.
        """
        database = self._known.get(koppeling_id)
        if database is None:
            path = self._paths.koppeling(koppeling_id)
            database = Database(path, KOPPELING, read_only=self.read_only, woken=self._woken)
            self._known[koppeling_id] = database
        else:
            with self._guard:
                if database in self._open:
                    self._open.move_to_end(database)
        return database

    def _woken(self, database: Database) -> None:
        """It opens, asked by whichever thread: one that was not used for long is closed, but none that is at work."""
        with self._guard:
            self._open[database] = None
            self._open.move_to_end(database)
            resting = [one for one in self._open if one is not database and one.is_idle]
            over = resting[: max(0, len(self._open) - OPEN_FILES)]
            for one in over:
                del self._open[one]
        for one in over:
            one.close()

    async def journals(self) -> list[str]:
        """The names of the journals that homes brought into the office that went back into this one."""
        return journals_in(self._paths)

    def journal(self, name: str) -> Database:
        """One of them; only to be read."""
        return Database(journal_file(self._paths, name), REGISTER, read_only=True)

    async def repair(self) -> list[Koppeling]:
        """Bring register rows that differ from their files after them, and list the files that have none; answers those.

        A file that can't be read, or is of an administration that lives elsewhere, holds nobody else: the doctor tells.
        """
        if self.read_only:
            return []
        known = [summary.koppeling for summary in await self.register.read(register.summaries)]
        rows = {one.id: one for one in known}
        files = {path.stem for path in self._paths.koppelingen.glob("*.db")}
        ids = [*rows, *sorted(files - rows.keys())]
        found = await asyncio.to_thread(_facts_of, [self._paths.koppeling(one) for one in ids])
        mended = []
        for id_, facts in zip(ids, found, strict=True):
            if facts is not None and facts.id == id_ and facts != rows.get(id_):
                with suppress(*(() if id_ in rows else (AlreadyCoupledError,))):
                    await self.save(facts)
                    mended.append(facts)
        return mended

    async def save(self, facts: Koppeling) -> None:
        """Put a koppeling's facts in its row of the register."""
        await self.register.write(lambda db: register.save(db, facts))

    def tell(self, topic: str, koppeling: str) -> None:
        """Nobody else listens: a home is one machine's."""

    async def hear(self) -> AsyncIterator[tuple[str, str]]:
        """Nobody else tells."""
        return
        yield

    async def done(self) -> None:
        """Nothing waits to be told."""

    def close(self) -> None:
        """Close every file."""
        for database in self._open:
            database.close()
        self._open.clear()
        self._known.clear()
        if self._register is not None:
            self._register.close()
            self._register = None


def _facts_of(paths: Iterable[Path]) -> list[Koppeling | None]:
    """What the files say, one after another on one thread and each closed at once; None where one says nothing."""
    return [_facts(path) if path.exists() else None for path in paths]


def _facts(path: Path) -> Koppeling | None:
    try:
        with closing(connect(path)) as db:
            return koppelingen.read(db)
    except (sqlite3.Error, StorageError):
        return None
