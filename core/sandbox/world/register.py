"""Two registers that fill up: one klant after another gets an address, numbers and a record in either program."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from core.sandbox.world import numbers
from core.sandbox.world.chance import guid, stamp, stream
from core.sandbox.world.klant import Klant, customer, relatie
from core.sandbox.world.places import adres

if TYPE_CHECKING:
    from datetime import datetime
    from random import Random

NEDERLAND = 150
"""countryID of the Netherlands in Time On."""
FIRST_CUSTOMER = 48_201
_STAMPS = 500
_NOT_IN_A_DOMAIN = {code: None for code in range(128) if not chr(code).isalnum()}


@dataclass(slots=True)
class Klanten:
    """The two registers and the customerIDs that the office works for."""

    customers: dict[int, dict[str, Any]] = field(default_factory=dict)
    relaties: dict[str, dict[str, Any]] = field(default_factory=dict)
    worked_for: list[int] = field(default_factory=list)


class Register:
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
            email=f"administratie@{slug(name)}.example" if business else f"{slug(name)}@post.example",
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


def slug(name: str) -> str:
    """The name as a domain would have it: lower case, letters and digits only."""
    if not name.isascii():
        name = normalize("NFKD", name).encode("ascii", "ignore").decode()
    return name.lower().translate(_NOT_IN_A_DOMAIN)
