"""Decisions of the review as rows of a file, out and in: who is who, and what was decided.

What comes in is checked whole before anything is stored; a row that can't be meant is named with its number.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.clock import iso
from core.domain.match import Decision, Verdict
from core.errors import UsageError
from core.matching.tabular.workbook import as_text
from core.tabular import delimited
from core.tabular.decoding import decode
from core.tabular.opening import read_bytes
from core.tabular.workbook import is_workbook, sheets
from core.text import Sentence, say

HEADINGS = ("timeon_id", "timeon", "snelstart_id", "snelstart", "verdict", "by", "at")
_NEEDED = frozenset({"timeon_id", "snelstart_id", "verdict"})
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision that a file asks for; `row` counts from 1, headings apart."""

    row: int
    timeon_id: str
    snelstart_id: str
    verdict: Verdict


def to_rows(standing: Iterable[Decision], names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """In the order of HEADINGS; `names` has the naam of an id, empty when it is gone."""
    return [
        (
            one.timeon_id, names.get(one.timeon_id, ""), one.snelstart_id, names.get(one.snelstart_id, ""),
            one.verdict.value, one.by, iso(one.at),
        )
        for one in standing
    ]  # fmt: skip


def from_file(path: Path) -> list[Wanted]:
    """Read a file as `match export` makes it, also after a spreadsheet saved it again.

    Raises UsageError when it can't be read whole, naming the row where there is one.
    """
    data = read_bytes(path)
    if is_workbook(data):
        sheet = next(iter(sheets(path.name, data)), None)
        rows = [[as_text(cell) for cell in cells] for cells in sheet.rows] if sheet is not None else []
        return _all_wanted(_records(rows))
    text, _ = decode(path.name, data)
    return from_text(text, path.name)


def from_text(text: str, file: str = "") -> list[Wanted]:
    """Read JSON (an array of objects) or CSV (its delimiter is found out). Raises UsageError naming the row."""
    plain = text.removeprefix(_BOM)
    return _all_wanted(_json(plain) if plain.lstrip().startswith("[") else _csv(file, plain))


def _all_wanted(records: Iterable[Mapping[str, object]]) -> list[Wanted]:
    return [_wanted(number, record) for number, record in enumerate(records, start=1)]


def _json(text: str) -> Sequence[Mapping[str, object]]:
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise UsageError(say("Dit is geen JSON: {problem}.", problem=problem)) from problem
    if not all(isinstance(one, dict) for one in found):
        raise UsageError(say("Elk besluit is een object."))
    return list(found)


def _csv(file: str, text: str) -> Sequence[Mapping[str, object]]:
    problems: list[Sentence] = []
    try:
        rows = [*delimited.rows_of(file, text, problems)]
    except csv.Error as problem:
        raise UsageError(say("Dit is geen CSV: {problem}.", problem=problem)) from problem
    if problems:
        raise UsageError(problems[0])
    return _records(rows)


def _records(rows: Iterable[Sequence[str]]) -> list[Mapping[str, object]]:
    """The rows under their headings; empty ones are no rows."""
    filled = [cells for cells in rows if any(cell.strip() for cell in cells)]
    headings = [cell.strip() for cell in filled[0]] if filled else []
    missing = _NEEDED - set(headings)
    if missing:
        raise UsageError(say("De kolom {column} ontbreekt.", column=", ".join(sorted(missing))))
    return [dict(zip(headings, cells, strict=False)) for cells in filled[1:]]


def _wanted(number: int, record: Mapping[str, object]) -> Wanted:
    timeon_id, snelstart_id = (
        str(record.get(name) or "").strip().lstrip("'") for name in ("timeon_id", "snelstart_id")
    )
    word = str(record.get("verdict") or "").strip()
    if word not in set(Verdict):
        known = ", ".join(Verdict)
        raise UsageError(say("Rij {row}: {word} is geen besluit; wel {known}.", row=number, word=word, known=known))
    verdict = Verdict(word)
    pair = verdict in (Verdict.COUPLE, Verdict.REJECT)
    if (pair and not (timeon_id and snelstart_id)) or not (timeon_id or snelstart_id):
        raise UsageError(say("Rij {row}: hier ontbreekt een id.", row=number))
    if verdict is Verdict.CREATE and timeon_id and snelstart_id:
        raise UsageError(say("Rij {row}: nieuw maken kan alleen van één kant.", row=number))
    return Wanted(number, timeon_id, snelstart_id, verdict)
