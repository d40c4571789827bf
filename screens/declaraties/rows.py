"""Declaraties as a table shows them."""

from collections.abc import Sequence
from decimal import Decimal

from core.domain.declaratie import Declaratie
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


def cells(one: Declaratie) -> Cells:
    """One line."""
    sign = f"{Sign.NONE} " if one.credits else ""
    return (f"{sign}{said.name(one)}", one.klant, said.period(one), euro(one.totaal), said.order_cell(one, short=True))


def order(one: Declaratie, column: int) -> tuple[Decimal, str]:
    """Amounts as such, words as words."""
    name = COLUMNS[column].id
    if name == "totaal":
        return (one.totaal, "")
    texts = {"nummer": one.nummer or one.id.zfill(9), "klant": one.klant.casefold(), "period": one.van.isoformat(),
             "order": t(one.order.label)}  # fmt: skip
    return (Decimal(0), texts[name])


def words(one: Declaratie) -> str:
    """What a filter looks in."""
    return f"{said.name(one)} {one.klant} {said.period(one)} {t(one.order.label)} {one.order_nummer} {one.reason}"


def details(one: Declaratie) -> tuple[str, Sequence[Line]]:
    """What it is, and where it stands."""
    regels = tn("{n} regel", "{n} regels", len(one.regels))
    lines: list[Line] = [t("{periode} · {regels} · € {bedrag} excl. btw", periode=said.period(one), regels=regels,
                           bedrag=euro(one.totaal))]  # fmt: skip
    if one.credits:
        lines.append((Cell(f"{Sign.NONE} ", Tone.DIM), t("Creditdeclaratie: neemt een eerdere terug.")))
    return f"{said.name(one)} · {one.klant}", [*lines, *said.order_lines(one)]
