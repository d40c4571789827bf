"""A registratie: hours, kilometers or expenses that Time On booked for a klant. One row of Time On may hold all three."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypedDict

from core.text import mark


class Soort(StrEnum):
    """What is counted: hours, kilometers, euros."""

    UREN = "uren"
    KILOMETERS = "kilometers"
    ONKOSTEN = "onkosten"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _LABELS[self]


_LABELS = {Soort.UREN: mark("uren"), Soort.KILOMETERS: mark("kilometers"), Soort.ONKOSTEN: mark("onkosten")}


class Lock(StrEnum):
    """Why a registratie can't be selected; NONE when it can."""

    NONE = ""
    BILLED = "billed"
    EXPORTED = "exported"
    DECLARED = "declared"
    NOT_BILLABLE = "not_billable"
    DELETED = "deleted"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _LOCKS[self]


_LOCKS = {
    Lock.NONE: "",
    Lock.BILLED: mark("gefactureerd in Time On"),
    Lock.EXPORTED: mark("gefactureerd of geëxporteerd in het bronprogramma"),
    Lock.DECLARED: mark("op een declaratie in koppelbord"),
    Lock.NOT_BILLABLE: mark("niet facturabel"),
    Lock.DELETED: mark("verwijderd in Time On"),
}


@dataclass(frozen=True, slots=True)
class Registratie:
    """One countable part of one Time On hour row.

    `id` is `hourID` with the soort behind it (`812:uren`): one row may yield three. `seconds` is billable time for
    UREN, `worked` what was worked (it may differ; 0 where it is not known); `aantal` is hours exactly (seconds / 3600 is not stored: see `core.invoicing.quantities`), kilometers, or 1 for
    onkosten, whose `bedrag` is the expense in euros. `fingerprint` is a hash of the whole row as read. One that was imported
    from a file has an id that begins with `imp:` and no `hour_id`.
    """

    id: str
    hour_id: str
    soort: Soort
    datum: date
    klant_id: str
    project_id: str
    medewerker_id: str
    omschrijving: str
    seconds: int = 0
    kilometers: Decimal = Decimal(0)
    bedrag: Decimal = Decimal(0)
    category_id: str = ""
    facturabel: bool = True
    goedgekeurd: bool = False
    invoice_id: str = ""
    deleted: bool = False
    declaratie_id: str = ""
    fingerprint: str = ""
    klant: str = ""
    project: str = ""
    medewerker: str = ""
    worked: int = 0

    @property
    def lock(self) -> Lock:
        """Whether, and by what, it is held. Time On's own invoice weighs most; our lock is not Time On's."""
        if self.deleted:
            return Lock.DELETED
        if self.invoice_id:
            return Lock.BILLED if self.hour_id else Lock.EXPORTED
        if self.declaratie_id:
            return Lock.DECLARED
        return Lock.NONE if self.facturabel else Lock.NOT_BILLABLE


class Asked(TypedDict, total=False):
    """Which registraties are wanted; what is left out, None or empty asks nothing. `van` and `tot` are both included."""

    van: date | None
    tot: date | None
    klant_id: str
    project_id: str
    medewerker_id: str
    soort: Soort | None
    goedgekeurd: bool | None
