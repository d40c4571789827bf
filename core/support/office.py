"""The office's PostgreSQL as the doctor sees it: whether it answers, as which role, and how far its schema is."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

from core.domain.koppeling import KoppelingSummary
from core.errors import AppError, UsageError
from core.store import register
from core.store.connection import Work
from core.support.check import Check, CheckState, failed
from core.text import mark, say

if TYPE_CHECKING:
    from core.store.postgres.address import Address
    from core.store.postgres.envelopes import SealedRows
    from core.store.postgres.pool import Pool
    from core.store.postgres.session import Raw

T = TypeVar("T")
_DATABASE = mark("Gegevens")
_NAME = "kantoor"
_SILENT = 60.0
"""Seconds after which a worker is not seen any more, whatever its own office says of that."""


class OfficeVisit:
    """Of KOPPELBORD_DATABASE, as `core.support.visit`; asks when asked, and changes nothing in a database that has our tables."""

    def __init__(self, environment: Mapping[str, str], address: "Address | None" = None) -> None:
        """`address` is of an office that is known already."""
        self._environment = environment
        self._address = address
        self._pool: Pool | None = None
        self._gone = False

    @property
    def is_office(self) -> bool:
        """Whether there is one."""
        return self._address is not None or bool(self._environment.get("KOPPELBORD_DATABASE", "").strip())

    def databases(self) -> Iterator[Check]:
        """In words of the error that every other command would give."""
        yield self._check()

    def _check(self) -> Check:
        try:
            pool = self._opened()
            found = len(self._living(pool))
            steps = pool.submit(lambda one: one.run(lambda raw: raw.execute("SELECT name FROM migrations").rowcount))
            words = say("{database}: heel, {n} koppelingen, schema van {steps} stappen", database=pool.address.shown,
                        n=found, steps=steps.result())  # fmt: skip
        except AppError as problem:
            self._gone = True
            return failed(_NAME, _DATABASE, problem)
        return Check(_NAME, _DATABASE, CheckState.OK, words)

    def summaries(self) -> list[KoppelingSummary]:
        """As `Visit`."""
        return self.of_register(register.summaries) or []

    def of_register(self, work: Work[T]) -> T | None:
        """As `Visit`."""
        return self.of_koppeling("", work)

    def of_koppeling(self, koppeling_id: str, work: Work[T]) -> T | None:
        """As `Visit`; a database that did not answer is not waited for again."""
        if self._gone:
            return None
        try:
            return self._opened().submit(lambda session: session.read(koppeling_id, work)).result()
        except AppError:
            self._gone = True
            return None

    def workers(self) -> int | None:
        """As `Visit`."""
        if self._gone:
            return None
        try:
            pool = self._opened()
            return pool.submit(lambda session: session.run(lambda raw: _seen(raw, pool.address.line))).result()
        except AppError:
            return None

    def envelopes(self) -> "SealedRows | None":
        """Where its keys are sealed; None where there is no office, or no way to one."""
        if not self.is_office:
            return None
        try:
            from core.store.postgres.envelopes import SealedRows

            return SealedRows(self._opened())
        except (ImportError, AppError):
            return None

    def close(self) -> None:
        """Let the connections go."""
        if self._pool is not None:
            self._pool.close()

    def _opened(self) -> "Pool":
        """Raises UsageError."""
        if self._pool is None:
            try:
                from core.store.postgres.address import Address
                from core.store.postgres.pool import Pool
            except ImportError as missing:
                raise UsageError(
                    say("Voor KOPPELBORD_DATABASE is {package} nodig.", package=missing.name),
                    advice=say("Installeer koppelbord[kantoor]."),
                ) from missing
            if self._address is None:
                text = self._environment["KOPPELBORD_DATABASE"].strip()
                self._address = Address.read(text, self._environment.get("KOPPELBORD_OFFICE", "").strip())
            self._pool = Pool(self._address)
        return self._pool

    def _living(self, pool: "Pool") -> list[KoppelingSummary]:
        return pool.submit(lambda session: session.read("", register.summaries)).result()


def _seen(raw: "Raw", line: str) -> int | None:
    """Workers keep themselves in the schema where their work waits in line."""
    from psycopg import sql

    table = sql.Identifier(line, "kantoor_workers")
    if raw.execute("SELECT to_regclass(%s)", (table.as_string(raw),)).fetchone() == (None,):
        return None
    seen = sql.SQL("SELECT count(*) FROM {table} WHERE seen > now() - make_interval(secs => %s)").format(table=table)
    found = raw.execute(seen, (_SILENT,)).fetchone()
    return int(found[0]) if found else None
