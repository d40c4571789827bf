"""Compute what a run would write: pure data from decisions and what was read. Nothing is sent here.

Klanten go both ways. Producten and productgroepen come from SnelStart into our own file; no call to Time On is invented
for them, so they never stand in a plan.
"""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from core.config import Settings
from core.domain.partij import Partij, Side
from core.domain.plan import FieldChange, Plan, PlanLine
from core.snelstart.wire import problems_relatie, to_relatie
from core.store import decisions, observed, records
from core.store.agreed import Couple
from core.store.connection import Connection
from core.syncing import pending
from core.syncing.codes import Codes
from core.syncing.landen import country_id, land_id
from core.syncing.planned import Planned, Skipped
from core.syncing.updates import updates
from core.text import Sentence, say
from core.timeon.wire import to_customer

__all__ = ["NIEUW", "Planned", "Skipped", "make_new", "make_plan"]

NIEUW = "nieuw:"
"""Before the source id of a klant that is made on both sides at once."""


class _Ground:
    """What creations are made with, looked up when first needed: most plans make nothing."""

    def __init__(self, db: Connection, sides: Collection[Side]) -> None:
        self._db = db
        self._sides = sides

    @cached_property
    def codes(self) -> Codes:
        known = [nummer for side in self._sides for nummer in records.nummers(self._db, side)]
        return Codes([*known, *pending.codes(self._db)])

    @cached_property
    def land(self) -> str:
        return land_id(self._db)

    @cached_property
    def country(self) -> int | None:
        return country_id(self._db)


def make_plan(
    db: Connection,
    koppeling_id: str,
    now: datetime,
    *,
    waiting: int,
    settings: Settings,
    held: Collection[Couple] = (),
) -> Planned:
    """All that was decided and is not yet so; `waiting` is how many rows await a person, `held` the couples among them."""
    ground = _Ground(db, (Side.SNELSTART,))
    found = updates(db, settings, held)
    settle = timedelta(seconds=settings.settle_seconds)
    lines: list[PlanLine] = []
    skipped = list(found.skipped)
    for decision in decisions.creations(db):
        side = Side.TIMEON if decision.timeon_id else Side.SNELSTART
        source = records.partij(db, side, decision.timeon_id or decision.snelstart_id)
        if source is None or not source.takes_part:
            continue
        line = _line(db, source, ground)
        reasons = _problems(db, line, now, settle)
        if reasons:
            skipped.append(Skipped(source.naam, source.id, reasons))
        else:
            lines.append(line)
    waiting += len(skipped) + len(found.conflicts)
    plan = Plan(koppeling_id, now, (*lines, *found.lines), waiting)
    return Planned(plan, tuple(skipped), tuple(found.conflicts), tuple(found.differences))


def make_new(db: Connection, koppeling_id: str, now: datetime, partij: Partij) -> Planned:
    """A klant that exists nowhere yet, made in Time On and in SnelStart by one plan."""
    ground = _Ground(db, tuple(Side))
    code = ground.codes.for_partij(partij)
    source = f"{NIEUW}{code}"
    why = say("nieuwe klant, op beide plaatsen")
    relatie = to_relatie(partij, relatiecode=code, land_id=ground.land)
    customer = to_customer(partij, country_id=ground.country) | {"customerNumber": str(code)}
    reasons = problems_relatie(relatie)
    lines = (
        _new(Side.TIMEON, "/api/customer", source, partij.naam, why, customer),
        _new(Side.SNELSTART, "/relaties", source, partij.naam, why, relatie),
    )
    skipped = (Skipped(partij.naam, source, reasons),) if reasons else ()
    return Planned(Plan(koppeling_id, now, () if reasons else lines, len(skipped)), skipped)


def _line(db: Connection, source: Partij, ground: _Ground) -> PlanLine:
    seen = _fingerprint(db, source)
    if source.side is Side.TIMEON:
        code = pending.code(db, source.id) or ground.codes.for_partij(source)
        body = to_relatie(source, relatiecode=code, land_id=ground.land)
        return _new(Side.SNELSTART, "/relaties", source.id, source.naam, say("alleen in Time On"), body, seen)
    body = to_customer(source, country_id=ground.country)
    return _new(Side.TIMEON, "/api/customer", source.id, source.naam, say("alleen in SnelStart"), body, seen)


def _new(
    service: Side, path: str, source: str, label: str, why: Sentence, body: Mapping[str, Any], seen: str = ""
) -> PlanLine:
    changes = tuple(FieldChange(field, "", text) for field, text in _flat(body))
    return PlanLine(service, "POST", path, "klant", "", source, label, why, changes, dict(body), seen)


def _flat(body: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    found = []
    for field, value in body.items():
        if isinstance(value, Mapping):
            found += _flat(value, f"{prefix}{field}.")
        elif value not in (None, "", []):
            text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
            found.append((f"{prefix}{field}", text))
    return found


def _problems(db: Connection, line: PlanLine, now: datetime, settle: timedelta) -> tuple[Sentence, ...]:
    if line.service is Side.SNELSTART:
        return tuple(problems_relatie(dict(line.body)))
    since = pending.resting(db, line.source_id, now, settle)
    if since is None:
        return ()
    moment = since.isoformat(timespec="minutes")
    return (say("Sinds {since} is onbekend of deze klant in Time On ontstond; dat rust eerst.", since=moment),)


def _fingerprint(db: Connection, partij: Partij) -> str:
    raw = observed.raw(db, records.table_of(partij.side), partij.id)
    return observed.digest(raw).hex() if raw is not None else ""
