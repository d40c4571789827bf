"""Creations that left and were not heard of: remembered before the first byte, resolved from what is read next.

A relatie is sent again under the same relatiecode, which SnelStart refuses when it arrived after all. Time On refuses
nothing twice, so there a creation rests for the settle time, and a klant that looks like it is taken for it.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from core.clock import from_iso, iso
from core.domain.match import Decision, Verdict
from core.domain.partij import Partij, Side
from core.domain.plan import LineOutcome, PlanLine
from core.store import decisions, journal, observed, records
from core.store import koppeling as facts
from core.store.connection import Connection

Compare = Callable[[Partij, Partij], dict[str, str]]

_PREFIX = "pending:"


def remember(db: Connection, line: PlanLine, at: datetime) -> None:
    """Before the first byte of a creation leaves."""
    facts.set_fact(db, _key(line.service, line.source_id), {"at": iso(at), "body": dict(line.body)})


def forget(db: Connection, line: PlanLine) -> None:
    """Its outcome is known."""
    db.execute("DELETE FROM facts WHERE key = ?", (_key(line.service, line.source_id),))


def code(db: Connection, source_id: str) -> int | None:
    """The relatiecode under which a relatie was sent without an answer."""
    found = facts.fact(db, _key(Side.SNELSTART, source_id))
    return int(found["body"]["relatiecode"]) if found else None


def codes(db: Connection) -> list[str]:
    """Every relatiecode that is held by such a relatie: nobody else gets it meanwhile."""
    return [str(body["relatiecode"]) for key, body in _bodies(db) if key.startswith(_key(Side.SNELSTART, ""))]


def resting(db: Connection, source_id: str, now: datetime, settle: timedelta) -> datetime | None:
    """Since when a creation in Time On is unheard of, while it may not be sent again."""
    found = facts.fact(db, _key(Side.TIMEON, source_id))
    if not found:
        return None
    since = from_iso(found["at"])
    return since if now < since + settle else None


def resolve(db: Connection, now: datetime, compare: Compare) -> int:
    """After a read: couple every unheard creation that turns out to exist; answers how many.

    Where a person decided otherwise meanwhile that holds, and the journal tells what was made.
    """
    count = 0
    for key, body in _bodies(db):
        side, source_id = key.removeprefix(_PREFIX).split(":", 1)
        service = Side(side)
        source = records.partij(db, service.other, source_id)
        made = _arrived(db, service, body)
        if source is None or made is None:
            continue
        left, right = (source, made) if source.side is Side.TIMEON else (made, source)
        decision = Decision(left.id, right.id, Verdict.COUPLE, "sync", now, compare(left, right))
        if _decided_otherwise(db, decision):
            detail = {"label": made.naam, "outcome": LineOutcome.MOVED, "remote": made.id}
            journal.append(db, iso(now), "sync.nagekomen", f"klant:{source.id}", detail)
        else:
            decisions.couple_created(db, decision)
            count += 1
        db.execute("DELETE FROM facts WHERE key = ?", (key,))
    return count


def is_same(service: Side, record: Mapping[str, Any], body: Mapping[str, Any]) -> bool:
    """Whether a record of a service is what this body would make."""
    fields = (
        ("relatiecode", "naam") if service is Side.SNELSTART else ("name", "firstname", "lastname", "customerNumber")
    )
    return all((record.get(field) or "") == (body.get(field) or "") for field in fields)


def _decided_otherwise(db: Connection, decision: Decision) -> bool:
    couple = decision.timeon_id, decision.snelstart_id
    standing = [one for one in decisions.touching(db, decision) if one.verdict is not Verdict.CREATE]
    return any(one.verdict is not Verdict.COUPLE or (one.timeon_id, one.snelstart_id) != couple for one in standing)


def _bodies(db: Connection) -> list[tuple[str, dict[str, Any]]]:
    """(key, what was sent) of each."""
    query = "SELECT key, value FROM facts WHERE substr(key, 1, ?) = ?"
    return [(key, json.loads(text)["body"]) for key, text in db.execute(query, (len(_PREFIX), _PREFIX)).fetchall()]


def _arrived(db: Connection, service: Side, body: Mapping[str, Any]) -> Partij | None:
    number = str(body.get("relatiecode") or body.get("customerNumber") or "")
    table = records.table_of(service)
    query = f"SELECT id FROM {table} WHERE gone = 0 AND nummer = ?"  # noqa: S608 - a table name of ours
    for (id_,) in db.execute(query, (number,)):
        raw = observed.raw(db, table, id_)
        if raw is not None and is_same(service, json.loads(raw), body):
            return records.partij(db, service, id_)
    return None


def _key(service: Side, source_id: str) -> str:
    return f"{_PREFIX}{service.value}:{source_id}"
