"""What is kept of a koppeling tells of the administratie: own sjablonen, btw of the productgroepen, calls left. Reads alone,
without a key or a network.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.config import Settings
from core.domain.koppeling import Koppeling, KoppelingState
from core.domain.sjablonen import own_templates
from core.store import call_counts, observed, records
from core.store.connection import Connection
from core.support.check import Check, CheckState
from core.support.visit import Visit
from core.text import mark, say

_SJABLONEN = mark("Eigen sjablonen")
_BTW = mark("Btw van de productgroepen")
_LIMITS = mark("Limieten van SnelStart")
_ZERO = "Geen"


def administraties(visit: Visit, settings: Settings, now: datetime) -> Iterator[Check]:
    """Of each koppeling that is not disconnected."""
    for one in visit.summaries():
        if one.koppeling.state is KoppelingState.ONTKOPPELD:
            continue
        found = visit.of_koppeling(
            one.koppeling.id,
            lambda db, facts=one.koppeling: administratie(db, facts, settings, now),  # type: ignore[misc]
        )
        yield from found or ()


def administratie(db: Connection, koppeling: Koppeling, settings: Settings, now: datetime) -> list[Check]:
    """One koppeling."""
    naam = koppeling.timeon_naam
    found = (_sjablonen(db, naam), _btw(db, naam, now), _limits(db, naam, settings, now))
    return [replace(check, about=koppeling.id) for check in found]


def _sjablonen(db: Connection, naam: str) -> Check:
    read = [_json(raw) for _id, _naam, raw in observed.others(db, "verkoopordersjablonen")]
    if not read:
        return Check("sjablonen", _SJABLONEN, CheckState.UNKNOWN, say("{naam}: nog niet gelezen", naam=naam))
    if own := own_templates(read):
        return Check(
            "sjablonen", _SJABLONEN, CheckState.WARN,
            say("{naam}: waarschijnlijk wel ({namen})", naam=naam, namen=", ".join(own[:3])),
            say("De weblink naar een order werkt dan misschien niet; in SnelStart 12: Verkoop > Verkooporders."),
        )  # fmt: skip
    return Check("sjablonen", _SJABLONEN, CheckState.OK, say("{naam}: geen", naam=naam))


def _btw(db: Connection, naam: str, now: datetime) -> Check:
    """A productgroep that is used and whose ledger says no btw, or a btw without a percentage today."""
    used = {artikel.groep_id for artikel in records.artikelen(db) if artikel.actief}
    groepen = [groep for groep in records.productgroepen(db) if groep.id in used]
    today = now.date()
    known = {one.soort for one in records.btw_tarieven(db) if one.van <= today <= one.tot} | {_ZERO}
    if not groepen:
        return Check("ledger_btw", _BTW, CheckState.UNKNOWN, say("{naam}: nog niet gelezen", naam=naam))
    if wrong := sorted(groep.omschrijving for groep in groepen if groep.btw_soort not in known):
        return Check(
            "ledger_btw", _BTW, CheckState.WARN,
            say("{naam}: geen btw-tarief bij {groepen}", naam=naam, groepen=", ".join(wrong[:3])),
            say("Kijk in SnelStart bij Artikelomzetgroepen welke grootboekrekening eraan hangt, en welke btw-functie die "
                "heeft: zonder weigert SnelStart de factuur (BOE-0069, BOE-0082)."),
        )  # fmt: skip
    return Check(
        "ledger_btw", _BTW, CheckState.OK, say("{naam}: {n} groepen, elk met een tarief", naam=naam, n=len(groepen))
    )


def _limits(db: Connection, naam: str, settings: Settings, now: datetime) -> Check:
    minute, hour = call_counts.left(db, now, settings.calls_a_minute, settings.calls_an_hour)
    said = say(
        "{naam}: {minute} van {minute_of} per minuut over, {hour} van {hour_of} per uur",
        naam=naam, minute=minute, minute_of=settings.calls_a_minute, hour=hour, hour_of=settings.calls_an_hour,
    )  # fmt: skip
    if minute and hour:
        return Check("limits", _LIMITS, CheckState.OK, said)
    return Check("limits", _LIMITS, CheckState.WARN, said, say("Wachten: een run gaat vanzelf verder zodra het mag."))


def _json(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
