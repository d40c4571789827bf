"""*Omzet tonen*: what registraties come to, added up.

Every registratie is priced by itself. A declaratie that groups them rounds once a line, so it may differ by cents.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from core.domain.money import ZERO, total
from core.invoicing.tally import Tally
from core.text import mark


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
_NAMES: dict[OmzetPer, Callable[[Tally], str]] = {
    OmzetPer.KLANT: lambda one: one.klant or one.klant_id,
    OmzetPer.PROJECT: lambda one: one.project or one.project_id,
    OmzetPer.PRODUCT: lambda one: one.artikel,
    OmzetPer.MEDEWERKER: lambda one: one.medewerker or one.medewerker_id,
    OmzetPer.MAAND: lambda one: f"{one.datum:%Y-%m}",
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


def added(rows: Iterable[Tally], naam: str = "") -> Omzet:
    """One sum over all."""
    every = list(rows)
    return Omzet(
        naam,
        aantal=len(every),
        seconds=sum(one.seconds for one in every),
        kilometers=total(one.kilometers for one in every),
        bedrag=total(one.bedrag for one in every),
        zonder=sum(not one.has_artikel for one in every),
    )


def added_per(rows: Iterable[Tally], per: OmzetPer) -> list[Omzet]:
    """A sum a name, the largest first; months by date."""
    groups: dict[str, list[Tally]] = {}
    for one in rows:
        groups.setdefault(_NAMES[per](one), []).append(one)
    sums = [added(group, naam) for naam, group in groups.items()]
    if per is OmzetPer.MAAND:
        return sorted(sums, key=lambda one: one.naam)
    return sorted(sums, key=lambda one: (-one.bedrag, one.naam.casefold()))
