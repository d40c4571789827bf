"""Editing a concept: a line changed, moved or taken off; a numbered declaratie is fixed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from core.domain.declaratie import Declaratie, DeclaratieState, Regel
from core.domain.money import number, times
from core.errors import MovedError, UsageError
from core.invoicing.context import company
from core.invoicing.lineamount import line_amount, line_rule
from core.invoicing.linetext import clean
from core.store import declaraties
from core.store.connection import Connection
from core.text import say

_MOST = Decimal(10) ** 15


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change of a line; None leaves a value. `prijs` is euros excluding btw, `aantal` hours, kilometers or pieces."""

    omschrijving: str | None = None
    aantal: Decimal | None = None
    prijs: Decimal | None = None


def edit(db: Connection, declaratie: Declaratie, positie: int, change: Edit, at: str) -> None:
    """Change line `positie` (from 1). Raises MovedError for a numbered one, UsageError for a line or value that can't be."""
    lines = list(_concept(declaratie))
    regel = _line(lines, positie)
    aantal = regel.aantal if change.aantal is None else change.aantal
    prijs = regel.prijs if change.prijs is None else change.prijs
    text = regel.omschrijving if change.omschrijving is None else clean(change.omschrijving)
    if not aantal.is_finite() or not prijs.is_finite() or abs(times(aantal, prijs)) >= _MOST:
        raise UsageError(say("Aantal of prijs is geen bruikbaar getal."))
    amount_changed = (aantal, prijs) != (regel.aantal, regel.prijs)
    lines[positie - 1] = replace(
        regel,
        omschrijving=text or regel.artikel,
        aantal=aantal,
        prijs=prijs,
        bedrag=line_amount(aantal, prijs, line_rule(company(db))),
        exact=times(aantal, prijs) if amount_changed else regel.exact,
        rule=say("Met de hand; eerst {aantal} x {prijs}.", aantal=number(regel.aantal), prijs=number(regel.prijs))
        if amount_changed
        else regel.rule,
    )
    declaraties.change_regels(db, declaratie, lines, at, f"regel {positie} gewijzigd")


def move(db: Connection, declaratie: Declaratie, positie: int, to: int, at: str) -> None:
    """Put line `positie` at place `to` (both from 1). Raises as `edit`."""
    lines = list(_concept(declaratie))
    regel = _line(lines, positie)
    _line(lines, to)
    lines.remove(regel)
    lines.insert(to - 1, regel)
    declaraties.change_regels(db, declaratie, lines, at, f"regel {positie} naar {to}")


def take_off(db: Connection, declaratie: Declaratie, positie: int, at: str) -> list[str]:
    """Remove a line; answers the registraties that came free. The last line can't go: delete the concept then."""
    lines = list(_concept(declaratie))
    regel = _line(lines, positie)
    if len(lines) == 1:
        raise UsageError(say("Dit is de enige regel."), advice=say("Verwijder het concept als geheel."))
    lines.pop(positie - 1)
    declaraties.change_regels(db, declaratie, lines, at, f"regel {positie} verwijderd")
    return list(regel.registraties)


def _concept(declaratie: Declaratie) -> Sequence[Regel]:
    if declaratie.state is not DeclaratieState.CONCEPT or declaratie.credits:
        raise MovedError(
            say("Declaratie {nummer} ligt vast.", nummer=declaratie.nummer or declaratie.id),
            advice=say("Alleen een gewoon concept kun je bewerken; crediteer een genummerde declaratie."),
        )
    return declaratie.regels


def _line(lines: Sequence[Regel], positie: int) -> Regel:
    if not 1 <= positie <= len(lines):
        raise UsageError(say("Er is geen regel {n}; de declaratie heeft er {m}.", n=positie, m=len(lines)))
    return lines[positie - 1]
