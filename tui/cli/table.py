"""A list as a person reads it on a terminal: columns side by side, figures to the right, never cut. Or as a person
listens to it: a field a line, its heading first, empty ones left out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.text import t, tn
from tui.cli import output


@dataclass(frozen=True, slots=True)
class Column:
    """`key` of the record, `heading` as a msgid; `right` for figures."""

    key: str
    heading: str
    right: bool = False


def show(records: Iterable[Mapping[str, Any]], columns: Sequence[Column], form: str) -> None:
    """One JSON array, a line a record, or a table, as `form` says: json, jsonl or text."""
    if form == "json":
        output.data(list(records))
    elif form == "jsonl":
        output.stream(records)
    elif output.is_plain():
        for line in read_out(list(records), columns):
            output.line(line)
    else:
        for line in lay_out(list(records), columns):
            output.line(line)


def show_one(record: Mapping[str, Any]) -> None:
    """One record, a field a line."""
    width = max(len(key) for key in record)
    for key, value in record.items():
        shown = output.clean(_text(value))
        if not output.is_plain():
            output.line(f"{key.ljust(width)}  {shown}".rstrip())
        elif shown:
            output.line(f"{key.replace('_', ' ')}: {shown}")


def read_out(records: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> list[str]:
    """How many there are, then each with its number; an empty line between two."""
    lines = [tn("{n} rij.", "{n} rijen.", len(records))] if records else []
    for at, record in enumerate(records, 1):
        shown = [(t(column.heading), output.clean(_text(record.get(column.key)))) for column in columns]
        lines += ["", t("Rij {n}", n=at), *(f"{heading}: {text}" for heading, text in shown if text)]
    return lines


def lay_out(records: Sequence[Mapping[str, Any]], columns: Sequence[Column]) -> list[str]:
    """The table as lines, its headings first; nothing for no records."""
    if not records:
        return []
    cells = [[t(column.heading) for column in columns]]
    cells += [[output.clean(_text(record.get(column.key))) for column in columns] for record in records]
    widths = [max(len(row[at]) for row in cells) for at in range(len(columns))]
    return [_line(row, columns, widths) for row in cells]


def _line(row: Sequence[str], columns: Sequence[Column], widths: Sequence[int]) -> str:
    parts = (
        text.rjust(width) if column.right else text.ljust(width)
        for text, column, width in zip(row, columns, widths, strict=True)
    )
    return "  ".join(parts).rstrip()


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return t("ja") if value else t("nee")
    return str(value)
