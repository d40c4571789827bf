"""The first sheet of an Excel workbook (.xlsx) that has headings, its cells as text."""

from collections.abc import Iterator
from datetime import date, datetime, time
from itertools import chain, islice
from typing import Any

from core.matching.tabular.headings import SEARCHED_ROWS, find_headings
from core.tabular.workbook import is_workbook, sheets

__all__ = ["as_text", "is_workbook", "rows_of"]


def rows_of(file: str, data: bytes) -> Iterator[list[str]]:
    """The rows of the first sheet with headings, else of the first sheet that holds anything."""
    first: Iterator[list[str]] | None = None
    for sheet in sheets(file, data):
        rows = ([as_text(cell) for cell in cells] for cells in sheet.rows)
        top = list(islice(rows, SEARCHED_ROWS))
        if find_headings(file, top) is not None:
            return chain(top, rows)
        if first is None and any(cell for cells in top for cell in cells):
            first = iter(top)
    return first or iter(())


def as_text(cell: Any) -> str:
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
