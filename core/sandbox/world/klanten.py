"""The klanten of both programs: mostly plainly equal, all traps among them, a few on one side only.

Promises exactly `klanten` customers in Time On (never fewer than the traps need) and that the order in which they
stand is mixed by the seed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from core.sandbox.world import numbers
from core.sandbox.world.chance import guid, stamp, stream
from core.sandbox.world.klant import Klant, customer, relatie
from core.sandbox.world.names import firm_name, person_name
from core.sandbox.world.places import adres
from core.sandbox.world.traps import TRAPS, InSnelStart, InTimeOn, Trap

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

NEDERLAND = 150
"""countryID of the Netherlands in Time On."""
FIRST_CUSTOMER = 48_201
ONLY_TIMEON = 4
ONLY_SNELSTART = 4
_WORKED_FOR = 45
_SMALL_CODES = 16
_EVERY_PERSON = 12
_FIRST_BLOCK = 399
_STAMPS = 500
_NOT_IN_A_DOMAIN = {code: None for code in range(128) if not chr(code).isalnum()}


@dataclass(slots=True)
class Klanten:
    """The two registers and the customerIDs that the office works for."""

    customers: dict[int, dict[str, Any]] = field(default_factory=dict)
    relaties: dict[str, dict[str, Any]] = field(default_factory=dict)
    worked_for: list[int] = field(default_factory=list)


class _Register:
    """Writes klanten into both registers, handing out ids and numbers as it goes."""

    def __init__(self, seed: int, land_id: str, moment: datetime) -> None:
        self.random: Random = stream(seed, "klanten")
        self.offset = self.random.randrange(1_000_000)
        self.land_id = land_id
        self.klanten = Klanten()
        self.serial = 0
        self.stamps = [
            stamp(moment - timedelta(minutes=self.random.randrange(60, 1_000_000)), self.random) for _ in range(_STAMPS)
        ]

    def klant(self, name: str, *, business: bool = True) -> Klant:
        """A klant with an address and numbers of its own."""
        serial = self.serial
        self.serial += 1
        straat, postcode, plaats = adres(self.random)
        return Klant(
            serial=serial,
            straat=straat,
            postcode=postcode,
            plaats=plaats,
            email=f"administratie@{_slug(name)}.example" if business else f"{_slug(name)}@post.example",
            telefoon=numbers.telefoon(serial * 37) if business else numbers.mobiel(serial * 37),
            btw=numbers.btw_id(serial) if business else None,
            kvk=numbers.kvk(serial) if business else None,
        )

    def in_timeon(
        self, klant: Klant, name: str | None, number: str | None, first: str | None = None, last: str | None = None
    ) -> dict[str, Any]:
        """Put the klant in Time On; the record answered may still be changed."""
        customer_id = FIRST_CUSTOMER + len(self.klanten.customers) * 3
        record = customer(klant, customer_id, NEDERLAND, name=name, number=number, first=first, last=last)
        self.klanten.customers[customer_id] = record
        return record

    def in_snelstart(self, klant: Klant, naam: str, code: int, soort: str = "Klant") -> dict[str, Any]:
        """Put the klant in SnelStart; the record answered may still be changed."""
        random = self.random
        relatie_id = guid(random)
        modified_on = self.stamps[int(random.random() * _STAMPS)]
        record = relatie(klant, relatie_id, self.land_id, modified_on, naam=naam, code=code, soort=soort)
        self.klanten.relaties[relatie_id] = record
        return record


def build_klanten(seed: int, klanten: int, land_id: str, moment: datetime, traps: tuple[Trap, ...] = TRAPS) -> Klanten:
    """Both registers for `klanten` klanten, as they stood at `moment`, `traps` among them."""
    register = _Register(seed, land_id, moment)
    plain = max(0, klanten - sum(len(trap.timeon) for trap in traps) - ONLY_TIMEON)
    entries: list[int | Trap] = [*range(plain + ONLY_TIMEON + ONLY_SNELSTART), *traps]
    stream(seed, "volgorde").shuffle(entries)
    quota = _WORKED_FOR - sum(len(trap.timeon) for trap in traps if trap.hours)
    for entry in entries:
        if isinstance(entry, Trap):
            _trap(register, entry)
        elif entry < plain:
            _plain(register, entry, worked=entry < quota - 2)
        else:
            _one_sided(register, entry, timeon=entry < plain + ONLY_TIMEON, worked=entry < plain + 2)
    return register.klanten


def _slug(name: str) -> str:
    if not name.isascii():
        name = normalize("NFKD", name).encode("ascii", "ignore").decode()
    return name.lower().translate(_NOT_IN_A_DOMAIN)


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


def _plain(register: _Register, index: int, *, worked: bool) -> None:
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
            record["emailAddress"] = f"{klant.email}; facturen@{_slug(name)}.example"
        case 19:
            record["poNumber"] = f"PO-{4500 + index}"
        case 21:
            record["remark"] = "Factuur graag vóór de tiende van de maand"
        case 23:
            record["defaultDistance"] = 12 + index % 40


def _one_sided(register: _Register, index: int, *, timeon: bool, worked: bool) -> None:
    name = firm_name(index, register.offset, register.random)
    klant = register.klant(name)
    code = 20_000 + index if index < _FIRST_BLOCK else 2_000_000 + index
    if timeon:
        record = register.in_timeon(klant, name, str(code))
        if worked:
            register.klanten.worked_for.append(record["customerID"])
    else:
        register.in_snelstart(klant, name, code)


def _trap(register: _Register, trap: Trap) -> None:
    known = [(mine, register.klant(_called(mine))) for mine in trap.timeon]
    for mine, klant in known:
        _trap_timeon(register, klant, mine, worked=trap.hours)
    for theirs in trap.snelstart:
        klant = _same_firm(trap, theirs, known) or register.klant(theirs.naam)
        _trap_snelstart(register, klant, theirs)


def _called(mine: InTimeOn) -> str:
    return mine.name or f"{mine.first} {mine.last}"


def _same_firm(trap: Trap, theirs: InSnelStart, known: list[tuple[InTimeOn, Klant]]) -> Klant | None:
    """Who in Time On is truly this relatie: the same name (with its number where there are two), or the only one."""
    namesakes = [(mine, klant) for mine, klant in known if _called(mine) == theirs.naam]
    for mine, klant in namesakes:
        if len(namesakes) == 1 or mine.number == str(theirs.code):
            return klant
    alone = len(known) == len(trap.snelstart) == 1
    return known[0][1] if alone else None


def _trap_timeon(register: _Register, klant: Klant, mine: InTimeOn, *, worked: bool) -> None:
    record = register.in_timeon(klant, mine.name, mine.number, mine.first, mine.last)
    record["isActive"] = mine.active
    if mine.vat == "none":
        record["vatNumber"] = None
    elif mine.vat == "other":
        register.serial += 1
        record["vatNumber"] = numbers.btw_id(register.serial)
    if worked and mine.active:
        register.klanten.worked_for.append(record["customerID"])


def _trap_snelstart(register: _Register, klant: Klant, theirs: InSnelStart) -> None:
    record = register.in_snelstart(klant, theirs.naam, theirs.code, theirs.soort)
    record["nonactief"] = theirs.nonactief
    if not theirs.vat:
        record["btwNummer"] = None
