"""The register: a row a koppeling with its summary, rebuildable from the koppelingen's own files.

Its unique indexes hold the promise of one to one: a Time On administration and a SnelStart administration stand in at
most one koppeling that lives.
"""

from decimal import Decimal
from typing import Any

from core.clock import from_iso, iso
from core.domain.koppeling import Koppeling, KoppelingSummary
from core.domain.money import from_cents, to_cents
from core.errors import AlreadyCoupledError
from core.store.connection import Connection, IntegrityError, attempt
from core.store.koppeling import to_koppeling, to_row
from core.text import say

_FACTS = "id, timeon_id, timeon_naam, snelstart_id, snelstart_naam, state, step, created_at, permissions"
_SUMMARY = (
    "paired, waiting, producten, productgroepen, last_run_at, last_run_ok, last_run_calls, last_run_writes, open_count, "
    "open_cents, to_invoice, problem"
)
_FACT_COUNT = len(_FACTS.split(", "))


def summaries(db: Connection) -> list[KoppelingSummary]:
    """All koppelingen, disconnected ones included, by name."""
    query = f"SELECT {_FACTS}, {_SUMMARY} FROM koppelingen ORDER BY timeon_naam COLLATE NOCASE, id"  # noqa: S608 - our own column names
    return [_summary(row) for row in db.execute(query)]


def find(db: Connection, *, timeon_id: str = "", snelstart_id: str = "") -> Koppeling | None:
    """The living koppeling of one of the two administrations."""
    query = f"""
        SELECT {_FACTS} FROM koppelingen WHERE state <> 'ontkoppeld'
        AND ((timeon_id = :t AND :t <> '') OR (snelstart_id = :s AND :s <> ''))
    """  # noqa: S608 - our own column names
    row = db.execute(query, {"t": timeon_id, "s": snelstart_id}).fetchone()
    return to_koppeling(row) if row else None


def save(db: Connection, koppeling: Koppeling) -> None:
    """Store its facts, its summary left as it is; raises AlreadyCoupledError naming the koppeling in the way.

    One of another office, which nobody here may see, is in the way without a name.
    """
    names = _FACTS.split(", ")
    sets = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    query = (
        f"INSERT INTO koppelingen ({_FACTS}) VALUES ({', '.join('?' * len(names))}) "  # noqa: S608 - our own names
        f"ON CONFLICT (id) DO UPDATE SET {sets}"
    )
    try:
        with attempt(db):
            db.execute(query, to_row(koppeling))
    except IntegrityError as problem:
        other = find(db, snelstart_id=koppeling.snelstart_id) or find(db, timeon_id=koppeling.timeon_id)
        if other is None:
            raise AlreadyCoupledError(
                say(
                    "{timeon} (Time On) of {snelstart} (SnelStart) hoort al bij een koppeling van een ander kantoor.",
                    timeon=koppeling.timeon_naam,
                    snelstart=koppeling.snelstart_naam or "?",
                )
            ) from problem
        raise AlreadyCoupledError(
            say("{snelstart} hoort al bij {timeon}.", snelstart=other.snelstart_naam, timeon=other.timeon_naam)
        ) from problem


def save_summary(db: Connection, summary: KoppelingSummary) -> None:
    """Store facts and summary."""
    save(db, summary.koppeling)
    _count(db, summary)


def keep_summary(db: Connection, summary: KoppelingSummary) -> None:
    """Store the summary, and leave the facts of a row that is there to whoever changes them: a run that began before a
    person paused the koppeling knows older ones.
    """
    if not _count(db, summary):
        save_summary(db, summary)


def _count(db: Connection, summary: KoppelingSummary) -> bool:
    """Whether there was a row to put the summary in."""
    sets = ", ".join(f"{name} = ?" for name in _SUMMARY.split(", "))
    values = (
        summary.paired, summary.waiting, summary.producten, summary.productgroepen,
        iso(summary.last_run_at) if summary.last_run_at else None,
        None if summary.last_run_ok is None else int(summary.last_run_ok), summary.last_run_calls,
        summary.last_run_writes, summary.open_count, to_cents(summary.open_amount), summary.to_invoice, summary.problem,
        summary.koppeling.id,
    )  # fmt: skip
    return bool(db.execute(f"UPDATE koppelingen SET {sets} WHERE id = ?", values).rowcount)  # noqa: S608 - our own names


def _summary(row: tuple[Any, ...]) -> KoppelingSummary:
    facts, rest = row[:_FACT_COUNT], row[_FACT_COUNT:]
    paired, waiting, producten, groepen, run_at, run_ok, calls, writes, count, cents, to_invoice, problem = rest
    return KoppelingSummary(
        koppeling=to_koppeling(facts),
        paired=int(paired),
        waiting=int(waiting),
        producten=int(producten),
        productgroepen=int(groepen),
        last_run_at=from_iso(run_at) if run_at else None,
        last_run_ok=None if run_ok is None else bool(run_ok),
        last_run_calls=int(calls),
        last_run_writes=int(writes),
        open_count=int(count),
        open_amount=from_cents(int(cents)) if cents else Decimal(0),
        to_invoice=int(to_invoice),
        problem=problem,
    )
