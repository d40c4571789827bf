"""The klanten of both programs: mostly plainly equal, all traps among them, a few on one side only.

Promises exactly `klanten` customers in Time On (never fewer than the traps need) and that the order in which they
stand is mixed by the seed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.sandbox.world import numbers
from core.sandbox.world.chance import stream
from core.sandbox.world.names import firm_name, person_name
from core.sandbox.world.register import Klanten, Register, slug
from core.sandbox.world.trapped import put_trap
from core.sandbox.world.traps import TRAPS, Trap

if TYPE_CHECKING:
    from datetime import datetime

    from core.sandbox.world.klant import Klant

ONLY_TIMEON = 4
ONLY_SNELSTART = 4
_WORKED_FOR = 45
_SMALL_CODES = 16
_EVERY_PERSON = 12
_FIRST_BLOCK = 399


def build_klanten(seed: int, klanten: int, land_id: str, moment: datetime, traps: tuple[Trap, ...] = TRAPS) -> Klanten:
    """Both registers for `klanten` klanten, as they stood at `moment`, `traps` among them."""
    register = Register(seed, land_id, moment)
    plain = max(0, klanten - sum(len(trap.timeon) for trap in traps) - ONLY_TIMEON)
    entries: list[int | Trap] = [*range(plain + ONLY_TIMEON + ONLY_SNELSTART), *traps]
    stream(seed, "volgorde").shuffle(entries)
    quota = _WORKED_FOR - sum(len(trap.timeon) for trap in traps if trap.hours)
    for entry in entries:
        if isinstance(entry, Trap):
            put_trap(register, entry)
        elif entry < plain:
            _plain(register, entry, worked=entry < quota - 2)
        else:
            _one_sided(register, entry, timeon=entry < plain + ONLY_TIMEON, worked=entry < plain + 2)
    return register.klanten


def _code(index: int) -> int:
    """A relatiecode for plain klant `index`: now and then small, else five digits clear of the traps."""
    if index % 20 == 0 and index // 20 < _SMALL_CODES:
        return index // 20 + 1
    return 10_001 + index if index < _FIRST_BLOCK else 500_000 + index


def _number(index: int, code: int) -> str | None:
    """The customerNumber that goes with a relatiecode: equal, or absent or lettered, which contradicts nothing."""
    match index % 20:
        case 7:
            return None
        case 13:
            return f"KL{index:04d}" if index % 3 else f"D-{index:04d}"
        case _:
            return str(code)


def _plain(register: Register, index: int, *, worked: bool) -> None:
    person = index % _EVERY_PERSON == 0
    code = _code(index)
    number = _number(index, code)
    if person:
        first, last = person_name(index // _EVERY_PERSON, register.offset)
        name = f"{first} {last}"
        klant = register.klant(name, business=False)
        record = register.in_timeon(klant, None, number, first, last)
    else:
        name = firm_name(index, register.offset, register.random)
        klant = register.klant(name)
        record = register.in_timeon(klant, name, number)
    _only_snelstart_knows(register.in_snelstart(klant, name, code), index)
    if worked:
        register.klanten.worked_for.append(record["customerID"])
    _small_differences(record, klant, name, index)


def _only_snelstart_knows(relatie: dict[str, Any], index: int) -> None:
    """Fields that a bookkeeper filled and that a careless write would blank."""
    relatie["krediettermijn"] = (14, 30, 14, 8, 14)[index % 5]
    match index % 40:
        case 2:
            relatie["fax"] = numbers.telefoon(700_000 + index)
        case 3 | 22:
            relatie["memo"] = "Belt liever dan dat hij mailt."
        case 9:
            relatie["kredietLimiet"] = Decimal(5_000)
        case 14:
            relatie["vestigingsAdres"] = {**relatie["vestigingsAdres"], "contactpersoon": "Mevr. Kroon"}
        case 18:
            relatie["websiteUrl"] = "https://www.voorbeeld.example"
        case 35:
            relatie["factuurkorting"] = Decimal("2.5")


def _small_differences(record: dict[str, Any], klant: Klant, name: str, index: int) -> None:
    """What Time On writes otherwise, lacks, or alone has."""
    match index % 25:
        case 4:
            record["phoneNumber"] = numbers.internationaal(record["phoneNumber"])
        case 8:
            record["emailAddress"] = None
        case 11:
            record["vatNumber"] = None
        case 17:
            record["emailAddress"] = f"{klant.email}; facturen@{slug(name)}.example"
        case 19:
            record["poNumber"] = f"PO-{4500 + index}"
        case 21:
            record["remark"] = "Factuur graag vóór de tiende van de maand"
        case 23:
            record["defaultDistance"] = 12 + index % 40


def _one_sided(register: Register, index: int, *, timeon: bool, worked: bool) -> None:
    name = firm_name(index, register.offset, register.random)
    klant = register.klant(name)
    code = 20_000 + index if index < _FIRST_BLOCK else 2_000_000 + index
    if timeon:
        record = register.in_timeon(klant, name, str(code))
        if worked:
            register.klanten.worked_for.append(record["customerID"])
    else:
        register.in_snelstart(klant, name, code)
