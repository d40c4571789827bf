"""Compute what a run would write: pure data from decisions and what was read. Nothing is sent here.

Klanten go both ways. Producten and productgroepen come from SnelStart into our own file; no call to Time On is invented
for them, so they never stand in a plan.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.domain.match import Verdict
from core.domain.partij import Partij, Side
from core.domain.plan import FieldChange, Plan, PlanLine
from core.snelstart.wire import problems_relatie, to_relatie
from core.store import decisions, observed, records
from core.syncing import pending
from core.syncing.codes import Codes
from core.text import Sentence, say
from core.timeon.wire import to_customer

NIEUW = "nieuw:"
"""Before the source id of a klant that is made on both sides at once."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A wanted write that can't be made as it is: who, and why."""

    label: str
    source_id: str
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, and what was left out of it with the reason."""

    plan: Plan
    skipped: tuple[Skipped, ...]


def make_plan(db: sqlite3.Connection, koppeling_id: str, now: datetime, *, waiting: int, settle: timedelta) -> Planned:
    """All creations that were decided and not yet done; `waiting` is how many rows await a person."""
    codes = Codes(partij.nummer for partij in records.partijen(db, Side.SNELSTART))
    lines: list[PlanLine] = []
    skipped: list[Skipped] = []
    for decision in decisions.live(db):
        if decision.verdict is not Verdict.CREATE:
            continue
        side = Side.TIMEON if decision.timeon_id else Side.SNELSTART
        source = records.partij(db, side, decision.timeon_id or decision.snelstart_id)
        if source is None or not source.takes_part:
            continue
        line = _line(db, source, codes)
        reasons = _problems(db, line, now, settle)
        if reasons:
            skipped.append(Skipped(source.naam, source.id, reasons))
        else:
            lines.append(line)
    plan = Plan(koppeling_id, now, tuple(lines), waiting + len(skipped))
    return Planned(plan, tuple(skipped))


def make_new(db: sqlite3.Connection, koppeling_id: str, now: datetime, partij: Partij) -> Planned:
    """A klant that exists nowhere yet, made in Time On and in SnelStart by one plan."""
    codes = Codes(known.nummer for side in Side for known in records.partijen(db, side))
    code = codes.for_partij(partij)
    source = f"{NIEUW}{code}"
    why = say("nieuwe klant, op beide plaatsen")
    relatie = to_relatie(partij, relatiecode=code, land_id=_land(db))
    customer = to_customer(partij, country_id=_country(db)) | {"customerNumber": str(code)}
    reasons = problems_relatie(relatie)
    lines = (
        _new(Side.TIMEON, "/api/customer", source, partij.naam, why, customer),
        _new(Side.SNELSTART, "/relaties", source, partij.naam, why, relatie),
    )
    skipped = (Skipped(partij.naam, source, reasons),) if reasons else ()
    return Planned(Plan(koppeling_id, now, () if reasons else lines, len(skipped)), skipped)


def _line(db: sqlite3.Connection, source: Partij, codes: Codes) -> PlanLine:
    seen = _fingerprint(db, source)
    if source.side is Side.TIMEON:
        code = pending.code(db, source.id) or codes.for_partij(source)
        body = to_relatie(source, relatiecode=code, land_id=_land(db))
        return _new(Side.SNELSTART, "/relaties", source.id, source.naam, say("alleen in Time On"), body, seen)
    body = to_customer(source, country_id=_country(db))
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


def _problems(db: sqlite3.Connection, line: PlanLine, now: datetime, settle: timedelta) -> tuple[Sentence, ...]:
    if line.service is Side.SNELSTART:
        return tuple(problems_relatie(dict(line.body)))
    since = pending.resting(db, line.source_id, now, settle)
    if since is None:
        return ()
    moment = since.isoformat(timespec="minutes")
    return (say("Sinds {since} is onbekend of deze klant in Time On ontstond; dat rust eerst.", since=moment),)


def _fingerprint(db: sqlite3.Connection, partij: Partij) -> str:
    raw = observed.raw(db, records.table_of(partij.side), partij.id)
    return observed.digest(raw).hex() if raw is not None else ""


def _land(db: sqlite3.Connection) -> str:
    """The id of Nederland: it differs per administration, so it is read, never known."""
    for id_, _naam, raw in observed.others(db, "landen"):
        if json.loads(raw).get("landcode") == "NL":
            return id_
    return ""


def _country(db: sqlite3.Connection) -> int | None:
    """Time On's number of the country most klanten have: its list of countries was never seen."""
    counts: dict[int, int] = {}
    for (raw,) in db.execute("SELECT raw FROM customers WHERE gone = 0"):
        country = json.loads(raw).get("countryID")
        if isinstance(country, int):
            counts[country] = counts.get(country, 0) + 1
    return max(counts, key=lambda country: (counts[country], -country)) if counts else None
