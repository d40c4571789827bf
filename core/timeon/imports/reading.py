"""One file read into rows, with everything that was wrong with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from core.errors import UsageError
from core.tabular import workbook
from core.tabular.opening import read_bytes
from core.text import Sentence, say
from core.timeon.imports.cells import Cells
from core.timeon.imports.dates import Order, order_of
from core.timeon.imports.format import Format
from core.timeon.imports.row import ImportedRow, Place
from core.timeon.imports.table import Table, tables

_DATES = ("datum", "einddatum")


class DayOrMonthError(UsageError):
    """Nothing in the file says which number is the day: a person does."""


@dataclass(frozen=True, slots=True)
class Reading:
    """`rows` could be read. `problems` are of rows that could not, one a problem; `notes` say what was read otherwise than
    it stands. `format` is the product's name as shown, `total` counts the rows that were looked at.
    """

    file: str
    format: str
    rows: tuple[ImportedRow, ...]
    problems: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()
    total: int = 0


def read_file(path: Path | str, own: Sequence[Format] = (), dates: Order | None = None) -> Reading:
    """Read a workbook or a text with columns; `own` are mappings that were made before.

    Raises UsageError when there is no such file, it can't be read at all, its headings are not known, or nothing says
    whether 3/4 is in March or April (then `dates` does).
    """
    file = Path(path)
    data = read_bytes(file)
    notes: list[Sentence] = []
    found = tables(file.name, data, own, notes)
    order = dates or _order(file.name, found)
    rows: list[ImportedRow] = []
    problems: list[Sentence] = []
    blank: list[tuple[str, int, str, int]] = []
    total = 0
    for table in found:
        if table.format is not found[0].format:
            notes.append(say("{plaats}: een andere indeling dan het eerste blad; niet gelezen.", plaats=table.place))
            continue
        notes += _notes(table)
        for number, values in table.rows:
            total += 1
            if number == table.torn:
                problems.append(Place(table.place, number).tell(say("de rij breekt af: is het bestand compleet?")))
                continue
            cells = Cells(table, number, values, order)
            if cells.is_total:
                notes.append(cells.place.tell(say("zonder datum, klant en omschrijving: een totaal, overgeslagen")))
                continue
            row = cells.read()
            if row is not None:
                rows.append(row)
                continue
            blank += [(table.place, number, name, len(problems)) for name in cells.blank]
            problems += cells.problems
    if blank and workbook.is_workbook(data):
        _tell_formulas(file.name, data, found, blank, problems)
    return Reading(file.name, found[0].format.label, tuple(rows), tuple(problems), tuple(notes), total)


def _order(file: str, found: Sequence[Table]) -> Order:
    columns = [values[name] for table in found for _row, values in table.rows for name in _DATES if name in values]
    order = order_of(columns)
    ask = [cell for cell in columns if isinstance(cell, str) and "/" in cell]
    if order is Order.ASK and ask and not _is_mixed(columns):
        raise DayOrMonthError(
            say(
                "{bestand}: is {datum} dag/maand of maand/dag? Geen enkele rij zegt het.",
                bestand=file,
                datum=ask[0].strip(),
            ),
            advice=say("Geef --dates dmy (dag eerst) of --dates mdy (maand eerst)."),
        )
    return order


def _is_mixed(columns: Sequence[object]) -> bool:
    """Whether some rows show the day first and others the month: then only the rows that show neither are wrong."""
    each = {order_of([cell]) for cell in columns if isinstance(cell, str)}
    return {Order.DAY_FIRST, Order.MONTH_FIRST} <= each


def _notes(table: Table) -> list[Sentence]:
    notes = []
    if "facturabel" not in table.columns:
        notes.append(say("{plaats}: geen kolom die facturabel zegt; elke rij telt als facturabel.", plaats=table.place))
    if "klant" not in table.columns and "klantnummer" not in table.columns:
        notes.append(say("{plaats}: geen kolom met de klant.", plaats=table.place))
    return notes


def _tell_formulas(
    file: str, data: bytes, found: Sequence[Table], blank: Sequence[tuple[str, int, str, int]], problems: list[Sentence]
) -> None:
    """An empty cell that holds a formula is told as that: Excel never worked it out."""
    wanted = {(place, row): (name, at) for place, row, name, at in blank}
    columns = {table.place: table.columns for table in found}
    for sheet in workbook.sheets(file, data, formulas=True):
        place = str(say("{bestand}, blad '{blad}'", bestand=file, blad=sheet.name))
        if place not in columns:
            continue
        for number, cells in enumerate(sheet.rows, 1):
            name, at = wanted.get((place, number), ("", 0))
            if not name:
                continue
            column, heading = columns[place][name]
            if column < len(cells) and str(cells[column] or "").startswith("="):
                problem = say("een formule waarvan de uitkomst niet is opgeslagen")
                problems[at] = Place(place, number).tell(problem, heading)
