"""Lines that change an existing klant on one side because it changed on the other, and what is left as it is and why."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from core.config import Settings
from core.domain.agreement import Conflict, Difference
from core.domain.partij import Partij, Side
from core.domain.plan import FieldChange, PlanLine
from core.snelstart.relatie import lost_by_put
from core.snelstart.wire import merge_relatie, problems_relatie, record
from core.store import agreed, observed, records
from core.store.agreed import Couple
from core.store.connection import Connection
from core.syncing.compare import Compared, compare
from core.syncing.fields import ADRES, BY_NAME, owners, to_snelstart, to_timeon
from core.syncing.landen import land_id
from core.syncing.planned import Skipped
from core.syncing.three_way import Move
from core.text import Sentence, say


@dataclass(slots=True)
class Updates:
    """What the couples that moved ask for."""

    lines: list[PlanLine] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)


def updates(db: Connection, settings: Settings, held: Collection[Couple]) -> Updates:
    """Of every couple that moved; one that is `held`, because a person is asked whether it is one klant, stays out."""
    found = Updates()
    named = owners(settings.owner)
    for couple in agreed.moved(db):
        compared = compare(db, couple, named)
        if compared is None:
            found.differences.extend(_half(db, couple))
        elif couple not in held:
            _of(db, compared, settings, found)
    return found


def _of(db: Connection, compared: Compared, settings: Settings, found: Updates) -> None:
    found.conflicts += [one for one in compared.conflicts.values() if one.choice is None]
    for name, one in compared.moves.items():
        if one in (Move.OWNED, Move.BLANKED):
            found.differences.append(_left(compared, name, one))
    to_right = [name for name, one in compared.moves.items() if one is Move.TO_SNELSTART]
    to_left = [name for name, one in compared.moves.items() if one is Move.TO_TIMEON]
    if to_right and compared.snelstart.actief:
        _add(found, *_relatie(db, compared, to_right))
    elif to_right:
        why = say("de relatie staat in SnelStart op nonactief; alleen daar is ze te activeren")
        found.differences += [_difference(compared, name, why) for name in to_right]
    if to_left and settings.timeon_save:
        _add(found, *_customer(db, compared, to_left))
    elif to_left:
        why = say("gewijzigd in SnelStart; wijzigen in Time On staat uit (instelling timeon_save)")
        found.differences += [_difference(compared, name, why) for name in to_left]


def _add(found: Updates, line: PlanLine, reasons: tuple[Sentence, ...]) -> None:
    if reasons:
        found.skipped.append(Skipped(line.label, line.source_id, reasons))
    else:
        found.lines.append(line)


def _relatie(db: Connection, compared: Compared, names: Collection[str]) -> tuple[PlanLine, tuple[Sentence, ...]]:
    raw = observed.raw(db, "relaties", compared.snelstart.id) or b"{}"
    before = record(raw)
    address = before.get(ADRES)
    known = isinstance(address, Mapping) and (address.get("land") or {}).get("id")
    values = {name: compared.values(name).timeon for name in names}
    body = to_snelstart(values, "" if known else land_id(db))
    already = problems_relatie(before)
    reasons = tuple(one for one in problems_relatie(merge_relatie(before, body)) if one not in already)
    changes = tuple(FieldChange(name, compared.values(name).snelstart, value) for name, value in values.items())
    line = _line(db, compared.timeon, compared.snelstart, changes)
    return _with(line, "PUT", f"/relaties/{compared.snelstart.id}", body, lost_by_put(before)), reasons


def _customer(db: Connection, compared: Compared, names: Collection[str]) -> tuple[PlanLine, tuple[Sentence, ...]]:
    values = {name: compared.values(name).snelstart for name in names}
    changes = tuple(FieldChange(name, compared.values(name).timeon, value) for name, value in values.items())
    line = _line(db, compared.snelstart, compared.timeon, changes)
    reasons: tuple[Sentence, ...] = ()
    if "naam" in values and compared.timeon.is_person:
        reasons = (say("in Time On een persoon; een naam zou er een bedrijf van maken"),)
    return _with(line, "POST", "/api/customer/save", to_timeon(values), ()), reasons


def _line(db: Connection, source: Partij, target: Partij, changes: tuple[FieldChange, ...]) -> PlanLine:
    names = ", ".join(change.field for change in changes)
    why = say("gewijzigd in {kant}: {velden}", kant=source.side.label, velden=names)
    return PlanLine(
        service=target.side, verb="", path="", kind="klant", record_id=target.id, source_id=source.id,
        label=target.naam, why=why, changes=changes, body={}, seen=_seen(db, source), target_seen=_seen(db, target),
    )  # fmt: skip


def _with(line: PlanLine, verb: str, path: str, body: Mapping[str, Any], warnings: tuple[Sentence, ...]) -> PlanLine:
    return replace(line, verb=verb, path=path, body=body, warnings=warnings)


def _left(compared: Compared, name: str, one: Move) -> Difference:
    if one is Move.BLANKED:
        return _difference(compared, name, say("leeg gemaakt in SnelStart; een leeg veld gaat nergens heen"))
    return _difference(compared, name, say("dit veld gaat één kant op (instelling owner)"))


def _difference(compared: Compared, name: str, why: Sentence) -> Difference:
    both = compared.values(name)
    left, right = compared.couple
    return Difference(left, right, compared.timeon.naam, name, both.timeon, both.snelstart, why)


def _half(db: Connection, couple: Couple) -> list[Difference]:
    """A couple of which one half is there."""
    timeon, snelstart = records.partij(db, Side.TIMEON, couple[0]), records.partij(db, Side.SNELSTART, couple[1])
    present = timeon or snelstart
    if present is None:
        return []
    why = say("staat niet meer in {kant}", kant=present.side.other.label)
    return [
        Difference(*couple, present.naam, "", timeon.naam if timeon else "", snelstart.naam if snelstart else "", why)
    ]


def _seen(db: Connection, partij: Partij) -> str:
    raw = observed.raw(db, records.table_of(partij.side), partij.id)
    return observed.digest(raw).hex() if raw is not None else ""


def differing(db: Connection, couple: Couple, why: Sentence) -> list[Difference]:
    """Every field of a couple whose values differ, agreed upon or not."""
    compared = compare(db, couple, {})
    if compared is None:
        return _half(db, couple)
    return [
        replace(_difference(compared, name, why), changed=False)
        for name, one in BY_NAME.items()
        if not one.same(compared.values(name).timeon, compared.values(name).snelstart)
    ]
