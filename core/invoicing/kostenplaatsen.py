"""The kostenplaats that orders carry: one for all klanten of a koppeling, or a klant's own; chosen by its number in SnelStart.

The choice is kept as a number, so that it survives a kostenplaats that is read again; which one it is, is looked up when an
order is made.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.errors import NotFoundError, UsageError
from core.store import journal, koppeling, observed
from core.store.connection import Connection
from core.text import say

KIND = "kostenplaatsen"
_NONE = 0
"""Chosen for a klant: none, whatever the others have."""


@dataclass(frozen=True, slots=True)
class Kostenplaats:
    """As read from SnelStart; `id` is empty for a number that is chosen and not there (any more)."""

    nummer: int
    id: str = ""
    naam: str = ""
    actief: bool = True

    def __str__(self) -> str:
        return f"{self.nummer} {self.naam}".rstrip()

    def to_json(self) -> dict[str, Any]:
        """An item of `declaraties kostenplaats --json`."""
        return {"nummer": self.nummer, "naam": self.naam, "actief": self.actief}


def known(db: Connection) -> list[Kostenplaats]:
    """Those of the administratie, by number."""
    found = [(id_, json.loads(raw)) for id_, _naam, raw in observed.others(db, KIND)]
    return sorted((_read(id_, one) for id_, one in found), key=lambda one: one.nummer)


def choices(db: Connection) -> dict[str, int]:
    """The number by klant; under "" that of every other klant, 0 for none."""
    return {klant: int(nummer) for klant, nummer in koppeling.fact(db, KIND, {}).items()}


def of_klant(db: Connection, klant_id: str) -> Kostenplaats | None:
    """The one its orders carry, None for none."""
    chosen = choices(db)
    nummer = chosen.get(klant_id, chosen.get("", _NONE))
    if not nummer:
        return None
    return next((one for one in known(db) if one.nummer == nummer), Kostenplaats(nummer))


def of_order(db: Connection, body: Mapping[str, Any]) -> Kostenplaats | None:
    """The one that an order was sent with, as far as it is still known."""
    id_ = (body.get("kostenplaats") or {}).get("id", "")
    return next((one for one in known(db) if one.id == id_), Kostenplaats(_NONE, id_)) if id_ else None


def choose(db: Connection, klant_id: str, nummer: int | None, at: str) -> None:
    """From now on for one klant ("" for all that have none of their own): a number, 0 for none, None as the others have.

    Raises NotFoundError for a number that is not there, UsageError for one that is nonactief.
    """
    if nummer:
        found = next((one for one in known(db) if one.nummer == nummer), None)
        if found is None:
            names = ", ".join(map(str, known(db))) or "–"
            raise NotFoundError(
                say("Geen kostenplaats {nummer} in SnelStart; er zijn: {namen}.", nummer=nummer, namen=names)
            )
        if not found.actief:
            raise UsageError(
                say("Kostenplaats {naam} is nonactief in SnelStart: daarop kan niet geboekt worden.", naam=found)
            )
    chosen = {klant: one for klant, one in choices(db).items() if klant != klant_id}
    if nummer is not None and (klant_id or nummer):
        chosen[klant_id] = nummer
    koppeling.set_fact(db, KIND, chosen)
    subject = f"klant:{klant_id}" if klant_id else ""
    journal.append(db, at, "kostenplaats.gekozen", subject, {"nummer": -1 if nummer is None else nummer})


def _read(id_: str, record: Mapping[str, Any]) -> Kostenplaats:
    nummer, naam = int(record.get("nummer") or 0), str(record.get("omschrijving") or "")
    return Kostenplaats(nummer, id_, naam, actief=not record.get("nonactief"))
