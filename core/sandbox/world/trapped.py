"""Puts a trap into the registers: its records on either side, the same address where they are truly one firm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.world import numbers

if TYPE_CHECKING:
    from core.sandbox.world.klant import Klant
    from core.sandbox.world.register import Register
    from core.sandbox.world.traps import InSnelStart, InTimeOn, Trap


def put_trap(register: Register, trap: Trap) -> None:
    """All records of `trap`; its klanten in Time On are worked for when it says so."""
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


def _trap_timeon(register: Register, klant: Klant, mine: InTimeOn, *, worked: bool) -> None:
    record = register.in_timeon(klant, mine.name, mine.number, mine.first, mine.last)
    record["isActive"] = mine.active
    if mine.vat == "none":
        record["vatNumber"] = None
    elif mine.vat == "other":
        register.serial += 1
        record["vatNumber"] = numbers.btw_id(register.serial)
    if worked and mine.active:
        register.klanten.worked_for.append(record["customerID"])


def _trap_snelstart(register: Register, klant: Klant, theirs: InSnelStart) -> None:
    record = register.in_snelstart(klant, theirs.naam, theirs.code, theirs.soort)
    record["nonactief"] = theirs.nonactief
    if not theirs.vat:
        record["btwNummer"] = None
