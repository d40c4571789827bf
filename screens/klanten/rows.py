"""Klanten as a table shows them: one row a klant, its state in symbol and word, both sides field by field below."""

from collections.abc import Sequence
from datetime import datetime

from core.domain.partij import Partij
from core.domain.record_clock import RecordClock
from core.service.lists import ALLEEN_SNELSTART, ALLEEN_TIMEON, GEEN_KLANT, GEKOPPELD, NONACTIEF, KlantRow
from core.text import mark, t
from screens.widgets.columns import Column
from screens.widgets.due import clock_cell, short_cell
from screens.widgets.plain import fit
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

COLUMNS = (
    Column("naam", mark("Naam"), 21, grow=3),
    Column("nummer", mark("Nummer"), 9, right=True),
    Column("plaats", mark("Plaats"), 14, priority=2, grow=1),
    Column("state", mark("Staat"), 18),
    Column("clock", mark("Sync"), 7, priority=1),
)
ALLES = "alles"
TABS = (ALLES, GEKOPPELD, ALLEEN_TIMEON, ALLEEN_SNELSTART)
SHORT = {GEKOPPELD: GEKOPPELD, ALLEEN_TIMEON: mark("Time On"), ALLEEN_SNELSTART: mark("SnelStart")}
"""A tab that one is not on, in fewer letters."""
_SIGNS = {
    GEKOPPELD: (Sign.GOOD, Tone.GOOD),
    ALLEEN_TIMEON: (Sign.NOT_YET, Tone.WARN),
    ALLEEN_SNELSTART: (Sign.NOT_YET, Tone.WARN),
    NONACTIEF: (Sign.NONE, Tone.DIM),
    GEEN_KLANT: (Sign.NONE, Tone.DIM),
}
_FIELDS = (
    ("naam", mark("naam")),
    ("nummer", mark("nummer")),
    ("email", mark("e-mail")),
    ("telefoon", mark("telefoon")),
    ("straat", mark("straat")),
    ("postcode", mark("postcode")),
    ("plaats", mark("plaats")),
    ("btw", mark("btw-id")),
)
_NAME, _SIDE, _RIGHT = 10, 26, 30


def cells(row: KlantRow, clock: RecordClock | None, now: datetime) -> Cells:
    """One line of the list, with the clock of what is on its way."""
    sign, tone = _SIGNS[row.state]
    one = row.shown
    return (one.naam, one.nummer, one.plaats, Cell(f"{sign} {t(row.state)}", tone), short_cell(clock, now))


def order(row: KlantRow, column: int) -> tuple[int, str]:
    """Numbers as numbers, words as words."""
    name, one = COLUMNS[column].id, row.shown
    if name == "nummer" and one.nummer.isdigit():
        return (int(one.nummer), "")
    text = t(row.state) if name == "state" else str(getattr(one, name, ""))
    return (0, text.casefold())


def words(row: KlantRow) -> str:
    """What a filter looks in: both sides."""
    sides = [one for one in (row.timeon, row.snelstart) if one is not None]
    return " ".join(f"{one.naam} {one.nummer} {one.plaats} {one.email}" for one in sides) + f" {t(row.state)}"


def details(row: KlantRow, clock: RecordClock | None, now: datetime) -> Sequence[Line]:
    """What is on its way, then both sides beside each other; what differs is said."""
    heads = (Cell(" " * _NAME + fit("Time On", _SIDE) + "SnelStart", Tone.DIM),)
    lines: list[Line] = [(clock_cell(clock, now),)] if clock else []
    lines.append(heads)
    for field, label in _FIELDS:
        left, right = _value(row.timeon, field), _value(row.snelstart, field)
        if left or right:
            lines.append(_pair(t(label), left, right, both=row.timeon is not None and row.snelstart is not None))
    return lines


def _pair(label: str, left: str, right: str, *, both: bool) -> Line:
    differs = both and left != right
    sign = f"  {Sign.WARN} {t('verschilt')}" if differs else ""
    shown = fit(left or Sign.NONE, _SIDE - 1)
    other = fit(right, _RIGHT) if len(right) > _RIGHT else right or Sign.NONE
    return (Cell(fit(label, _NAME), Tone.DIM), f"{shown} ", other, Cell(sign, Tone.WARN))


def _value(partij: Partij | None, field: str) -> str:
    return str(getattr(partij, field)) if partij else ""
