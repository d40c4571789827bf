"""Producten out of a table: a list as Time On shows it, saved as Excel or CSV, with a column for the code or the name."""

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from pathlib import Path

from core.errors import UsageError
from core.matching.normalise import plain
from core.matching.producten import Product
from core.matching.tabular.headings import SEARCHED_ROWS
from core.matching.tabular.workbook import as_text
from core.tabular import delimited
from core.tabular.decoding import decode
from core.tabular.opening import read_bytes
from core.tabular.workbook import is_workbook, sheets
from core.text import Sentence, say

_CODE = frozenset({"code", "productcode", "artikelcode", "artikelnummer", "nummer", "nr", "number", "sku"})
_NAME = frozenset({"omschrijving", "naam", "product", "productnaam", "artikel", "description", "name", "productname"})


def read_producten(path: Path | str) -> tuple[tuple[Product, ...], tuple[Sentence, ...]]:
    """The producten of a file in its order, and what was left out. Raises UsageError when it can't be read at all."""
    file = Path(path)
    data = read_bytes(file)
    problems: list[Sentence] = []
    for rows in _sheets(file.name, data, problems):
        top = list(islice(rows, SEARCHED_ROWS))
        for at, cells in enumerate(top):
            columns = _columns(cells)
            if "omschrijving" in columns or len(columns) > 1:
                found = tuple(_producten(file.name, at + 1, columns, chain(top[at + 1 :], rows), problems))
                return found, tuple(problems)
    raise UsageError(
        say("{bestand}, rij 1: geen kolomkoppen gevonden.", bestand=file.name),
        advice=say("Zet boven de kolommen wat erin staat: code en omschrijving."),
    )


def _sheets(file: str, data: bytes, problems: list[Sentence]) -> Iterator[Iterator[list[str]]]:
    if is_workbook(data):
        for sheet in sheets(file, data):
            yield ([as_text(cell) for cell in cells] for cells in sheet.rows)
        return
    text, notes = decode(file, data)
    problems.extend(notes)
    yield delimited.rows_of(file, text, problems)


def _columns(cells: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for at, cell in enumerate(cells):
        heading = "".join(character for character in plain(cell[:60]) if character.isalnum())
        for field, headings in (("code", _CODE), ("omschrijving", _NAME)):
            if heading in headings:
                columns.setdefault(field, at)
    return columns


def _producten(
    file: str, heading: int, columns: dict[str, int], rows: Iterator[list[str]], problems: list[Sentence]
) -> Iterator[Product]:
    for number, cells in enumerate(rows, start=1):
        code, omschrijving = (
            cells[columns[field]].strip() if field in columns and columns[field] < len(cells) else ""
            for field in ("code", "omschrijving")
        )
        if code or omschrijving:
            yield Product(number, code, omschrijving)
        elif any(cell.strip() for cell in cells):
            problems.append(
                say(
                    "{bestand}, rij {rij}: geen code en geen omschrijving; overgeslagen.",
                    bestand=file,
                    rij=heading + number,
                )
            )
