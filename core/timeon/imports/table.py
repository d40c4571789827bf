"""A file as rows under headings: the row where the headings stand is found, merged cells are filled where that is safe."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice
from typing import Any

from core.errors import UsageError
from core.tabular import delimited, workbook
from core.tabular.decoding import decode
from core.tabular.workbook import Merged
from core.text import Sentence, say
from core.timeon.imports.format import Format, fold
from core.timeon.imports.known import recognise

SEARCHED_ROWS = 20
_FILLED = frozenset({"datum", "klant", "klantnummer", "project", "taak", "medewerker", "voornaam", "achternaam"})
_ERRORS = frozenset({"#N/A", "#N/B", "#REF!", "#VERW!", "#VALUE!", "#WAARDE!", "#DIV/0!", "#DEEL/0!", "#NAME?", "#NAAM?",
                     "#NULL!", "#NUM!", "#GETAL!"})  # fmt: skip

Row = tuple[int, dict[str, Any]]


class UnknownColumnsError(UsageError):
    """No format has these headings: a person can say which column is which."""


@dataclass(slots=True)
class Table:
    """One sheet of a file: `place` names it, `columns` are field to (column from 0, heading as it stands). `rows` are
    (row number in the file from 1, field to cell), a cell that says nothing left out. `torn` is the last row of a text when
    it breaks off, 0 when it does not; `merged` are counted cells that stand for several rows at once.
    """

    place: str
    format: Format
    columns: Mapping[str, tuple[int, str]]
    rows: list[Row] = field(default_factory=list)
    torn: int = 0
    merged: Mapping[tuple[int, str], Merged] = field(default_factory=dict)


def tables(file: str, data: bytes, own: Sequence[Format], notes: list[Sentence]) -> list[Table]:
    """Every sheet that is a list of registraties. Raises UsageError when there is none, or the file can't be read."""
    if not workbook.is_workbook(data):
        text, wrong = decode(file, data)
        notes.extend(wrong)
        return [_table(file, delimited.rows_of(file, text, notes), own, ()) or _refuse(file, text.splitlines()[:1])]
    found: list[Table] = []
    tops: list[str] = []
    for sheet in workbook.sheets(file, data):
        if sheet.hidden:
            notes.append(say("{bestand}: blad '{blad}' is verborgen en niet gelezen.", bestand=file, blad=sheet.name))
            continue
        place = say("{bestand}, blad '{blad}'", bestand=file, blad=sheet.name)
        top = list(islice(sheet.rows, SEARCHED_ROWS))
        tops += [str(cell) for cells in top[:1] for cell in cells if cell is not None]
        table = _table(str(place), chain(top, sheet.rows), own, sheet.merged)
        if table is None:
            if any(cell is not None for cells in top for cell in cells):
                notes.append(say("{plaats}: geen registraties herkend; niet gelezen.", plaats=place))
            continue
        found.append(table)
    return found or [_refuse(file, tops)]


def _table(place: str, rows: Iterable[Sequence[Any]], own: Sequence[Format], merged: Sequence[Merged]) -> Table | None:
    reading = iter(enumerate(rows, 1))
    for number, cells in islice(reading, SEARCHED_ROWS):
        texts = ["" if cell is None else str(cell).replace("\ufeff", "") for cell in cells]
        format_ = recognise(texts, own)
        if format_ is not None:
            table = Table(place, format_, _columns(format_, texts))
            _fill(table, reading, texts, [block for block in merged if block.top > number])
            return table
    return None


def _columns(format_: Format, headings: Sequence[str]) -> dict[str, tuple[int, str]]:
    columns: dict[str, tuple[int, str]] = {}
    for at, heading in enumerate(headings):
        name = format_.field_of(heading)
        if name and name not in columns:
            columns[name] = (at, " ".join(heading.split()))
    return columns


def _fill(
    table: Table, rows: Iterator[tuple[int, Sequence[Any]]], headings: Sequence[str], merged: Sequence[Merged]
) -> None:
    places = {name: at for name, (at, _heading) in table.columns.items()}
    last = max(places.values())
    blocks = _blocks(places, merged)
    above: dict[Merged, Any] = {}
    again = [fold(heading) for heading in headings]
    for number, cells in rows:
        found = {name: cells[at] for name, at in places.items() if at < len(cells) and _says(cells[at], table.format)}
        for name, block in blocks.get(number, ()):
            if number == block.top:
                above[block] = found.get(name)
            elif above.get(block) is not None:
                found[name] = above[block]
        if not found or [fold(str(cell or "")) for cell in cells] == again:
            continue
        # A workbook always gives whole rows; a text that was cut off ends in a short one.
        table.torn = number if isinstance(cells, list) and len(cells) <= last else 0
        table.rows.append((number, found))
    table.merged = {
        (number, name): block
        for number, pairs in blocks.items()
        for name, block in pairs
        if name not in _FILLED and block.top != block.bottom
    }


def _blocks(places: Mapping[str, int], merged: Sequence[Merged]) -> dict[int, list[tuple[str, Merged]]]:
    """Row to the fields that stand in merged cells there."""
    found: dict[int, list[tuple[str, Merged]]] = {}
    for block in merged:
        for name, at in places.items():
            if block.left <= at <= block.right:
                for row in range(block.top, min(block.bottom, block.top + 100_000) + 1):
                    found.setdefault(row, []).append((name, block))
    return found


def _says(cell: Any, format_: Format) -> bool:
    if cell is None:
        return False
    return not isinstance(cell, str) or (bool(text := cell.strip()) and text not in format_.empty)


def is_error(cell: Any) -> bool:
    """Whether Excel shows an error there."""
    return isinstance(cell, str) and cell.strip().upper() in _ERRORS


def _refuse(file: str, top: Sequence[str]) -> Table:
    seen = ", ".join(cell.strip()[:60] for cell in top[:6] if cell.strip())
    raise UnknownColumnsError(
        say("{bestand}, rij 1: geen kolomkoppen van een bekende urenlijst gevonden. Er staat: {gezien}.", bestand=file,
            gezien=seen or say("niets")),
        advice=say("Wijs de kolommen aan, bijvoorbeeld: --column datum=Dag --column klant=Firma --column uren=Tijd"),
    )  # fmt: skip
