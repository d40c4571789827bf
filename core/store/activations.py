"""The references of this home, in its register: their hashes, what was told to them and how that ended. Never a key."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from core.clock import from_iso, iso
from core.domain.activation import Activation, Outcome, Told
from core.store.connection import Connection

_COLUMNS = "digest, timeon_id, asked_at, told, tries, next_at, snelstart_id, outcome, ended_at"


def living(db: Connection) -> list[Activation]:
    """Every reference that SnelStart may still post to, oldest first."""
    return _all(db, "WHERE ended_at IS NULL ORDER BY asked_at, digest")


def of_timeon(db: Connection, timeon_id: str) -> list[Activation]:
    """The living references of one Time On administration, oldest first."""
    return _all(db, "WHERE ended_at IS NULL AND timeon_id = ? ORDER BY asked_at, digest", timeon_id)


def save(db: Connection, activation: Activation) -> None:
    """Store it, new or changed."""
    one = activation
    values = (
        one.digest, one.timeon_id, iso(one.asked_at), one.told, one.tries, _moment(one.next_at), one.snelstart_id,
        one.outcome, _moment(one.ended_at),
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    db.execute(f"INSERT OR REPLACE INTO activations ({_COLUMNS}) VALUES ({marks})", values)  # noqa: S608 - our own names


def every(db: Connection) -> list[Activation]:
    """Those that ended too, oldest first."""
    return _all(db, "ORDER BY asked_at, digest")


def take_over(db: Connection, others: Iterable[Activation]) -> None:
    """Those of a home that comes in, beside what is here: of one that both know, whatever came further holds."""
    here = {one.digest: one for one in every(db)}
    for other in others:
        known = here.get(other.digest)
        if known is None or (known.ended_at is None and (other.ended_at or not (known.told or known.outcome))):
            save(db, other)


def end(db: Connection, timeon_id: str, at: datetime) -> None:
    """Nothing posted to the references of this administration counts any more."""
    db.execute(
        "UPDATE activations SET ended_at = ?, told = NULL WHERE timeon_id = ? AND ended_at IS NULL",
        (iso(at), timeon_id),
    )


def _all(db: Connection, where: str, *values: str) -> list[Activation]:
    rows = db.execute(f"SELECT {_COLUMNS} FROM activations {where}", values)  # noqa: S608 - our own names
    return [_activation(row) for row in rows]


def _activation(row: tuple[Any, ...]) -> Activation:
    digest, timeon_id, asked_at, told, tries, next_at, snelstart_id, outcome, ended_at = row
    return Activation(
        digest=digest,
        timeon_id=timeon_id,
        asked_at=from_iso(asked_at),
        told=Told(told) if told else None,
        tries=int(tries),
        next_at=from_iso(next_at) if next_at else None,
        snelstart_id=snelstart_id,
        outcome=Outcome(outcome) if outcome else None,
        ended_at=from_iso(ended_at) if ended_at else None,
    )


def _moment(at: datetime | None) -> str | None:
    return iso(at) if at else None
