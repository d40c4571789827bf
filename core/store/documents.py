"""Documents on their way to a boeking: decided once a declaratie, every step with its event.

PLANNED: not sent. SENDING and UNKNOWN: it may be there. DONE: it is there. REFUSED: SnelStart said no.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from core.clock import from_iso
from core.store import declaraties, journal
from core.store.connection import Connection

_COLUMNS = "declaratie_id, boeking_id, naam, hash, state, document_id, reason, last_sent_at"


class DocumentState(StrEnum):
    """How far a document came."""

    PLANNED = "planned"
    SENDING = "sending"
    UNKNOWN = "unknown"
    DONE = "done"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class DocumentIntent:
    """The specification of one declaratie for one boeking; `hash` is sha256 of its bytes, as decided or as last sent."""

    declaratie_id: str
    boeking_id: str
    naam: str
    hash: str
    state: DocumentState
    document_id: str = ""
    reason: str = ""
    last_sent_at: datetime | None = None


def of(db: Connection, declaratie_id: str) -> DocumentIntent | None:
    """The intent of a declaratie, None when none was decided."""
    row = db.execute(f"SELECT {_COLUMNS} FROM document_intents WHERE declaratie_id = ?", (declaratie_id,)).fetchone()  # noqa: S608 - names of ours
    return _intent(row) if row else None


def unsettled(db: Connection) -> list[str]:
    """Ids of declaraties whose document is not done."""
    query = "SELECT declaratie_id FROM document_intents WHERE state <> 'done' ORDER BY CAST(declaratie_id AS INTEGER)"
    return [row[0] for row in db.execute(query)]


def plan(db: Connection, intent: DocumentIntent, at: str) -> None:
    """Decide it; what was decided before for another boeking is replaced, because that boeking is gone."""
    row = (intent.declaratie_id, intent.boeking_id, intent.naam, intent.hash, intent.state.value, "", "", "")
    db.execute("INSERT OR REPLACE INTO document_intents VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
    _tell(db, at, "document.bedoeld", intent, {"boeking": intent.boeking_id, "naam": intent.naam, "hash": intent.hash})


def step(
    db: Connection, intent: DocumentIntent, state: DocumentState, at: str, event: str, *, document_id: str = "",
    reason: str = "",
) -> None:  # fmt: skip
    """The next state, with the event that tells of it; SENDING keeps the time. The same reason twice is told once.

    The hash becomes that of `intent`: what leaves may say more than what was decided on.
    """
    sent = at if state is DocumentState.SENDING else None
    db.execute(
        "UPDATE document_intents SET state = ?, document_id = ?, reason = ?, last_sent_at = coalesce(?, last_sent_at), "
        "hash = ? WHERE declaratie_id = ?",
        (state.value, document_id, reason, sent, intent.hash, intent.declaratie_id),
    )
    if state is not intent.state or reason != intent.reason:
        _tell(
            db, at, event, intent, {"naam": intent.naam, "document": document_id, "reden": reason, "hash": intent.hash}
        )


def _tell(db: Connection, at: str, event: str, intent: DocumentIntent, detail: dict[str, Any]) -> None:
    journal.append(db, at, event, declaraties.subject(intent.declaratie_id), detail)


def _intent(row: Sequence[Any]) -> DocumentIntent:
    declaratie_id, boeking_id, naam, hash_, state, document_id, reason, sent = row
    return DocumentIntent(
        declaratie_id,
        boeking_id,
        naam,
        hash_,
        DocumentState(state),
        document_id,
        reason,
        from_iso(sent) if sent else None,
    )
