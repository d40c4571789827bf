"""The envelopes of an office: rows that no other role sees, and that this database can't open."""

from collections.abc import Callable
from typing import Any, TypeVar

from core.domain.envelope import Envelope
from core.store.connection import Connection
from core.store.postgres.database import REGISTER
from core.store.postgres.pool import Pool

T = TypeVar("T")
_COLUMNS = "sealed, wrapped, key_id"
_PUT = """
    INSERT INTO envelopes (name, sealed, wrapped, key_id) VALUES (?, ?, ?, ?) ON CONFLICT ON CONSTRAINT envelopes_pkey
    DO UPDATE SET sealed = excluded.sealed, wrapped = excluded.wrapped, key_id = excluded.key_id
"""


class SealedRows:
    """Asked and answered at once: keys are looked for where nothing can wait for them."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def get(self, name: str) -> Envelope | None:
        """The envelope, None when there is none."""
        query = f"SELECT {_COLUMNS} FROM envelopes WHERE name = ?"  # noqa: S608 - our own column names
        row = self._read(lambda db: db.execute(query, (name,)).fetchone())
        return Envelope(*row) if row else None

    def put(self, name: str, envelope: Envelope) -> None:
        """Keep it in the place of what was there."""
        self._write(lambda db: db.execute(_PUT, (name, *_row(envelope))))

    def turn(self, name: str, old: Envelope, new: Envelope) -> bool:
        """Keep `new` where `old` still is; whether it was."""
        query = "UPDATE envelopes SET wrapped = ?, key_id = ? WHERE name = ? AND wrapped = ?"
        values = (new.wrapped, new.key_id, name, old.wrapped)
        return bool(self._write(lambda db: db.execute(query, values).rowcount))

    def remove(self, name: str) -> None:
        """Keep none."""
        self._write(lambda db: db.execute("DELETE FROM envelopes WHERE name = ?", (name,)))

    def names(self) -> list[str]:
        """All of them."""
        rows = self._read(lambda db: db.execute("SELECT name FROM envelopes ORDER BY name").fetchall())
        return [name for (name,) in rows]

    def counts(self) -> dict[str, int]:
        """How many by the id of the office's key."""
        query = "SELECT key_id, count(*) FROM envelopes GROUP BY key_id ORDER BY key_id"
        return dict(self._read(lambda db: db.execute(query).fetchall()))

    def _read(self, work: Callable[[Connection], T]) -> T:
        return self._pool.submit(lambda session: session.read(REGISTER, work)).result()

    def _write(self, work: Callable[[Connection], T]) -> T:
        return self._pool.submit(lambda session: session.write(REGISTER, work)).result()


def _row(envelope: Envelope) -> tuple[Any, ...]:
    return (envelope.sealed, envelope.wrapped, envelope.key_id)
