"""The office's PostgreSQL as the doctor sees it: whether it answers, as which role, and how far its schema is."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from core.domain.koppeling import KoppelingSummary
from core.errors import AppError, UsageError
from core.store import register
from core.support.check import Check, CheckState, failed
from core.text import mark, say

if TYPE_CHECKING:
    from core.store.postgres.envelopes import SealedRows
    from core.store.postgres.pool import Pool

_DATABASE = mark("Gegevens")
_NAME = "kantoor"


class OfficeVisit:
    """Of KOPPELBORD_DATABASE; asks when asked, and changes nothing in a database that has our tables."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self._pool: Pool | None = None

    @property
    def is_office(self) -> bool:
        """Whether there is one."""
        return bool(self._environment.get("KOPPELBORD_DATABASE", "").strip())

    def check(self) -> Check:
        """In words of the error that every other command would give."""
        try:
            pool = self._opened()
            found = len(self._living(pool))
            steps = pool.submit(lambda one: one.run(lambda raw: raw.execute("SELECT name FROM migrations").rowcount))
            words = say("{database}: heel, {n} koppelingen, schema van {steps} stappen", database=pool.address.shown,
                        n=found, steps=steps.result())  # fmt: skip
        except AppError as problem:
            return failed(_NAME, _DATABASE, problem)
        return Check(_NAME, _DATABASE, CheckState.OK, words)

    def summaries(self) -> list[KoppelingSummary]:
        """None from a database that can't be read, which is a check of its own."""
        try:
            return self._living(self._opened())
        except AppError:
            return []

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
            text = self._environment["KOPPELBORD_DATABASE"].strip()
            self._pool = Pool(Address.read(text, self._environment.get("KOPPELBORD_OFFICE", "").strip()))
        return self._pool

    def _living(self, pool: "Pool") -> list[KoppelingSummary]:
        return pool.submit(lambda session: session.read("", register.summaries)).result()
