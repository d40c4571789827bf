"""Producten (SnelStart: artikelen) and productgroepen (SnelStart: artikelomzetgroepen), read from SnelStart.

That a productgroep is an artikelomzetgroep is an inference: the API offers nothing nearer, and only to read.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Artikel:
    """A product; `prijs` is excluding btw unless the administration says its article prices include it."""

    id: str
    code: str
    omschrijving: str
    groep_id: str
    prijs: Decimal
    eenheid: str = ""
    actief: bool = True


@dataclass(frozen=True, slots=True)
class Productgroep:
    """An artikelomzetgroep; `btw_soort` is Geen, Laag, Hoog or Overig."""

    id: str
    nummer: int
    omschrijving: str
    btw_soort: str


@dataclass(frozen=True, slots=True)
class BtwTarief:
    """One row of the history of a tariff: `percentage` from `van` to and with `tot`."""

    soort: str
    percentage: Decimal
    van: date
    tot: date
