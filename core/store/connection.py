"""What every repository works with: a connection that answers SQL, and the database that lends it for a unit of work.

SQLite's own connection meets it; `core.store.postgres` has a twin for a database of several machines. The SQL of a
repository is written once, in what the two dialects share; `core/store/postgres/dialect.py` tells what it turns into.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager
from typing import Any, Protocol, TypeVar

T = TypeVar("T")
IntegrityError = sqlite3.IntegrityError
"""A row that a constraint refuses; both dialects raise this one."""


class Cursor(Protocol):
    """The rows that a statement answered, each a tuple."""

    @property
    def rowcount(self) -> int:
        """How many rows a statement changed."""

    def fetchone(self) -> Any:
        """The next row, None after the last."""

    def fetchall(self) -> list[Any]:
        """The rows that are left."""

    def __iter__(self) -> Iterator[Any]: ...


class Connection(Protocol):
    """Values are text, int, bytes or None; marks in the SQL are `?`, or `:name` with a mapping."""

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ..., /) -> Cursor:
        """Run one statement."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor:
        """Run it once for each row of values."""


Work = Callable[[Connection], T]


class Database(Protocol):
    """The tables of one koppeling, or of the register, and who may be at work on them."""

    @property
    def read_only(self) -> bool:
        """Whether every write is refused."""

    @property
    def shared(self) -> bool:
        """Whether other machines work on it too."""

    async def write(self, work: Work[T], *, durable: bool = False) -> T:
        """Run `work` alone and whole, or not at all; `durable` waits until a power cut can't undo it."""

    async def read(self, work: Work[T]) -> T:
        """Run `work` on what is committed; it must not write."""

    def look(self, work: Work[T], *, long: bool = False) -> T:
        """As `read`, with the caller waiting, in any thread; what takes more than about a millisecond is `long`."""

    def alone(self, wait_seconds: float = 10.0) -> AbstractAsyncContextManager[None]:
        """Hold it against every other process that asks the same. Raises BusyError after that long."""

    def close(self) -> None:
        """Let go; asked something again, it opens again."""


@contextmanager
def attempt(db: Connection) -> Iterator[None]:
    """Statements that may be refused: when one is, these alone are undone, and the unit of work can go on."""
    db.execute("SAVEPOINT attempt")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK TO attempt")
        db.execute("RELEASE attempt")
        raise
    db.execute("RELEASE attempt")
