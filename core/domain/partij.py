"""A klant as one of the two sides keeps it, in one shape so that the two can be compared.

Only what both sides can hold is here: number, name, btw-id, e-mail, phone and address (neither Time On's klant nor its
organisation is known to carry a KvK number or an IBAN; `match files` fills those two from its own columns).
"""

from dataclasses import dataclass
from enum import StrEnum


class Side(StrEnum):
    """Where a record lives."""

    TIMEON = "timeon"
    SNELSTART = "snelstart"

    @property
    def other(self) -> "Side":
        """The side across."""
        return Side.SNELSTART if self is Side.TIMEON else Side.TIMEON

    @property
    def label(self) -> str:
        """The product's name as it writes it."""
        return "Time On" if self is Side.TIMEON else "SnelStart"


@dataclass(frozen=True, slots=True)
class Partij:
    """One klant on one side. Texts are as that side keeps them, unfolded; empty means it has none.

    `naam` of a person in Time On is first and last name joined; `soorten` and `eigen` are SnelStart's relatiesoort.
    """

    side: Side
    id: str
    naam: str
    nummer: str = ""
    voornaam: str = ""
    achternaam: str = ""
    btw: str = ""
    email: str = ""
    telefoon: str = ""
    straat: str = ""
    postcode: str = ""
    plaats: str = ""
    kvk: str = ""
    iban: str = ""
    actief: bool = True
    soorten: frozenset[str] = frozenset()

    @property
    def is_person(self) -> bool:
        """A particulier in Time On: the name is in two fields."""
        return bool(self.voornaam or self.achternaam)

    @property
    def takes_part(self) -> bool:
        """Whether it may be paired or made on the other side.

        In SnelStart only active relaties with *Klant*, never the own relation, never a placeholder with a negative
        code; in Time On only active klanten.
        """
        if not self.actief:
            return False
        if self.side is Side.TIMEON:
            return True
        return "Klant" in self.soorten and "Eigen" not in self.soorten and not self.nummer.startswith("-")
