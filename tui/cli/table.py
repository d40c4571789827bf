"""A list as a person reads it on a terminal: columns side by side, figures to the right, never cut. Or as a person
listens to it: a field a line, its heading first, empty ones left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from core.errors import UsageError
from core.text import say, t, tn
from tui.cli import options, output

_FIGURE = re.compile(r"-?\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Column:
    """`key` of the record, `heading` as a msgid; `right` for figures."""

    key: str
    heading: str
    right: bool = False


def show(records: Iterable[Mapping[str, Any]], columns: Sequence[Column], form: str) -> None:
    """One JSON array, a line a record, or a table, as `form` says: json, jsonl or text; or the file that was asked for."""
    context = click.get_current_context(silent=True)
    target = context.meta.get(options.EXPORT) if context is not None else None
    if target is not None:
        _save(target, list(records), columns, form)
    elif form == "json":
        output.data(list(records))
    elif form == "jsonl":
        output.stream(records)
    elif output.is_plain():
        for line in read_out(list(records), columns):
            output.line(line)
    else:
        for line in lay_out(list(records), columns):
            output.line(line)


def _save(target: Path, records: Sequence[Mapping[str, Any]], columns: Sequence[Column], form: str) -> None:
    """The columns as they stand in the table, amounts as numbers."""
    from core.support.export import save

    if form != "text":
        raise UsageError(say("Kies --export of --json."))
    rows = [[_cell(record.get(column.key), right=column.right) for column in columns] for record in records]
    save(target, [t(column.heading) for column in columns], rows)
    output.words(tn("{n} rij bewaard in {where}", "{n} rijen bewaard in {where}", len(rows), where=target))


def _cell(value: Any, *, right: bool) -> str | int | Decimal | bool | None:
    if value is None or isinstance(value, bool | int):
        return value
    text = ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
    return Decimal(text) if right and _FIGURE.fullmatch(text) else text


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
