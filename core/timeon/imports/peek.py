"""A look into a file whose columns nobody knows yet: its headings, a few rows below them, and which field each may be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from core.errors import UsageError
from core.tabular import delimited, workbook
from core.tabular.decoding import decode
from core.tabular.opening import read_bytes
from core.text import say
from core.timeon.imports.format import fold
from core.timeon.imports.known import FORMATS
from core.timeon.imports.table import SEARCHED_ROWS

_SAMPLES = 3
_LEAST = 2
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Peek:
    """`headings` as they stand, `samples` rows of as many cells as text, `guess` field to heading."""

    file: str
    headings: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    guess: Mapping[str, str]

    def sample(self, heading: str) -> str:
        """What stands below a heading, the first that says something."""
        at = self.headings.index(heading) if heading in self.headings else -1
        return next((row[at] for row in self.samples if 0 <= at < len(row) and row[at]), "")


def peek(path: Path | str) -> Peek:
    """Of the first sheet that has any. Raises UsageError for a file without two headings beside each other."""
    file = Path(path)
    data = read_bytes(file)
    for rows in _sheets(file.name, data):
        top = [[_text(cell) for cell in row] for row in islice(rows, SEARCHED_ROWS + _SAMPLES)]
        place = _headings(top[:SEARCHED_ROWS])
        if place is None:
            continue
        headings = tuple(dict.fromkeys(filter(None, top[place])))
        columns = [top[place].index(heading) for heading in headings]
        samples = [tuple(row[at] if at < len(row) else "" for at in columns) for row in top[place + 1 :][:_SAMPLES]]
        return Peek(file.name, headings, tuple(samples), _guess(headings))
    raise UsageError(
        say("{bestand}: geen rij met kolomkoppen gevonden.", bestand=file.name),
        advice=say("Zet boven de kolommen een rij met hun namen."),
    )


def _sheets(file: str, data: bytes) -> Iterable[Iterable[Sequence[Any]]]:
    if not workbook.is_workbook(data):
        text, _ = decode(file, data)
        return [delimited.rows_of(file, text, [])]
    return (chain(sheet.rows) for sheet in workbook.sheets(file, data) if not sheet.hidden)


def _headings(top: Sequence[Sequence[str]]) -> int | None:
    """The first row with the most different words: a title above a table has fewer."""
    counts = [len({cell for cell in row if any(letter.isalpha() for letter in cell)}) for row in top]
    most = max(counts, default=0)
    return counts.index(most) if most >= _LEAST else None


def _guess(headings: Sequence[str]) -> dict[str, str]:
    """By the names that known formats give their columns; the first format that knows one decides."""
    found: dict[str, str] = {}
    for heading in headings:
        field = next((one.field_of(heading) for one in reversed(FORMATS) if one.field_of(heading)), "")
        if field and field not in found and fold(heading):
            found[field] = heading
    return found


def _text(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).replace("\ufeff", "").split())[:_LONGEST]
