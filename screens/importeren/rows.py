"""The rows of a file as a table shows them: what the import does with each, and why."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from core.text import mark, t
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.times import day_year_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.importing.outcomes import Outcome
    from core.invoicing.importing.results import ImportResult

COLUMNS = (
    Column("rij", mark("Rij"), 5, right=True),
    Column("state", mark("Wat"), 14),
    Column("datum", mark("Datum"), 11, priority=1),
    Column("klant", mark("Klant"), 14, grow=3),
    Column("medewerker", mark("Medewerker"), 12, priority=3, grow=1),
    Column("omschrijving", mark("Omschrijving"), 12, priority=2, grow=3),
    Column("hoeveel", mark("Aantal"), 9, right=True),
)
_SIGNS = {
    "new": (Sign.GOOD, Tone.GOOD),
    "changed": (Sign.WARN, Tone.WARN),
    "same": (Sign.NONE, Tone.DIM),
    "refused": (Sign.BAD, Tone.BAD),
}
_SHOWN = 12


def key(one: Outcome) -> str:
    """Its place in the file; a workbook may have two of them."""
    return f"{one.rij}:{one.state.value}:{one.datum}:{one.klant}:{one.hoeveel}:{one.omschrijving[:40]}"


def cells(one: Outcome) -> Cells:
    """One line; what can't be read shows why."""
    why = one.omschrijving or (str(one.notes[0]) if one.notes else "")
    return (
        Cell(str(one.rij), Tone.DIM),
        state_cell(one),
        day_year_text(date.fromisoformat(one.datum)) if one.datum else "",
        one.klant,
        one.medewerker,
        why,
        one.hoeveel,
    )


def state_cell(one: Outcome) -> Cell:
    """What happens to it; a new one that waits for a klant asks for attention."""
    sign, tone = _SIGNS[one.state.value]
    if one.waits and one.state.value == "new":
        return Cell(f"{Sign.WARN} {t('zoekt klant')}", Tone.WARN)
    return Cell(f"{sign} {t(one.state.label)}", tone)


def words(one: Outcome) -> str:
    """What a filter looks in."""
    return f"{one.rij} {state_cell(one).text} {one.datum} {one.klant} {one.medewerker} {one.omschrijving}"


def order(one: Outcome, column: int) -> tuple[int, str]:
    """Rows by their place, words as words."""
    name = COLUMNS[column].id
    texts = {"state": one.state.value, "datum": one.datum, "klant": one.klant, "medewerker": one.medewerker,
             "omschrijving": one.omschrijving, "hoeveel": one.hoeveel}  # fmt: skip
    return (one.rij, "") if name == "rij" else (0, texts[name].casefold())


def details(one: Outcome) -> tuple[str, Sequence[Line]]:
    """Everything of one row."""
    title = f"{t('Rij')} {one.rij} · {one.klant or Sign.NONE} {one.hoeveel}".rstrip()
    lines: list[Line] = [line for line in (one.omschrijving, one.medewerker) if line]
    for difference in one.differences:
        old, new = difference.old or Sign.NONE, difference.new or Sign.NONE
        lines.append((Cell(f"  {t(difference.label):<14}", Tone.DIM), f"{old} → {new}"))
    tone = Tone.BAD if one.state.value == "refused" else Tone.WARN
    sign = Sign.BAD if one.state.value == "refused" else Sign.WARN
    lines += [(Cell(f"{sign} ", tone), str(note)) for note in one.notes]
    return title, lines


def file_lines(result: ImportResult) -> list[Line]:
    """What there is to say of the file as a whole."""
    lines: list[Line] = [t("{product}: {n} rijen", product=result.format, n=result.rows)]
    lines += [(Cell("· ", Tone.DIM), str(note)) for note in result.notes[:_SHOWN]]
    return lines
