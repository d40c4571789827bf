"""A koppeling's file as it stood at a moment: what came later goes, and what was decided gets the state that it had then.

Works on a copy that a support bundle was opened into. Two things can't be had back: what a person removed since, and how
records of the two services read before the last read; both are as they were last known.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from core.clock import from_iso
from core.domain.declaratie import OrderState
from core.domain.events import Event
from core.domain.money import parse, to_cents
from core.domain.push import IntentState
from core.store import journal
from core.store.call_counts import BUCKET
from core.store.calls import CALL
from core.store.database import connect
from core.support.replay import rechain
from core.support.state import DOOR, KENMERK, NUMMER, ORDER, REDEN, SALDO, STAAT, STAP, TOTAAL, Fact, State, fold

_BORN = (
    ("run_lines", "at"), ("conflicts", "asked_at"), ("pauses", "since"), ("open_lines", "since"), ("imported", "at"),
    ("push_intents", "planned_at"), ("decisions", "at"), ("runs", "started_at"), ("declaraties", "created_at"),
)  # fmt: skip
"""Tables whose rows tell when they came to be, those that others point at last."""
_OF_A_DECLARATIE = ("regels", "regel_registraties", "locks", "document_intents", "push_intents")
_ARRIVED = frozenset({OrderState.ORDER, OrderState.INVOICED, OrderState.PARTLY_PAID, OrderState.PAID, OrderState.GONE})
_INVOICED = frozenset({OrderState.INVOICED, OrderState.PARTLY_PAID, OrderState.PAID})
_MADE = ("written", "adopted")
Key = tuple[str, str, str]


def rewind(path: Path, at: str) -> None:
    """Make the file what it was after the last event at or before `at` (as stored)."""
    with closing(connect(path)) as db:
        db.execute("PRAGMA foreign_keys=OFF")
        db.execute("BEGIN IMMEDIATE")
        every = list(journal.events(db))
        last = _last(every, at)
        state = fold(event for event in every if event.seq <= last)
        _take_records_away(db, at)
        for table, column in _BORN:
            if _has(db, table):
                db.execute(f"DELETE FROM {table} WHERE {column} > ?", (at,))  # noqa: S608 - names of ours
        if _has(db, "declaraties"):
            _koppeling(db, state)
            _decisions(db, every, at)
            _declaraties(db, state)
            _runs(db, at)
            _images(db, (event for event in every if event.seq > last))
        rechain(db, last)
        db.execute("COMMIT")


def _last(events: Iterable[Event], at: str) -> int:
    """The number of the last event before the first that happened later. Calls are written down after they were made, so
    they do not tell.
    """
    last = 0
    for event in events:
        if event.at > at and event.type != CALL:
            break
        last = event.seq
    return last


def _has(db: sqlite3.Connection, table: str) -> bool:
    return db.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", (table,)).fetchone() is not None


def _take_records_away(db: sqlite3.Connection, at: str) -> None:
    """Klanten and orders that we made later were not there yet."""
    if not _has(db, "run_lines"):
        return
    for line, remote in db.execute(
        "SELECT line, remote_id FROM run_lines WHERE at > ? AND outcome IN (?, ?) AND remote_id <> ''", (at, *_MADE)
    ).fetchall():
        found = json.loads(line)
        if not found.get("record_id"):
            table = "relaties" if found.get("service") == "snelstart" else "customers"
            db.execute(f"DELETE FROM {table} WHERE id = ?", (remote,))  # noqa: S608 - one of two names of ours
    db.execute("DELETE FROM orders WHERE marker IN (SELECT marker FROM push_intents WHERE planned_at > ?)", (at,))


def _koppeling(db: sqlite3.Connection, state: State) -> None:
    for (id_,) in db.execute("SELECT id FROM koppeling").fetchall():
        known = state.of(f"koppeling:{id_}")
        db.execute(
            "UPDATE koppeling SET state = coalesce(nullif(?, ''), state), step = coalesce(nullif(?, ''), step)",
            (known.get(STAAT, ""), known.get(STAP, "")),
        )


def _decisions(db: sqlite3.Connection, events: Iterable[Event], at: str) -> None:
    """In force are those that were made and not taken back by then; of what no event tells, as it stands now."""
    live, told = _in_force(events, at)
    newest: dict[Key, int] = {}
    others = []
    rows = db.execute("SELECT seq, timeon_id, snelstart_id, verdict, live FROM decisions ORDER BY seq").fetchall()
    for seq, timeon, snelstart, verdict, now in rows:
        key = (timeon, snelstart, verdict)
        if key not in told:
            others += [seq] if now else []
        elif key in live:
            newest[key] = seq
    db.execute("UPDATE decisions SET live = 0")
    db.executemany(
        "UPDATE OR IGNORE decisions SET live = 1 WHERE seq = ?", [(seq,) for seq in (*newest.values(), *others)]
    )


def _in_force(events: Iterable[Event], at: str) -> tuple[set[Key], set[Key]]:
    """(decisions in force then, all that any event tells of). One whose making was trimmed was in force until it ended."""
    live: set[Key] = set()
    told: set[Key] = set()
    for event in events:
        if event.type not in ("match.beslist", "match.teruggenomen"):
            continue
        key = (
            str(event.detail.get("timeon", "")),
            str(event.detail.get("snelstart", "")),
            str(event.detail.get("verdict", "")),
        )
        made = event.type == "match.beslist"
        if key not in told and not made and event.at > at:
            live.add(key)
        told.add(key)
        if event.at > at:
            continue
        if not made:
            live.discard(key)
            continue
        if key[2] == "couple":
            live -= {one for one in live if one[2] == "create" and (one[0] == key[0] or one[1] == key[1])}
        live.add(key)
    return live, told


def _declaraties(db: sqlite3.Connection, state: State) -> None:
    for table in _OF_A_DECLARATIE:
        db.execute(f"DELETE FROM {table} WHERE declaratie_id NOT IN (SELECT id FROM declaraties)")  # noqa: S608 - ours
    for id_, order_id, order_nummer in db.execute("SELECT id, order_id, order_nummer FROM declaraties").fetchall():
        known = state.of(f"declaratie:{id_}")
        if not known:
            continue
        order = OrderState(known.get(ORDER) or OrderState.NONE)
        there = (order_id, order_nummer) if order in _ARRIVED else ("", "")
        cents = to_cents(parse(known[TOTAAL])) if known.get(TOTAAL) else None
        db.execute(
            "UPDATE declaraties SET state = ?, nummer = ?, order_state = ?, order_id = ?, order_nummer = ?, marker = ?, "
            "reason = ?, approved_by = ?, cents = coalesce(?, cents) WHERE id = ?",
            (known.get(STAAT, "concept"), known.get(NUMMER, ""), order.value, *there, known.get(KENMERK, ""),
             known.get(REDEN, ""), known.get(DOOR, ""), cents, id_),
        )  # fmt: skip
        _factuur(db, id_, order, known)
        _intent(db, id_, order, known)


def _factuur(db: sqlite3.Connection, id_: str, order: OrderState, known: Fact) -> None:
    if order in _INVOICED:
        db.execute("UPDATE declaraties SET factuur_saldo = ? WHERE id = ?", (known.get(SALDO, ""), id_))
        return
    names = ("id", "nummer", "datum", "verval", "saldo")
    sets = ", ".join(f"factuur_{name} = ''" for name in names)
    db.execute(f"UPDATE declaraties SET {sets} WHERE id = ?", (id_,))  # noqa: S608 - names of ours


def _intent(db: sqlite3.Connection, id_: str, order: OrderState, known: Mapping[str, str]) -> None:
    """The newest of its intents stood as the declaratie did."""
    stood = (
        IntentState.DONE if order in _ARRIVED else IntentState(order.value) if order is not OrderState.NONE else None
    )
    if stood is None:
        return
    done = stood is IntentState.DONE
    db.execute(
        "UPDATE push_intents SET state = ?, reason = ?, codes = CASE WHEN ? THEN codes ELSE '' END, "
        "remote_id = CASE WHEN ? THEN remote_id ELSE '' END, remote_nummer = CASE WHEN ? THEN remote_nummer ELSE '' END "
        "WHERE id = (SELECT max(id) FROM push_intents WHERE declaratie_id = ?)",
        (stood.value, known.get(REDEN, ""), stood is IntentState.REFUSED, done, done, id_),
    )


def _runs(db: sqlite3.Connection, at: str) -> None:
    db.execute("UPDATE runs SET ended_at = '', ok = 0, report = '{}' WHERE ended_at > ?", (at,))
    db.execute("DELETE FROM before_images WHERE run NOT IN (SELECT id FROM runs)")
    db.execute("UPDATE conflicts SET verdict = '', decided_at = '', actor = '' WHERE decided_at > ?", (at,))
    db.execute("DELETE FROM call_counts WHERE bucket > ?", (int(from_iso(at).timestamp()) // BUCKET,))
    db.execute("DELETE FROM facts WHERE key = 'review:waiting'")


def _images(db: sqlite3.Connection, later: Iterable[Event]) -> None:
    """A record of before a write that was yet to come was not kept yet."""
    for event in later:
        if event.type == "sync.verstuurd":
            key = (str(event.detail.get("run", "")), str(event.detail.get("line", "")))
            db.execute("DELETE FROM before_images WHERE run = ? AND line = ?", key)
