"""Push intents: planned once a declaratie, claimed by one, every step with its event and the state of its declaratie.

A step of a claimed intent holds only while its fence is the newest: `FenceError` means that another took it over.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.clock import from_iso, iso
from core.domain.declaratie import OrderState
from core.domain.money import amount_text, parse, plain
from core.domain.push import NOTHING_THERE, Intent, IntentState
from core.errors import BusyError
from core.store import declaraties, journal
from core.store.connection import Connection

_COLUMNS = (
    "id", "declaratie_id", "marker", "generation", "payload", "payload_hash", "total", "lines", "relatie_id", "state",
    "fence", "lease_until", "owner", "planned_at", "last_sent_at", "looked", "remote_id", "remote_nummer", "reason",
    "codes", "incl", "rates", "amounts",
)  # fmt: skip
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM push_intents"  # noqa: S608 - names of ours


class FenceError(BusyError):
    """Another run claimed this intent meanwhile; what this one wanted to store was not stored."""


def plan(
    db: Connection,
    *,
    declaratie_id: str,
    marker: str,
    generation: int,
    payload: str,
    payload_hash: str,
    total: Any,
    lines: int,
    relatie_id: str,
    at: str,
    incl: Decimal | None = None,
    rates: Sequence[Decimal] = (),
    amounts: Sequence[Decimal] = (),
) -> Intent:
    """A new intent; IntegrityError when the declaratie or the marker has a live one."""
    intent_id = db.execute(
        "INSERT INTO push_intents (declaratie_id, marker, generation, payload, payload_hash, total, lines, relatie_id, "
        "state, planned_at, incl, rates, amounts) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'planned', ?, ?, ?, ?) RETURNING id",
        (
            declaratie_id,
            marker,
            generation,
            payload,
            payload_hash,
            plain(total),
            lines,
            relatie_id,
            at,
            "" if incl is None else plain(incl),
            " ".join(map(plain, rates)),
            " ".join(map(plain, amounts)),
        ),
    ).fetchone()[0]
    declaraties.set_order(db, declaratie_id, OrderState.PLANNED, marker=marker)
    detail = {
        "marker": marker, "generatie": generation, "hash": payload_hash, "totaal": amount_text(total), "regels": lines,
    }  # fmt: skip
    journal.append(db, at, "push.bedoeld", declaraties.subject(declaratie_id), detail)
    return by_id(db, int(intent_id))


def by_id(db: Connection, intent_id: int) -> Intent:
    """One intent; raises LookupError without one."""
    row = db.execute(f"{_SELECT} WHERE id = ?", (intent_id,)).fetchone()
    if row is None:
        raise LookupError(intent_id)
    return _intent(row)


def live(db: Connection, declaratie_id: str) -> Intent | None:
    """The live intent of a declaratie."""
    row = db.execute(f"{_SELECT} WHERE declaratie_id = ? AND state <> 'abandoned'", (declaratie_id,)).fetchone()
    return _intent(row) if row else None


def sent(db: Connection, declaratie_id: str) -> Intent | None:
    """The live intent of a declaratie that left, or may have: what it says counts, whatever is known now."""
    found = live(db, declaratie_id)
    return None if found is None or found.state in NOTHING_THERE else found


def live_all(db: Connection) -> list[Intent]:
    """Every live intent, the oldest first."""
    return [_intent(row) for row in db.execute(f"{_SELECT} WHERE state <> 'abandoned' ORDER BY id")]


def markers(db: Connection) -> set[str]:
    """Every marker this file ever planned."""
    return {row[0] for row in db.execute("SELECT marker FROM push_intents")}


def claim(
    db: Connection, intent_id: int, *, owner: str, now: datetime, lease_until: datetime, fence: int
) -> Intent | None:
    """Take the intent for a while: compare-and-set on its fence, None when someone else has it.

    A lease that is not over yet is respected unless it is `owner`'s: the caller holds the koppeling's OS lock, so an
    earlier run of the same machine that left a lease behind is dead.
    """
    row = db.execute(
        f"""
        UPDATE push_intents SET fence = fence + 1, lease_until = :until, owner = :owner
        WHERE id = :id AND fence = :fence AND (lease_until = '' OR lease_until <= :now OR owner = :owner)
        RETURNING {", ".join(_COLUMNS)}
        """,  # noqa: S608 - names of ours
        {"id": intent_id, "fence": fence, "until": iso(lease_until), "owner": owner, "now": iso(now)},
    ).fetchone()
    if row is None:
        return None
    intent = _intent(row)
    journal.append(db, iso(now), "push.geclaimd", declaraties.subject(intent.declaratie_id), {"fence": intent.fence})
    return intent


def sending(db: Connection, intent: Intent, at: str) -> None:
    """The step before the first byte leaves; commit it durably."""
    _step(db, intent, "state = 'sending', last_sent_at = ?, looked = 0, reason = '', codes = ''", (at,))
    declaraties.set_order(db, intent.declaratie_id, OrderState.SENDING)
    detail = {"marker": intent.marker, "hash": intent.payload_hash}
    journal.append(db, at, "push.verstuurd", declaraties.subject(intent.declaratie_id), detail)


def looked(db: Connection, intent: Intent, at: str, found: Sequence[str], way: str) -> None:
    """A look-up by marker, and the order ids it found."""
    _step(db, intent, "looked = looked + ?", (0 if found else 1,))
    detail = {"marker": intent.marker, "gevonden": list(found), "manier": way}
    journal.append(db, at, "push.gezocht", declaraties.subject(intent.declaratie_id), detail)


def done(
    db: Connection, intent: Intent, at: str, *, remote_id: str, remote_nummer: str, event: str, reason: str = "",
    verschil: str = "", detail: dict[str, Any] | None = None,
) -> None:  # fmt: skip
    """It is in SnelStart: by our POST (`push.beantwoord`) or found there (`push.overgenomen`). Ends the claim."""
    _step(
        db, intent, "state = 'done', remote_id = ?, remote_nummer = ?, reason = ?, codes = '', lease_until = ''",
        (remote_id, remote_nummer, reason),
    )  # fmt: skip
    declaraties.set_order(
        db, intent.declaratie_id, OrderState.ORDER, order_id=remote_id, order_nummer=remote_nummer,
        marker=intent.marker, reason=reason, verschil=verschil,
    )  # fmt: skip
    more = {"order": remote_id, "nummer": remote_nummer, "marker": intent.marker, "hash": intent.payload_hash}
    journal.append(db, at, event, declaraties.subject(intent.declaratie_id), {**more, **(detail or {})})


def refused(db: Connection, intent: Intent, at: str, reason: str, codes: Sequence[str]) -> None:
    """SnelStart said no, or a person must look: nothing of ours was added there. Ends the claim."""
    _step(db, intent, "state = 'refused', reason = ?, codes = ?, lease_until = ''", (reason, " ".join(codes)))
    declaraties.set_order(db, intent.declaratie_id, OrderState.REFUSED, reason=reason)
    detail = {"reden": reason, "codes": list(codes)}
    journal.append(db, at, "push.geweigerd", declaraties.subject(intent.declaratie_id), detail)


def unknown(db: Connection, intent: Intent, at: str, reason: str) -> None:
    """It may have arrived. Ends the claim."""
    _step(db, intent, "state = 'unknown', reason = ?, lease_until = ''", (reason,))
    declaraties.set_order(db, intent.declaratie_id, OrderState.UNKNOWN, reason=reason)
    journal.append(db, at, "push.onbekend", declaraties.subject(intent.declaratie_id), {"reden": reason})


def not_sent(db: Connection, intent: Intent, at: str, reason: str) -> None:
    """The other side certainly did not execute it: planned as before. Ends the claim."""
    _step(db, intent, "state = 'planned', reason = ?, lease_until = ''", (reason,))
    declaraties.set_order(db, intent.declaratie_id, OrderState.PLANNED, reason=reason)
    journal.append(db, at, "push.uitgesteld", declaraties.subject(intent.declaratie_id), {"reden": reason})


def release(db: Connection, intent: Intent, at: str) -> None:
    """End the claim and leave the state as it is."""
    _step(db, intent, "lease_until = ''", ())
    journal.append(db, at, "push.losgelaten", declaraties.subject(intent.declaratie_id), {"fence": intent.fence})


def moved(db: Connection, intent: Intent, at: str, remote_id: str, remote_nummer: str) -> None:
    """The sweep kept another of two equal orders: that one is ours now."""
    db.execute(
        "UPDATE push_intents SET remote_id = ?, remote_nummer = ? WHERE id = ?", (remote_id, remote_nummer, intent.id)
    )
    declaraties.set_order(
        db, intent.declaratie_id, OrderState.ORDER, order_id=remote_id, order_nummer=remote_nummer
    )  # fmt: skip
    detail = {"order": remote_id, "nummer": remote_nummer, "was": intent.remote_id}
    journal.append(db, at, "sweep.verplaatst", declaraties.subject(intent.declaratie_id), detail)


def abandon(db: Connection, intent: Intent, at: str, reason: str) -> None:
    """Given up, so that the declaratie can be planned again; the row stays as evidence."""
    db.execute("UPDATE push_intents SET state = 'abandoned', fence = fence + 1 WHERE id = ?", (intent.id,))
    journal.append(db, at, "push.opgegeven", declaraties.subject(intent.declaratie_id), {"reden": reason})


def _step(db: Connection, intent: Intent, sets: str, values: Sequence[Any]) -> None:
    """Change the intent while we still hold it."""
    changed = db.execute(
        f"UPDATE push_intents SET {sets} WHERE id = ? AND fence = ?",  # noqa: S608 - sets of ours, values bound
        (*values, intent.id, intent.fence),
    ).rowcount
    if not changed:
        raise FenceError


def _intent(row: Sequence[Any]) -> Intent:
    r = dict(zip(_COLUMNS, row, strict=True))
    for name in ("lease_until", "planned_at", "last_sent_at"):
        r[name] = from_iso(r[name]) if r[name] else None
    known = {
        "state": IntentState(r["state"]), "total": parse(r["total"]), "codes": tuple(r["codes"].split()),
        "incl": parse(r["incl"]) if r["incl"] else None, "rates": tuple(map(parse, r["rates"].split())),
        "amounts": tuple(map(parse, r["amounts"].split())),
    }  # fmt: skip
    return Intent(**{**r, **known})
