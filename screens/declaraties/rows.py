"""Declaraties as a table shows them."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from core.domain.declaratie import OrderState
from core.domain.declaratie_row import DeclaratieKey, DeclaratieRow
from core.domain.money import euro
from core.text import mark, t, tn
from screens import declaratie_words as said
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

COLUMNS = (
    Column("nummer", mark("Nummer"), 11),
    Column("klant", mark("Klant"), 14, grow=3),
    Column("period", mark("Periode"), 9, priority=1),
    Column("totaal", mark("Excl. btw"), 10, right=True),
    Column("order", mark("In SnelStart"), 19, grow=1),
)

_ORDER: Mapping[str, Callable[[DeclaratieRow | DeclaratieKey], Any]] = {
    "nummer": lambda one: one.nummer or one.id.zfill(9),
    "klant": lambda one: one.klant.casefold(),
    "period": lambda one: one.van,
    "totaal": lambda one: one.totaal,
    "order": lambda one: t(one.order.label),
}


def cells(one: DeclaratieRow) -> Cells:
    """One line."""
    sign = f"{Sign.NONE} " if one.credits else ""
    return (f"{sign}{said.name(one)}", one.klant, said.period(one), euro(one.totaal), said.order_cell(one, short=True))


def order(one: DeclaratieRow | DeclaratieKey, column: int) -> Any:
    """Amounts as such, words as words."""
    return _ORDER[COLUMNS[column].id](one)


def asks(one: DeclaratieKey) -> bool:
    """Whether it needs a person."""
    return one.order in (OrderState.REFUSED, OrderState.UNKNOWN, OrderState.GONE) or one.has_reason


def words(one: DeclaratieRow) -> str:
    """What a filter looks in."""
    return f"{said.name(one)} {one.klant} {said.period(one)} {t(one.order.label)} {one.order_nummer} {one.reason}"


def details(one: DeclaratieRow) -> tuple[str, Sequence[Line]]:
    """What it is, and where it stands."""
    regels = tn("{n} regel", "{n} regels", one.regels)
    lines: list[Line] = [t("{periode} · {regels} · € {bedrag} excl. btw", periode=said.period(one), regels=regels,
                           bedrag=euro(one.totaal))]  # fmt: skip
    if one.credits:
        lines.append((Cell(f"{Sign.NONE} ", Tone.DIM), t("Creditdeclaratie: neemt een eerdere terug.")))
    return f"{said.name(one)} · {one.klant}", [*lines, *said.order_lines(one)]
