"""Lists as files for other programs: CSV, JSON and Excel, in which no text becomes a formula and no name leads astray."""

import csv
import io
import json
import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from core.errors import StorageError, UsageError
from core.text import say

Cell = str | int | Decimal | bool | None

_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]+")
_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")
_RESERVED = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))})
LONGEST_NAME, LONGEST_CELL = 80, 32_000


def defused(text: str) -> str:
    """Text that a spreadsheet shows and never runs: an apostrophe before what would begin a formula, on one line."""
    plain = " ".join(_CONTROL.sub(" ", text).split(" "))[:LONGEST_CELL]
    risky = plain.lstrip().startswith(_STARTS) or text.startswith(_STARTS)
    return f"'{plain}" if risky and not _NUMBER.fullmatch(plain) else plain


def file_name(text: str, suffix: str) -> str:
    """A file name made of data: letters, digits, dash, dot and underscore, never hidden, never a path or a device."""
    flat = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    name = _NOT_IN_A_NAME.sub("-", flat).strip("-._")[:LONGEST_NAME].rstrip("-._")
    if not name or name.partition(".")[0].casefold() in _RESERVED:
        name = f"lijst-{name}".rstrip("-")
    return f"{name}.{suffix.lstrip('.')}"


def to_csv(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a mark, semicolons between cells: as a Dutch Excel opens it."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([defused(heading) for heading in headings])
    writer.writerows([_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def to_json(headings: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """An array of objects; amounts as decimal text. JSON runs nothing, so text stays as it is."""
    values = [dict(zip(headings, map(_plain, row), strict=True)) for row in rows]
    return (json.dumps(values, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def to_xlsx(headings: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> bytes:
    """One sheet; every text cell is text by its type, whatever it begins with."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\]", " ", defused(title))[:31] or "lijst")

    def cell(value: Cell) -> Any:
        shown: Any = defused(value) if isinstance(value, str) else value
        made = WriteOnlyCell(sheet, value=shown)
        if isinstance(value, str):
            made.data_type = "s"
        return made

    sheet.append([cell(heading) for heading in headings])
    for row in rows:
        sheet.append([cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def save(path: Path, headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, overwrite: bool = False) -> None:
    """Write a list to a file of our own (0600) in the form that its name asks for: .csv, .json or .xlsx.

    Raises UsageError for another form or a file that is there, StorageError when it can't be written.
    """
    makers = {
        ".csv": lambda: to_csv(headings, rows),
        ".json": lambda: to_json(headings, rows),
        ".xlsx": lambda: to_xlsx(headings, rows, path.stem),
    }
    make = makers.get(path.suffix.lower())
    if make is None:
        raise UsageError(say("{file}: kies .csv, .json of .xlsx.", file=path.name))
    try:
        _write(path, make(), os.O_TRUNC if overwrite else os.O_EXCL)
    except FileExistsError as problem:
        raise UsageError(say("{file} bestaat al.", file=path)) from problem
    except OSError as problem:
        raise StorageError(say("{file}: {problem}.", file=path, problem=problem.strerror)) from problem


def keep(path: Path, data: bytes) -> Path:
    """Write a document to a file of our own (0600) and answer which: one that says the same is left, another never overwritten.

    Raises StorageError when it can't be written.
    """
    number = 0
    while True:
        number += 1
        place = path if number == 1 else path.with_stem(f"{path.stem} ({number})")
        try:
            if place.is_file() and place.read_bytes() == data:
                return place
            _write(place, data, os.O_EXCL)
        except FileExistsError:
            continue
        except OSError as problem:
            raise StorageError(say("{file}: {problem}.", file=place, problem=problem.strerror)) from problem
        return place


def _write(path: Path, data: bytes, more: int) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC | more
    with os.fdopen(os.open(path, flags, 0o600), "wb") as file:
        file.write(data)


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if cell is None:
        return ""
    return str(cell).replace(".", ",") if isinstance(cell, Decimal) else defused(str(cell))


def _plain(cell: Cell) -> str | int | bool | None:
    return format(cell, "f") if isinstance(cell, Decimal) else cell
