"""An Excel workbook (.xlsx), sheet by sheet: the values as Excel stored them, and which cells are merged."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from core.errors import UsageError
from core.tabular.bombs import defuse, too_large
from core.text import say

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"
WIDEST = 500
MOST_ROWS = 1_048_576
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb'<mergeCell[^>]*ref="([A-Z]{1,3})([0-9]+):([A-Z]{1,3})([0-9]+)"')


@dataclass(frozen=True, slots=True)
class Merged:
    """One block of merged cells: columns from 0, rows from 1, both ends included. Its value stands top left."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `rows` is read once, as it goes."""

    name: str
    hidden: bool
    rows: Iterator[tuple[Any, ...]]
    merged: Sequence[Merged] = ()


def is_workbook(data: bytes) -> bool:
    """Whether these bytes are Excel's, new or old."""
    return data.startswith((ZIP, OLE))


def sheets(file: str, data: bytes, *, formulas: bool = False) -> Iterator[Sheet]:
    """Every sheet, hidden ones too; with `formulas` the formula in place of its outcome.

    Raises UsageError for an encrypted, an old (.xls) or a damaged workbook, also while rows are read.
    """
    _refuse_old(file, data)
    from openpyxl import load_workbook

    damaged = _damaged(file)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        defuse(file, archive)
        with warnings.catch_warnings():
            # openpyxl warns about styles and validations; only values are read here.
            warnings.simplefilter("ignore")
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=not formulas)
        found = list(book.worksheets)
        for sheet in found:
            sheet.reset_dimensions()
    except UsageError:
        raise
    except Exception as wrong:  # a damaged file makes openpyxl raise anything at all
        raise damaged from wrong
    for sheet in found:
        rows = _whole(file, sheet.iter_rows(values_only=True, max_col=WIDEST), damaged)
        hidden = sheet.sheet_state != "visible"
        yield Sheet(str(sheet.title), hidden, rows, _merged(archive, getattr(sheet, "_worksheet_path", "")))


def _refuse_old(file: str, data: bytes) -> None:
    if not data.startswith(OLE):
        return
    if _ENCRYPTED in data:
        raise UsageError(
            say("{bestand} is met een wachtwoord beveiligd.", bestand=file),
            advice=say("Haal in Excel het wachtwoord eraf en sla het opnieuw op."),
        )
    raise UsageError(
        say("{bestand} is een oud Excel-bestand (.xls).", bestand=file),
        advice=say("Sla het in Excel op als .xlsx of als CSV."),
    )


def _damaged(file: str) -> UsageError:
    return UsageError(
        say("{bestand} is geen heel Excel-bestand: beschadigd, of maar half binnengekomen.", bestand=file),
        advice=say("Open het in Excel en sla het opnieuw op, of haal het opnieuw op."),
    )


def _whole(file: str, rows: Iterator[tuple[Any, ...]], damaged: UsageError) -> Iterator[tuple[Any, ...]]:
    """No more rows than Excel has: a row may claim any number, and openpyxl makes all that are missing before it."""
    for _ in range(MOST_ROWS + 1):
        try:
            row = next(rows)
        except StopIteration:
            return
        except Exception as wrong:  # as when it is opened
            raise damaged from wrong
        yield row
    raise too_large(file)


def _merged(archive: zipfile.ZipFile, path: str) -> tuple[Merged, ...]:
    """From the sheet's own XML: reading row by row, openpyxl does not tell."""
    try:
        xml = archive.read(path.lstrip("/"))
    except Exception:  # noqa: BLE001 - what can't be read has no merged cells; its rows say that it is damaged
        return ()
    if b"<mergeCell" not in xml:
        return ()
    return tuple(
        Merged(_column(left), int(top), _column(right), int(bottom))
        for left, top, right, bottom in _MERGED.findall(xml)
    )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
