"""One row of a file, read: when, how much, for whom, and what the other product says of it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.text import Sentence, say


@dataclass(frozen=True, slots=True)
class Place:
    """Where it stands: the file (and sheet) as a person names it, and the row from 1."""

    file: str
    row: int

    def tell(self, problem: Sentence, column: str = "") -> Sentence:
        """The problem with its place before it."""
        values = {"plaats": self.file, "rij": self.row, "probleem": problem}
        if column:
            return say("{plaats}, rij {rij}, kolom {kolom}: {probleem}.", **values, kolom=column)
        return say("{plaats}, rij {rij}: {probleem}.", **values)


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """`begin` and `eind` are seconds since midnight, None when the file has none. `worked` and `billable` are seconds.

    `own_id` is the product's own number of the row, `billed` whether it says that the row was invoiced or exported.
    """

    place: Place
    format: str
    datum: date
    klant: str = ""
    klantnummer: str = ""
    project: str = ""
    medewerker: str = ""
    omschrijving: str = ""
    own_id: str = ""
    begin: int | None = None
    eind: int | None = None
    worked: int = 0
    billable: int = 0
    kilometers: Decimal = Decimal(0)
    onkosten: Decimal = Decimal(0)
    facturabel: bool = True
    billed: bool = False
    goedgekeurd: bool = False
