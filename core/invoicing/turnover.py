"""*Omzet tonen*: what registraties bring in by the rules of today, one by one and added up.

Every registratie is priced by itself. A declaratie that groups them rounds once a line, so it may differ by cents.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.domain.declaratie import Regel
from core.domain.money import ZERO
from core.domain.registratie import Registratie, Soort
from core.invoicing.compose import compose
from core.invoicing.context import catalogue
from core.invoicing.quantities import HoursRule
from core.store.connection import Connection
from core.text import Sentence, mark


@dataclass(frozen=True, slots=True)
class Priced:
    """A registratie with the line it would be, or why it can be none; `holder` names the declaratie that holds it."""

    registratie: Registratie
    regel: Regel | None = None
    problem: Sentence | None = None
    holder: str = ""

    @property
    def bedrag(self) -> Decimal:
        """Euros excluding btw; zero when it has no place on an artikel."""
        return self.regel.bedrag if self.regel else ZERO


class OmzetPer(StrEnum):
    """What turnover is added up by."""

    KLANT = "klant"
    PROJECT = "project"
    PRODUCT = "product"
    MEDEWERKER = "medewerker"
    MAAND = "maand"

    @property
    def label(self) -> str:
        """The msgid of its words on screen."""
        return _LABELS[self]


_LABELS = {
    OmzetPer.KLANT: mark("per klant"),
    OmzetPer.PROJECT: mark("per project"),
    OmzetPer.PRODUCT: mark("per product"),
    OmzetPer.MEDEWERKER: mark("per medewerker"),
    OmzetPer.MAAND: mark("per maand"),
}
_NAMES: dict[OmzetPer, Callable[[Priced], str]] = {
    OmzetPer.KLANT: lambda one: one.registratie.klant or one.registratie.klant_id,
    OmzetPer.PROJECT: lambda one: one.registratie.project or one.registratie.project_id,
    OmzetPer.PRODUCT: lambda one: one.regel.artikel if one.regel else "",
    OmzetPer.MEDEWERKER: lambda one: one.registratie.medewerker or one.registratie.medewerker_id,
    OmzetPer.MAAND: lambda one: f"{one.registratie.datum:%Y-%m}",
}


@dataclass(frozen=True, slots=True)
class Omzet:
    """A sum: how many registraties, seconds, kilometers, euros excluding btw, and how many have no artikel."""

    naam: str = ""
    aantal: int = 0
    seconds: int = 0
    kilometers: Decimal = ZERO
    bedrag: Decimal = ZERO
    zonder: int = 0


def priced(db: Connection, registraties: Sequence[Registratie], hours_rule: HoursRule) -> list[Priced]:
    """Each with its line by the rules in force, in the order given."""
    known = catalogue(db)
    made = compose(
        registraties, known.rules, known.artikelen, known.groepen, hours_rule=hours_rule, line_rule=known.line_rule
    )
    regels = {regel.registraties[0]: regel for regel in made.regels}
    problems = {problem.registratie.id: problem.reason for problem in made.problems}
    names = dict(db.execute("SELECT id, CASE nummer WHEN '' THEN id ELSE nummer END FROM declaraties"))
    return [
        Priced(one, regels.get(one.id), problems.get(one.id), names.get(one.declaratie_id, "")) for one in registraties
    ]


def added(rows: Iterable[Priced], naam: str = "") -> Omzet:
    """One sum over all."""
    aantal = seconds = zonder = 0
    kilometers = bedrag = ZERO
    for one in rows:
        aantal += 1
        seconds += one.registratie.seconds if one.registratie.soort is Soort.UREN else 0
        kilometers += one.registratie.kilometers if one.registratie.soort is Soort.KILOMETERS else ZERO
        bedrag += one.bedrag
        zonder += one.regel is None
    return Omzet(naam, aantal, seconds, kilometers, bedrag, zonder)


def added_per(rows: Iterable[Priced], per: OmzetPer) -> list[Omzet]:
    """A sum a name, the largest first; months by date."""
    groups: dict[str, list[Priced]] = {}
    for one in rows:
        groups.setdefault(_NAMES[per](one), []).append(one)
    sums = [added(group, naam) for naam, group in groups.items()]
    if per is OmzetPer.MAAND:
        return sorted(sums, key=lambda one: one.naam)
    return sorted(sums, key=lambda one: (-one.bedrag, one.naam.casefold()))
