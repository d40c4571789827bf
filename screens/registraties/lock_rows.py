"""The lock map as a table shows it: a declaratie or a reason a row, with what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from core.domain.declaratie import DeclaratieState
from core.domain.money import euro
from core.domain.registratie import Lock
from core.text import mark, t, tn
from screens import declaratie_words as said
from screens.registraties.rows import sums
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.lockmap import Holder

COLUMNS = (
    Column("holder", mark("Vast door"), 24, grow=2),
    Column("klant", mark("Klant"), 16, grow=3),
    Column("state", mark("Staat"), 10, priority=1),
    Column("aantal", mark("Registraties"), 12, right=True),
    Column("bedrag", mark("Excl. btw"), 11, right=True),
)


def cells(one: Holder) -> Cells:
    """One line."""
    declaratie = one.declaratie
    state = t(declaratie.state.label) if declaratie else Sign.NONE
    klant = declaratie.klant if declaratie else Cell(Sign.NONE, Tone.DIM)
    return (name(one), klant, state, str(len(one.registraties)), euro(one.sums.bedrag))


def name(one: Holder) -> str:
    """The declaratie, or the reason in words."""
    return said.name(one.declaratie) if one.declaratie else t(one.lock.label)


def words(one: Holder) -> str:
    """What a filter looks in."""
    return f"{name(one)} {one.declaratie.klant if one.declaratie else ''}"


def order(one: Holder, column: int) -> tuple[Decimal, str]:
    """Figures as figures."""
    figures = {"aantal": Decimal(len(one.registraties)), "bedrag": one.sums.bedrag}
    column_id = COLUMNS[column].id
    if column_id in figures:
        return (figures[column_id], "")
    texts = {"holder": name(one), "klant": one.declaratie.klant if one.declaratie else "",
             "state": one.declaratie.state.value if one.declaratie else ""}  # fmt: skip
    return (Decimal(0), texts[column_id].casefold())


def details(one: Holder | None) -> tuple[str, Sequence[Line]]:
    """Whose lock it is, and how the registraties come free."""
    if one is None:
        return t("Vergrendeld"), [t("Niets is vast in deze selectie.")]
    count = tn("{n} registratie", "{n} registraties", len(one.registraties))
    lines: list[Line] = [(Cell(f"{count} · {sums(one.sums)}", Tone.STRONG),)]
    if one.lock is Lock.DECLARED:
        lines.append(
            t("Vergrendeld in koppelbord, niet in Time On: daar kan iemand ze nog wijzigen of zelf factureren.")
        )
        lines.append(t("Vlak voor het versturen worden ze opnieuw gelezen; wat wijzigde houdt de declaratie tegen."))
        concept = one.declaratie is not None and one.declaratie.state is DeclaratieState.CONCEPT
        lines.append(t("Vrij na het verwijderen van dit concept: {registraties.open}, dan {declaratie.delete}.") if concept
                     else t("Vrij na een credit met een eigen nummer: {registraties.open}, dan {declaratie.credit}."))  # fmt: skip
    else:
        lines.append(t("Dit zegt het programma waar ze vandaan komen; koppelbord kan het niet veranderen."))
    return name(one), lines
