"""The two tables that take the place of the list for a while: turnover, and what making declaraties came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from core.domain.money import euro, number
from core.text import mark, t
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.domain.declaratie import Declaratie
    from core.invoicing.turnover import Omzet

OMZET = (
    Column("naam", mark("Naam"), 24, grow=1),
    Column("aantal", mark("Registraties"), 13, right=True, priority=1),
    Column("uren", mark("Uren"), 9, right=True),
    Column("km", mark("Km"), 9, right=True, priority=2),
    Column("bedrag", mark("Excl. btw"), 12, right=True),
)
MADE = (
    Column("klant", mark("Klant"), 20, grow=2),
    Column("regels", mark("Regels"), 6, right=True),
    Column("bedrag", mark("Excl. btw"), 11, right=True),
    Column("state", mark("Uitkomst"), 24, grow=3),
)


@dataclass(frozen=True, slots=True)
class Made:
    """What came of one klant: a concept, or (`declaratie` None) the reason why there is none."""

    klant: str
    declaratie: Declaratie | None = None
    reason: str = ""

    @property
    def key(self) -> str:
        """The id of the concept, else the klant."""
        return self.declaratie.id if self.declaratie else f"!{self.klant}"


def omzet_cells(one: Omzet) -> Cells:
    """A sum."""
    hours = f"{one.seconds // 3600}:{one.seconds % 3600 // 60:02}" if one.seconds else Sign.NONE
    kilometers = number(one.kilometers).removesuffix(",00") if one.kilometers else Sign.NONE
    naam = one.naam or Cell(t("(zonder)"), Tone.DIM)
    return (naam, str(one.aantal), hours, kilometers, euro(one.bedrag))


def omzet_order(one: Omzet, column: int) -> tuple[Decimal, str]:
    """Figures as figures."""
    figures = {"aantal": Decimal(one.aantal), "uren": Decimal(one.seconds), "km": one.kilometers, "bedrag": one.bedrag}
    name = OMZET[column].id
    return (figures[name], "") if name in figures else (Decimal(0), one.naam.casefold())


def made_cells(one: Made) -> Cells:
    """A concept, or the reason."""
    if one.declaratie is None:
        return (one.klant, Sign.NONE, Sign.NONE, Cell(f"{Sign.WARN} {one.reason}", Tone.WARN))
    found = one.declaratie
    return (
        one.klant,
        str(len(found.regels)),
        euro(found.totaal),
        Cell(f"{Sign.GOOD} {t('concept')} {found.id}", Tone.GOOD),
    )


def made_details(one: Made) -> Sequence[Line]:
    """The reason whole, or where to go."""
    if one.declaratie is None:
        return [
            (Cell(f"{Sign.WARN} ", Tone.WARN), one.reason),
            t(
                "De registraties bleven vrij. Los de reden op en druk weer op {registraties.month}: wat er al is, blijft."
            ),
        ]
    return [t("{registraties.open} opent het concept; {algemeen.back} gaat terug naar de registraties.")]
