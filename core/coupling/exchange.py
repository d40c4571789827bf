"""Decisions of the review as rows of a file, out and in: who is who, and what was decided.

What comes in is checked whole before anything is stored; every row that can't be meant is named, with file and column.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from core.clock import iso
from core.domain.match import Decision, Verdict
from core.errors import UsageError
from core.matching.tabular.workbook import as_text
from core.matching.words import joined, shown
from core.tabular import delimited
from core.tabular.decoding import decode
from core.tabular.opening import read_bytes
from core.tabular.workbook import is_workbook, sheets
from core.text import Sentence, say

HEADINGS = ("timeon_id", "timeon", "snelstart_id", "snelstart", "verdict", "by", "at")
_NEEDED = ("timeon_id", "snelstart_id", "verdict")
MOST_NAMED = 5
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A decision that a file asks for; `row` is its row in the file from 1, headings among them; of JSON, which object."""

    row: int
    timeon_id: str
    snelstart_id: str
    verdict: Verdict
    file: str = field(default="", compare=False)

    def place(self, column: str) -> Sentence:
        """Where it stands."""
        return _place(self.file, self.row, column)


def to_rows(standing: Iterable[Decision], names: Mapping[str, str]) -> list[tuple[str, ...]]:
    """In the order of HEADINGS; `names` has the naam of an id, empty when it is gone."""
    return [
        (
            one.timeon_id, names.get(one.timeon_id, ""), one.snelstart_id, names.get(one.snelstart_id, ""),
            one.verdict.value, one.by, iso(one.at),
        )
        for one in standing
    ]  # fmt: skip


def from_file(path: Path, refused: list[str] | None = None) -> list[Wanted]:
    """Read a file as `match export` makes it, also after a spreadsheet saved it again.

    Raises UsageError when it can't be read, or naming every row that can't be meant; with `refused` those are told there
    and the others are kept.
    """
    data = read_bytes(path)
    if is_workbook(data):
        sheet = next(iter(sheets(path.name, data)), None)
        rows = [[as_text(cell) for cell in cells] for cells in sheet.rows] if sheet is not None else []
        return _all_wanted(path.name, _records(path.name, rows), refused)
    text, notes = decode(path.name, data)
    _refuse(notes, refused)
    return from_text(text, path.name, refused)


def from_text(text: str, file: str = "", refused: list[str] | None = None) -> list[Wanted]:
    """Read JSON (an array of objects) or CSV (its delimiter is found out). Raises UsageError as `from_file`."""
    plain = text.removeprefix(_BOM)
    records = _json(file, plain) if plain.lstrip().startswith("[") else _csv(file, plain, refused)
    return _all_wanted(file, records, refused)


def _all_wanted(
    file: str, records: Iterable[tuple[int, Mapping[str, object]]], refused: list[str] | None
) -> list[Wanted]:
    wanted: list[Wanted] = []
    wrong: list[Sentence] = []
    for row, record in records:
        found = _wanted(file, row, record)
        if isinstance(found, Wanted):
            wanted.append(found)
        else:
            wrong.append(found)
    _refuse(wrong, refused)
    return wanted


def _refuse(wrong: Sequence[Sentence], refused: list[str] | None) -> None:
    if refused is not None:
        refused.extend(map(str, wrong))
    elif wrong:
        more = [say("Zo zijn er nog {n}.", n=len(wrong) - MOST_NAMED)] if len(wrong) > MOST_NAMED else []
        raise UsageError(
            joined([*wrong[:MOST_NAMED], *more]),
            advice=say("Verbeter dit in het bestand, of neem met --keep-good alleen de goede rijen over."),
        )


def _json(file: str, text: str) -> Sequence[tuple[int, Mapping[str, object]]]:
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as problem:
        raise UsageError(say("{bestand} is geen JSON: {problem}.", bestand=file, problem=problem)) from problem
    for row, one in enumerate(found, start=1):
        if not isinstance(one, dict):
            raise UsageError(say("{bestand}, rij {rij}: elk besluit is een object.", bestand=file, rij=row))
    return list(enumerate(found, start=1))


def _csv(file: str, text: str, refused: list[str] | None) -> Sequence[tuple[int, Mapping[str, object]]]:
    problems: list[Sentence] = []
    try:
        rows = [*delimited.rows_of(file, text, problems)]
    except csv.Error as problem:
        raise UsageError(say("{bestand} is geen CSV: {problem}.", bestand=file, problem=problem)) from problem
    _refuse(problems, refused)
    return _records(file, rows)


def _records(file: str, rows: Iterable[Sequence[str]]) -> list[tuple[int, Mapping[str, object]]]:
    """The rows under their headings, each with its number in the file; empty ones are no rows."""
    filled = [(row, cells) for row, cells in enumerate(rows, start=1) if any(cell.strip() for cell in cells)]
    top, headings = (filled[0][0], [cell.strip() for cell in filled[0][1]]) if filled else (1, [])
    missing = [name for name in _NEEDED if name not in headings]
    if missing:
        raise UsageError(
            say("{bestand}, rij {rij}: de kolom {kolom} ontbreekt.", bestand=file, rij=top, kolom=", ".join(missing)),
            advice=say("Neem een bestand zoals 'match export' het maakt."),
        )
    return [(row, dict(zip(headings, cells, strict=False))) for row, cells in filled[1:]]


def _wanted(file: str, row: int, record: Mapping[str, object]) -> Wanted | Sentence:
    """What a row asks, or why it can't be meant."""
    timeon_id, snelstart_id = (
        str(record.get(name) or "").strip().lstrip("'") for name in ("timeon_id", "snelstart_id")
    )
    word = str(record.get("verdict") or "").strip()
    if word not in set(Verdict):
        known = ", ".join(Verdict)
        return say("{plaats}: '{woord}' is geen besluit; wel {soorten}.", plaats=_place(file, row, "verdict"),
                   woord=shown(word), soorten=known)  # fmt: skip
    verdict = Verdict(word)
    pair = verdict in (Verdict.COUPLE, Verdict.REJECT)
    if (pair and not (timeon_id and snelstart_id)) or not (timeon_id or snelstart_id):
        empty = "snelstart_id" if timeon_id else "timeon_id"
        return say("{plaats}: hier ontbreekt een id.", plaats=_place(file, row, empty))
    if verdict is Verdict.CREATE and timeon_id and snelstart_id:
        return say("{plaats}: nieuw maken kan alleen van één kant.", plaats=_place(file, row, "snelstart_id"))
    return Wanted(row, timeon_id, snelstart_id, verdict, file)


def _place(file: str, row: int, column: str) -> Sentence:
    return say("{bestand}, rij {rij}, kolom {kolom}", bestand=file, rij=row, kolom=column)
