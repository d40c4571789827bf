"""The files of one home: the register and the koppelingen, opened when asked for and closed when long unused.

A change commits in the koppeling's file first; `repair` brings the register after it, so a kill between the two loses
nothing.
"""

from collections import OrderedDict

from core.config import Paths
from core.domain.koppeling import Koppeling
from core.errors import StorageError
from core.store import koppeling as koppelingen
from core.store import register
from core.store.database import Database
from core.store.read_only import is_read_only
from core.store.schema_koppeling import KOPPELING
from core.store.schema_register import REGISTER

OPEN_FILES = 32
"""Koppelingen kept open at once: 5,000 koppelingen are not 5,000 threads."""


class Files:
    """Opens databases by koppeling and keeps the most recently used ones."""

    def __init__(self, paths: Paths) -> None:
        self._paths = paths
        self.read_only = is_read_only(paths.data)
        self._register: Database | None = None
        self._open: OrderedDict[str, Database] = OrderedDict()

    @property
    def register(self) -> Database:
        """The list of koppelingen."""
        if self._register is None:
            self._register = Database(self._paths.register, REGISTER, read_only=self.read_only)
        return self._register

    def koppeling(self, koppeling_id: str) -> Database:
        """The file of one koppeling; made when it is not there."""
        if koppeling_id in self._open:
            self._open.move_to_end(koppeling_id)
            return self._open[koppeling_id]
        while len(self._open) >= OPEN_FILES:
            _, oldest = self._open.popitem(last=False)
            oldest.close()
        database = Database(self._paths.koppeling(koppeling_id), KOPPELING, read_only=self.read_only)
        self._open[koppeling_id] = database
        return database

    async def repair(self) -> int:
        """Bring register rows that differ from their files after them; answers how many.

        A file that can't be read holds nobody else: whoever opens it is told.
        """
        stale = []
        for summary in await self.register.read(register.summaries):
            if not self._paths.koppeling(summary.koppeling.id).exists():
                continue
            try:
                facts = await self.koppeling(summary.koppeling.id).read(koppelingen.read)
            except StorageError:
                continue
            if facts is not None and facts != summary.koppeling:
                stale.append(facts)
        for facts in stale:
            await self._save(facts)
        return len(stale)

    async def _save(self, facts: Koppeling) -> None:
        await self.register.write(lambda db: register.save(db, facts))

    def close(self) -> None:
        """Close every file."""
        for database in self._open.values():
            database.close()
        self._open.clear()
        if self._register is not None:
            self._register.close()
            self._register = None
