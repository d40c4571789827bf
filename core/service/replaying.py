"""The moment at which an opened bundle is looked at: every screen and every command sees the koppelingen as they stood then.

The whole files stay beside those of the moment, so that one can go forwards again; the timeline always reads the whole.
"""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from core.clock import iso
from core.config import Paths
from core.errors import UsageError
from core.store import register
from core.store.connection import Work
from core.store.database import connect
from core.support.archive import NoBundleError
from core.support.rewind import rewind
from core.text import say

if TYPE_CHECKING:
    from core.domain.koppeling import KoppelingSummary
    from core.service import Service

T = TypeVar("T")
WHOLE = "heel"
"""The folder, in the data of an opened bundle, with the files as they came."""
TOPICS = ("koppelingen", "review", "sync", "declaraties")


class Moment:
    """The clock of an opened bundle: it stands still where it was put."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        """Now."""
        return self.now


def whole(paths: Paths, koppeling_id: str) -> Path | None:
    """The file of a koppeling as it came, where an earlier moment is shown; None where it is the one that is shown."""
    path = paths.data / WHOLE / f"{koppeling_id}.db"
    return path if path.exists() else None


def asked(path: Path, work: Work[T]) -> T:
    """The answer of a file that is not open here."""
    with closing(connect(path)) as db:
        return work(db)


async def move(service: "Service", at: datetime) -> None:
    """Show everything as it stood at a moment. Raises UsageError for a home that is no opened bundle, NoBundleError for one
    that holds what we never write.
    """
    paths, clock = service.paths, service.clock
    if not service.is_replay or not isinstance(clock, Moment):
        raise UsageError(say("Alleen een geopende bundel kan een ander moment tonen."))
    service.let_go()
    await asyncio.to_thread(_rewound, paths, iso(at))
    clock.now = at
    stood = [await service.current(one.koppeling) for one in await service.koppelingen()]
    summaries = [await service.opened(one).summary() for one in stood]
    service.let_go()
    await asyncio.to_thread(_register, paths.register, summaries)
    service.tell(TOPICS)


def _rewound(paths: Paths, at: str) -> None:
    kept = paths.data / WHOLE
    if not kept.exists():
        kept.mkdir(mode=0o700)
        for path in (paths.register, *sorted(paths.koppelingen.glob("*.db"))):
            _copy(path, kept / path.name)
    for path in (
        paths.register,
        *(paths.koppeling(one.stem) for one in sorted(kept.glob("*.db")) if one.stem != "register"),
    ):
        for beside in ("", "-wal", "-shm"):
            Path(f"{path}{beside}").unlink(missing_ok=True)
        _copy(kept / path.name, path)
        try:
            rewind(path, at)
        except (sqlite3.Error, ValueError, TypeError, KeyError, ArithmeticError) as problem:
            raise NoBundleError(say("{name} past niet in deze koppelbord.", name=path.stem)) from problem


def _copy(source: Path, target: Path) -> None:
    """Whole, whatever still stands in its log."""
    with closing(sqlite3.connect(source)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(source, target)
    target.chmod(0o600)


def _register(path: Path, summaries: "list[KoppelingSummary]") -> None:
    """The list follows the files."""
    with closing(connect(path)) as db:
        db.execute("BEGIN IMMEDIATE")
        for summary in summaries:
            register.save_summary(db, summary)
        db.execute("COMMIT")
