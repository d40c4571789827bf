"""One connection to PostgreSQL: opened when first asked, checked before it is believed, a unit of work at a time.

A connection that died between two units is opened again; one that dies in a unit ends that unit, of which PostgreSQL
keeps nothing. One that is held for a lock is never opened again: the lock died with it.
"""

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import psycopg
from psycopg.adapt import Loader
from psycopg.types.numeric import NumericLoader

from core.errors import StorageError
from core.store.connection import Cursor, IntegrityError, Work
from core.store.postgres.address import Address
from core.store.postgres.dialect import translated
from core.store.postgres.migrations import LOCK, Step, bring_up
from core.store.postgres.problems import BypassError, DatabaseDownError, MovedAwayError, newer, storage_error
from core.text import say

T = TypeVar("T")
Raw = psycopg.Connection[tuple[Any, ...]]
UNIT, ALONE = 1, 2
"""Which of a koppeling's two advisory locks: of one unit of work, of whoever syncs or pushes."""

_BEGIN_WRITE = """
    SELECT set_config('koppelbord.nr', %s, true), pg_advisory_xact_lock(%s, %s),
        ARRAY(SELECT name FROM migrations WHERE contracts AND NOT name = ANY(%s)),
        (SELECT moved FROM scopes WHERE nr = %s)
"""
_BEGIN_READ = """
    SELECT set_config('koppelbord.nr', %s, true), NULL,
        ARRAY(SELECT name FROM migrations WHERE contracts AND NOT name = ANY(%s))
"""
_ROLE = "SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user"


@dataclass(frozen=True, slots=True)
class Translated:
    """A connection as repositories know it."""

    raw: Raw

    def execute(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = (), /) -> Cursor:
        """Run one statement."""
        try:
            return self.raw.execute(translated(sql).encode(), _values(parameters))
        except psycopg.IntegrityError as problem:
            raise IntegrityError(str(problem)) from problem

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Cursor:
        """Run it once for each row of values."""
        cursor = self.raw.cursor()
        try:
            cursor.executemany(translated(sql).encode(), (_values(row) for row in parameters))
        except psycopg.IntegrityError as problem:
            raise IntegrityError(str(problem)) from problem
        return cursor


class Session:
    """A connection at `address`, on a schema that has all `steps`."""

    def __init__(self, address: Address, steps: Sequence[Step]) -> None:
        self._address = address
        self._steps = steps
        self._known = [step.name for step in steps]
        self._raw: Raw | None = None
        self._busy = threading.Lock()
        self._numbers: dict[str, int] = {}
        self.held = False

    def run(self, work: Callable[[Raw], T]) -> T:
        """Run `work` on the connection, which is in autocommit; what PostgreSQL says becomes a StorageError."""
        with self._busy:
            try:
                return work(self._connected())
            except psycopg.Error as problem:
                raise storage_error(problem, self._address) from problem
            except IntegrityError as refused:
                words = say("{database}: {problem}.", database=self._address.shown, problem=refused)
                raise StorageError(words) from refused

    def write(self, koppeling: str, work: Work[T]) -> T:
        """A unit of work on the rows of one koppeling ("" for the office's own), while no other writes them."""
        return self.run(lambda _raw: self._unit(koppeling, work, writing=True))

    def read(self, koppeling: str, work: Work[T]) -> T:
        """Look at the rows of one koppeling as they are at one moment."""
        return self.run(lambda _raw: self._unit(koppeling, work, writing=False))

    def take(self, koppeling: str) -> bool:
        """Hold the koppeling as long as this connection lives; whether nobody else does."""

        def work(raw: Raw) -> bool:
            number = self._number(raw, koppeling, make=True)
            found = raw.execute("SELECT pg_try_advisory_lock(%s, %s)", (LOCK + ALONE, number)).fetchone()
            self.held = bool(found and found[0])
            return self.held

        return self.run(work)

    def release(self) -> None:
        """Hold nothing: where PostgreSQL can't be told so, it sees the connection go."""
        with self._busy:
            self.held = False
            try:
                if self._raw is not None:
                    self._raw.execute("SELECT pg_advisory_unlock_all()")
            except psycopg.Error:
                self._let_go()

    def close(self) -> None:
        """Let the connection go, and with it whatever it held."""
        with self._busy:
            self._let_go()

    def _let_go(self) -> None:
        raw, self._raw = self._raw, None
        if raw is not None:
            raw.close()

    def _unit(self, koppeling: str, work: Work[T], *, writing: bool) -> T:
        raw = self._begun(koppeling, writing=writing)
        try:
            result = work(Translated(raw))
        except BaseException:
            if not raw.closed:
                raw.execute("ROLLBACK")
            raise
        raw.execute("COMMIT")
        return result

    def _begun(self, koppeling: str, *, writing: bool) -> Raw:
        """A connection with a transaction on these rows: once more when the one we had turns out to be dead."""
        again = self._raw is not None and not self.held
        try:
            return self._begin(self._connected(), koppeling, writing=writing)
        except psycopg.OperationalError:
            if not again or self._raw is None or not self._raw.closed:
                raise
            return self._begin(self._connected(), koppeling, writing=writing)

    def _begin(self, raw: Raw, koppeling: str, *, writing: bool) -> Raw:
        number = self._number(raw, koppeling, make=writing)
        raw.execute("BEGIN" if writing else "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        try:
            if writing:
                found = raw.execute(_BEGIN_WRITE, (str(number), LOCK + UNIT, number, self._known, number)).fetchone()
            else:
                found = raw.execute(_BEGIN_READ, (str(number), self._known)).fetchone()
            self._refuse(koppeling, found[2:] if found else ())
        except BaseException:
            if not raw.closed:
                raw.execute("ROLLBACK")
            raise
        return raw

    def _number(self, raw: Raw, koppeling: str, *, make: bool) -> int:
        """By which the rows of a koppeling are known; 0, which no row has, for one that was never written."""
        known = self._numbers.get(koppeling)
        if known is not None:
            return known
        if make:
            raw.execute("INSERT INTO scopes (koppeling) VALUES (%s) ON CONFLICT DO NOTHING", (koppeling,))
        found = raw.execute(
            "SELECT nr FROM scopes WHERE office = current_user AND koppeling = %s", (koppeling,)
        ).fetchone()
        if found is None:
            return 0
        self._numbers[koppeling] = int(found[0])
        return self._numbers[koppeling]

    def _connected(self) -> Raw:
        if self._raw is not None and not self._raw.closed:
            return self._raw
        if self.held:
            raise DatabaseDownError(say("{database}: de verbinding brak.", database=self._address.shown))
        raw = psycopg.connect(**self._address.connect(), autocommit=True)
        try:
            raw.adapters.register_loader("numeric", _Whole)
            self._guard(raw)
            bring_up(raw, self._address, self._steps)
        except BaseException:
            raw.close()
            raise
        self._raw = raw
        return raw

    def _refuse(self, koppeling: str, found: Sequence[Any]) -> None:
        """A newer program took something away that this one needs, or the koppeling moved: since we connected, even."""
        if found and found[0]:
            raise newer(self._address, list(found[0]))
        if found[1:] and found[1]:
            raise MovedAwayError(say("{koppeling} bij {database}.", koppeling=koppeling, database=self._address.shown))

    def _guard(self, raw: Raw) -> None:
        """Every row of every office would be shown to a role that row-level security does not hold for."""
        role, bypasses = raw.execute(_ROLE).fetchone() or ("?", True)
        if bypasses:
            raise BypassError(say("{role} bij {database}.", role=role, database=self._address.shown))


class _Whole(Loader):
    """A sum of whole numbers is a whole number, as SQLite answers it."""

    def load(self, data: Any) -> Any:
        """An int where that says all."""
        found = NumericLoader(self.oid).load(data)
        return int(found) if found == found.to_integral_value() else found


def _values(parameters: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any] | Mapping[str, Any]:
    if isinstance(parameters, Mapping):
        return {name: _value(value) for name, value in parameters.items()}
    return [_value(value) for value in parameters]


def _value(value: Any) -> Any:
    """As SQLite keeps it: a yes is 1. Text of PostgreSQL holds no NUL; the raw record beside it keeps it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str) and "\0" in value:
        return value.replace("\0", "\ufffd")
    return value
