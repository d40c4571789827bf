"""The facts of one koppeling in its own file: who, which state and step, and the small facts kept beside them."""

import json
import secrets
from typing import Any

from core.clock import from_iso, iso
from core.domain.koppeling import Koppeling, KoppelingState, Step
from core.store import journal
from core.store.connection import Connection

PSEUDONYMS = "pseudonyms"
"""The fact by which a support bundle makes up other names: made with the koppeling, so that every bundle of it, and of a
copy of it, uses the same. It opens nothing.
"""

_COLUMNS = "id, timeon_id, timeon_naam, snelstart_id, snelstart_naam, state, step, created_at, permissions"


def read(db: Connection) -> Koppeling | None:
    """The koppeling, None in a file that has none yet."""
    row = db.execute(f"SELECT {_COLUMNS} FROM koppeling").fetchone()  # noqa: S608 - our own column names
    return to_koppeling(row) if row else None


def save(db: Connection, koppeling: Koppeling, at: str, event: str) -> None:
    """Store it, and what made it change as an event."""
    marks = ", ".join("?" * len(_COLUMNS.split(", ")))
    db.execute(
        f"INSERT OR REPLACE INTO koppeling (one, {_COLUMNS}) VALUES (1, {marks})",  # noqa: S608 - our own column names
        to_row(koppeling),
    )
    db.execute("INSERT OR IGNORE INTO facts VALUES (?, ?)", (PSEUDONYMS, json.dumps(secrets.token_hex(32))))
    detail = {
        "state": koppeling.state.value,
        "step": koppeling.step.value,
        "timeon": koppeling.timeon_id,
        "snelstart": koppeling.snelstart_id,
    }
    journal.append(db, at, event, f"koppeling:{koppeling.id}", detail)


def fact(db: Connection, key: str, default: Any = None) -> Any:
    """A small fact by name (companyInfo, the review mode, …), as it was stored by `set_fact`."""
    row = db.execute("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
    return json.loads(row[0]) if row else default


def set_fact(db: Connection, key: str, value: Any) -> None:
    """Store a small fact: anything JSON can hold."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    db.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (key, text))


def forget(db: Connection, key: str) -> None:
    """A small fact that is no more."""
    db.execute("DELETE FROM facts WHERE key = ?", (key,))


def created(db: Connection) -> int:
    """How many klanten koppelbord itself made, on both sides together."""
    return int(db.execute("SELECT count(*) FROM events WHERE type IN ('sync.written', 'sync.adopted')").fetchone()[0])


def to_row(koppeling: Koppeling) -> tuple[str, ...]:
    """In the order both the register and the file keep it."""
    return (
        koppeling.id, koppeling.timeon_id, koppeling.timeon_naam, koppeling.snelstart_id, koppeling.snelstart_naam,
        koppeling.state.value, koppeling.step.value, iso(koppeling.created_at), json.dumps(koppeling.permissions),
    )  # fmt: skip


def to_koppeling(row: tuple[str, ...]) -> Koppeling:
    """The inverse of `to_row`."""
    id_, timeon_id, timeon_naam, snelstart_id, snelstart_naam, state, step, created_at, permissions = row
    return Koppeling(
        id_, timeon_id, timeon_naam, snelstart_id, snelstart_naam, KoppelingState(state), Step(step),
        from_iso(created_at), tuple(json.loads(permissions)),
    )  # fmt: skip
