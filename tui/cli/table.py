"""A list as a person reads it on a terminal: columns side by side, figures to the right, never cut."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.text import t
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
    else:
        for line in lay_out(list(records), columns):
            output.line(line)


def show_one(record: Mapping[str, Any]) -> None:
    """One record, a field a line."""
    width = max(len(key) for key in record)
    for key, value in record.items():
        output.line(f"{key.ljust(width)}  {output.clean(_text(value))}".rstrip())


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
