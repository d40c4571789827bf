"""Puts the world together: a SnelStart with three administraties and a Time On that fits the first of them, and as many
more pairs of the two as are asked for.

Building is quick at any size because the collector rests meanwhile: nothing made here is garbage.
"""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from core.sandbox.snelstart.state import Administratie, SnelStartState
from core.sandbox.timeon.state import TimeOnState
from core.sandbox.world import people
from core.sandbox.world.administratie import house_relaties, leveranciers, master_data
from core.sandbox.world.chance import guid, stamp, stream
from core.sandbox.world.company import COMPANIES, company_info
from core.sandbox.world.hours import build_hours
from core.sandbox.world.klanten import build_klanten
from core.sandbox.world.landen import LANDEN, land_id_of, landen_table
from core.sandbox.world.register import NEDERLAND, Klanten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

YEARS = range(1910, 2400)
_OTHER_KLANTEN = 12
_PAIRS = 1_000_003


@dataclass(frozen=True, slots=True)
class World:
    """Both services as they stand on the evening of `today`."""

    snelstart: SnelStartState
    timeon: TimeOnState
    more: dict[str, TimeOnState]
    """The other organisations of Time On, by the id of the administratie that each fits."""


def build_world(seed: int, klanten: int, today: date, now: Callable[[], datetime], pairs: int = 1) -> World:
    """The world of `seed` with `klanten` klanten in Time On, its registraties ending on `today`; `pairs` of it in all.

    Raises ValueError for a year outside 1910 to 2399, beyond which SnelStart's tarieven and dates end.
    """
    if today.year not in YEARS:
        raise ValueError(f"De wereld van de zandbak eindigt tussen {YEARS[0]} en {YEARS[-1]}, niet in {today.year}.")
    with _collector_resting():
        moment = datetime.combine(today, time(7, 0))
        administraties, registers = [], []
        for index in range(len(COMPANIES)):
            administratie, register = _administratie(seed, index, klanten if index == 0 else _OTHER_KLANTEN, moment)
            administraties.append(administratie)
            registers.append(register)
        more = {}
        for number in range(1, pairs):
            administratie, organisation = _pair(seed, number, klanten, moment, now)
            administraties.append(administratie)
            more[administratie.id] = organisation
        snelstart = SnelStartState(
            administraties=administraties,
            subscription_keys={f"{stream(seed, 'subscription').getrandbits(128):032x}"},
            now=now,
            seed=seed,
        )
        return World(snelstart, _timeon(seed, registers[0], today, now), more)


def _pair(
    seed: int, number: int, klanten: int, moment: datetime, now: Callable[[], datetime]
) -> tuple[Administratie, TimeOnState]:
    """An administratie and the organisation that fits it, of a seed of their own so that no key or id is another's."""
    own = seed * _PAIRS + number
    administratie, register = _administratie(own, 0, klanten, moment)
    organisation = _timeon(own, register, moment.date(), now)
    naam = f"{COMPANIES[0].naam} {number:04d}"
    administratie.naam = naam
    administratie.company_info["administratieNaam"] = naam
    organisation.organisation |= {"organisationID": people.ORGANISATION + number, "name": naam}
    return administratie, organisation


def _administratie(seed: int, index: int, klanten: int, moment: datetime) -> tuple[Administratie, Klanten]:
    company = COMPANIES[index]
    random = stream(seed, f"administratie:{index}")
    administratie_id = guid(random)
    landen = landen_table(random)
    nederland = land_id_of(landen, "NL")
    tables = master_data(seed, company.naam, company.producten, moment, landen)
    made_on = stamp(moment - timedelta(days=900), random)
    if index == 0:
        register = build_klanten(seed, klanten, nederland, moment)
    else:
        register = build_klanten(seed * 1_000 + index, klanten, nederland, moment, traps=())
    relaties = house_relaties(random, company.eigen, nederland, made_on)
    relaties |= leveranciers(random, nederland, made_on)
    relaties |= register.relaties
    administratie = Administratie(
        id=administratie_id,
        naam=company.naam,
        company_info=company_info(company, index, administratie_id, moment.year),
        tables={"relaties": relaties, **tables},
        koppelsleutels={},
    )
    return administratie, register


def _timeon(seed: int, register: Klanten, today: date, now: Callable[[], datetime]) -> TimeOnState:
    company = COMPANIES[0]
    users = people.users(company.domein, today)
    projects = people.projects(seed, register.worked_for, today)
    countries = {number: landcode for number, (landcode, _, _) in enumerate(LANDEN, start=1)}
    countries[NEDERLAND], countries[_number_of("NL")] = "NL", countries[NEDERLAND]
    return TimeOnState(
        organisation=people.organisation(company.naam, today),
        users=users,
        customers=register.customers,
        projects=projects,
        hours=build_hours(seed, today, register.worked_for, projects),
        countries=countries,
        indeling=people.indeling(),
        api_keys={f"{stream(seed, 'timeon').getrandbits(160):040x}"},
        passwords={user["email"]: "welkom" for user in users.values() if user["isActive"]},
        now=now,
        seed=seed,
    )


def _number_of(landcode: str) -> int:
    return next(number for number, land in enumerate(LANDEN, start=1) if land[0] == landcode)


@contextmanager
def _collector_resting() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
