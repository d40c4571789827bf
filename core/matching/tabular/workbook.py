"""The first sheet of an Excel workbook (.xlsx) that has headings, its cells as text."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any

from core.errors import UsageError
from core.matching.tabular.headings import SEARCHED_ROWS, find_headings
from core.text import say

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WIDEST = 500


def rows_of(file: str, data: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet with headings, else of the first sheet that holds anything."""
    if data.startswith(OLE):
        if _ENCRYPTED in data:
            raise UsageError(
                say("{bestand} is met een wachtwoord beveiligd.", bestand=file),
                advice=say("Haal in Excel het wachtwoord eraf en sla het opnieuw op."),
            )
        raise UsageError(
            say("{bestand} is een oud Excel-bestand (.xls).", bestand=file),
            advice=say("Sla het in Excel op als .xlsx of als CSV."),
        )
    first: Iterator[list[str]] | None = None
    for sheet in _sheets(file, data):
        top = list(islice(sheet, SEARCHED_ROWS))
        if find_headings(file, top) is not None:
            return chain(top, sheet)
        if first is None and any(cell for cells in top for cell in cells):
            first = iter(top)
    return first or iter(())


def _sheets(file: str, data: bytes) -> Iterator[Iterator[list[str]]]:
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    damaged = UsageError(
        say("{bestand} is geen heel Excel-bestand: beschadigd, of maar half binnengekomen.", bestand=file),
        advice=say("Open het in Excel en sla het opnieuw op, of haal het opnieuw op."),
    )
    try:
        with warnings.catch_warnings():
            # openpyxl warns about styles and validations; only values are read here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, OSError, EOFError) as wrong:
        raise damaged from wrong
    for sheet in book.worksheets:
        sheet.reset_dimensions()
        yield _texts(sheet.iter_rows(values_only=True, max_col=WIDEST), damaged)


def _texts(rows: Iterator[tuple[Any, ...]], damaged: UsageError) -> Iterator[list[str]]:
    try:
        for cells in rows:
            yield [_text(cell) for cell in cells]
    except (zipfile.BadZipFile, SyntaxError, ValueError, KeyError, EOFError) as wrong:
        raise damaged from wrong


def _text(cell: Any) -> str:
    """A cell as a person reads it: no `.0` behind a whole number, no time behind a date."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)
