"""The lists of Registreren: klanten, producten and productgroepen of one koppeling, from the cache alone."""

from contextlib import nullcontext
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.collecting import living_on
from core.domain.money import plain
from core.domain.partij import Partij, Side
from core.domain.product import Productgroep
from core.store import decisions, observed, records
from core.store.connection import Connection
from core.text import mark, t

GEKOPPELD = mark("gekoppeld")
ALLEEN_TIMEON = mark("alleen Time On")
ALLEEN_SNELSTART = mark("alleen SnelStart")
NONACTIEF = mark("nonactief")
GEEN_KLANT = mark("geen klant")
_MANY = 20_000


@dataclass(frozen=True, slots=True)
class KlantRow:
    """A klant as both sides know it; `state` is a msgid."""

    timeon: Partij | None
    snelstart: Partij | None
    state: str

    @property
    def shown(self) -> Partij:
        """The side whose name is shown: SnelStart's where it is there, as Time On's own list does."""
        partij = self.snelstart or self.timeon
        assert partij is not None, "a row has a side"  # noqa: S101 - the constructor's promise, told to the checker
        return partij

    def to_json(self) -> dict[str, Any]:
        """An item of `klanten list --json`."""
        one = self.shown
        return {
            "naam": one.naam,
            "nummer": one.nummer,
            "state": t(self.state),
            "timeon_id": self.timeon.id if self.timeon else None,
            "snelstart_id": self.snelstart.id if self.snelstart else None,
            "timeon_naam": self.timeon.naam if self.timeon else None,
            "timeon_nummer": self.timeon.nummer if self.timeon else None,
            "email": one.email,
            "telefoon": one.telefoon,
            "postcode": one.postcode,
            "plaats": one.plaats,
            "btw": one.btw,
        }


def klanten(db: Connection, *, everything: bool = False) -> list[KlantRow]:
    """All klanten of SnelStart and those only in Time On, by naam; `everything` adds leveranciers and nonactieve."""
    many = sum(observed.count(db, records.table_of(side)) for side in Side) >= _MANY
    with living_on() if many else nullcontext():
        return _klanten(db, everything=everything)


def _klanten(db: Connection, *, everything: bool) -> list[KlantRow]:
    left = {partij.id: partij for partij in records.partijen(db, Side.TIMEON)}
    couples = {snelstart_id: timeon_id for timeon_id, snelstart_id in decisions.couples(db).items()}
    rows = []
    for relatie in records.partijen(db, Side.SNELSTART):
        partner = left.pop(couples.get(relatie.id, ""), None)
        if partner is not None:
            rows.append(KlantRow(partner, relatie, GEKOPPELD))
        elif relatie.takes_part:
            rows.append(KlantRow(None, relatie, ALLEEN_SNELSTART))
        elif everything:
            rows.append(KlantRow(None, relatie, GEEN_KLANT if relatie.actief else NONACTIEF))
    rows += [KlantRow(one, None, ALLEEN_TIMEON) for one in left.values() if one.takes_part]
    return sorted(rows, key=lambda row: (row.shown.naam.casefold(), row.shown.id))


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A product with its productgroep."""

    id: str
    code: str
    omschrijving: str
    groep: str
    btw_soort: str
    prijs: Decimal
    eenheid: str
    actief: bool

    def to_json(self) -> dict[str, Any]:
        """An item of `producten list --json`; prijs excluding btw, decimal text."""
        return {
            "id": self.id,
            "code": self.code,
            "omschrijving": self.omschrijving,
            "productgroep": self.groep,
            "btw": self.btw_soort,
            "prijs": plain(self.prijs),
            "eenheid": self.eenheid,
            "actief": self.actief,
        }


def producten(db: Connection) -> list[ProductRow]:
    """All producten by code."""
    groepen = {groep.id: groep for groep in records.productgroepen(db)}
    nothing = Productgroep("", 0, "", "")
    return [
        ProductRow(
            a.id, a.code, a.omschrijving, groepen.get(a.groep_id, nothing).omschrijving,
            groepen.get(a.groep_id, nothing).btw_soort, a.prijs, a.eenheid, a.actief,
        )
        for a in records.artikelen(db)
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class GroepRow:
    """A productgroep (in SnelStart: artikelomzetgroep) and how many producten it has."""

    id: str
    nummer: int
    omschrijving: str
    btw_soort: str
    producten: int

    def to_json(self) -> dict[str, Any]:
        """An item of `productgroepen list --json`."""
        return {
            "id": self.id,
            "nummer": self.nummer,
            "omschrijving": self.omschrijving,
            "btw": self.btw_soort,
            "producten": self.producten,
        }


def productgroepen(db: Connection) -> list[GroepRow]:
    """All productgroepen by nummer."""
    counts = dict(db.execute("SELECT groep_id, count(*) FROM artikelen WHERE gone = 0 GROUP BY groep_id"))
    return [
        GroepRow(groep.id, groep.nummer, groep.omschrijving, groep.btw_soort, counts.get(groep.id, 0))
        for groep in records.productgroepen(db)
    ]
