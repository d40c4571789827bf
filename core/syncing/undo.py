"""The inverse of a run: a plan that puts back what was there before, and what of it can't be put back, and why.

A record that changed since is left alone. A relatie that we made is put on nonactief, never deleted.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.config import Settings
from core.domain.partij import Partij, Side
from core.domain.plan import JA, NEE, FieldChange, LineOutcome, LineResult, Plan, PlanLine
from core.errors import NotFoundError
from core.snelstart.relatie import lost_by_put
from core.snelstart.wire import record
from core.store import observed, records, run_lines, runs
from core.store.connection import Connection
from core.store.run_lines import RunLine
from core.syncing.fields import BY_NAME
from core.syncing.planned import Planned, Skipped
from core.text import Sentence, say

Inverse = tuple[tuple[FieldChange, ...], Mapping[str, Any]]
"""What changes back, and its body."""

_UNDONE = frozenset({LineOutcome.WRITTEN, LineOutcome.ADOPTED})


@dataclass(frozen=True, slots=True)
class Undo:
    """`planned.plan` takes the run back; `planned.skipped` is what can't be taken back, with the reason."""

    run: str
    planned: Planned


def make_undo(db: Connection, koppeling_id: str, now: datetime, run: str, settings: Settings) -> Undo:
    """The inverse of a run as things are now, the last write first. Raises NotFoundError for an unknown run."""
    if not runs.exists(db, run):
        raise NotFoundError(say("Geen run {run}.", run=run))
    lines: list[PlanLine] = []
    skipped: list[Skipped] = []
    for done in reversed(run_lines.of(db, run)):
        if done.result.outcome not in _UNDONE:
            continue
        inverse = _inverse(db, done, run, settings)
        if isinstance(inverse, PlanLine):
            lines.append(inverse)
        else:
            skipped.append(Skipped(done.result.line.label, done.result.remote_id, (inverse,)))
    return Undo(run, Planned(Plan(koppeling_id, now, tuple(lines)), tuple(skipped)))


def _inverse(db: Connection, done: RunLine, run: str, settings: Settings) -> PlanLine | Sentence:
    result, line = done.result, done.result.line
    raw = observed.raw(db, records.table_of(line.service), result.remote_id)
    partij = records.partij(db, line.service, result.remote_id)
    if raw is None or partij is None:
        return say("staat er niet meer")
    if line.service is Side.TIMEON and not settings.timeon_save:
        return say("in Time On is niets terug te draaien zolang wijzigen daar uit staat (instelling timeon_save)")
    found = _of_change(done, partij) if line.record_id else _of_creation(done, partij)
    return found if isinstance(found, Sentence) else _line(result, run, *found, raw)


def _of_creation(done: RunLine, partij: Partij) -> Inverse | Sentence:
    if done.result.outcome == LineOutcome.ADOPTED:
        return say("stond er al en is niet door deze run gemaakt")
    if not partij.actief:
        return say("staat al op nonactief")
    body = {"nonactief": True} if partij.side is Side.SNELSTART else {"isActive": False}
    return (FieldChange("actief", JA, NEE),), body


def _of_change(done: RunLine, partij: Partij) -> Inverse | Sentence:
    line = done.result.line
    if any(BY_NAME[change.field].of(partij) != change.new for change in line.changes):
        return say("sindsdien gewijzigd")
    if done.before is None:
        return say("zoals het was is niet bewaard")
    changes = tuple(FieldChange(change.field, change.new, change.old) for change in line.changes)
    return changes, _as_before(line.body, record(done.before))


def _line(
    result: LineResult, run: str, changes: tuple[FieldChange, ...], body: Mapping[str, Any], raw: bytes
) -> PlanLine:
    line, id_ = result.line, result.remote_id
    snelstart = line.service is Side.SNELSTART
    return PlanLine(
        service=line.service, verb="PUT" if snelstart else "POST",
        path=f"/relaties/{id_}" if snelstart else "/api/customer/save", kind=line.kind, record_id=id_,
        source_id=line.source_id, label=line.label, why=say("run {run} ongedaan maken", run=run), changes=changes,
        body=body, target_seen=observed.digest(raw).hex(), warnings=lost_by_put(record(raw)) if snelstart else (),
    )  # fmt: skip


def _as_before(body: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """What the write changed, with the values of before it."""
    found: dict[str, Any] = {}
    for name, value in body.items():
        old = before.get(name)
        if isinstance(value, Mapping) and isinstance(old, Mapping):
            found[name] = {part: old.get(part) for part in value}
        else:
            found[name] = old
    return found
