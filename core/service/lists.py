"""The lists of Registreren: klanten, producten and productgroepen of one koppeling, from the cache alone."""

from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from decimal import Decimal
from operator import itemgetter
from typing import Any, Protocol, TypeVar

from core.collecting import MANY, living_on
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
    with made_to_stay(db):
        return _klanten(db, everything=everything)


def made_to_stay(db: Connection) -> AbstractContextManager[None]:
    """Around the making of a list of the klanten: very many are left out of the looks for what nobody refers to."""
    many = sum(observed.count(db, records.table_of(side)) for side in Side) >= MANY
    return living_on() if many else nullcontext()


def _klanten(db: Connection, *, everything: bool) -> list[KlantRow]:
    left, right = (records.partijen(db, side) for side in (Side.TIMEON, Side.SNELSTART))
    return [KlantRow(*row) for row in joined(left, right, decisions.couples(db), everything=everything)]


class _Known(Protocol):
    """A partij, or as much of one as tells where it stands in the list."""

    @property
    def id(self) -> str: ...
    @property
    def naam(self) -> str: ...
    @property
    def actief(self) -> bool: ...
    @property
    def takes_part(self) -> bool: ...


_Some = TypeVar("_Some", bound=_Known)


def joined(
    timeon: Iterable[_Some], snelstart: Iterable[_Some], couples: Mapping[str, str], *, everything: bool
) -> list[tuple[_Some | None, _Some | None, str]]:
    """Which of both sides make a row, and its state; by naam. `couples` is Time On id to SnelStart id."""
    left = {partij.id: partij for partij in timeon}
    partners = {snelstart_id: timeon_id for timeon_id, snelstart_id in couples.items()}
    rows: list[tuple[str, str, _Some | None, _Some | None, str]] = []
    for relatie in snelstart:
        partner = left.pop(partners.get(relatie.id, ""), None)
        if partner is not None:
            state = GEKOPPELD
        elif relatie.takes_part:
            state = ALLEEN_SNELSTART
        elif everything:
            state = GEEN_KLANT if relatie.actief else NONACTIEF
        else:
            continue
        rows.append((relatie.naam.casefold(), relatie.id, partner, relatie, state))
    rows += [(one.naam.casefold(), one.id, one, None, ALLEEN_TIMEON) for one in left.values() if one.takes_part]
    return [row[2:] for row in sorted(rows, key=itemgetter(0, 1))]


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
