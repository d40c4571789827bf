"""One file read into klanten, with what was wrong with it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from core.domain.partij import Partij, Side
from core.errors import UsageError
from core.matching.tabular import workbook
from core.matching.tabular.checks import Checks
from core.matching.tabular.headings import SEARCHED_ROWS, Headings, field_of, find_headings
from core.tabular import delimited
from core.tabular.decoding import decode
from core.tabular.opening import read_bytes
from core.text import Sentence, say

MOST_PROBLEMS = 20
_KLANT = frozenset({"Klant"})


@dataclass(frozen=True, slots=True)
class Table:
    """The klanten of a file in its order, and what was left out or read otherwise than it stands."""

    file: str
    klanten: tuple[Partij, ...]
    problems: tuple[Sentence, ...] = ()


def read(path: Path | str, side: Side) -> Table:
    """Read a workbook or a text with columns.

    An id is the column `id`, or the row: 1 is the first row under the headings. Raises UsageError when there is no
    such file, when it can't be read at all, or when no row reads as headings.
    """
    file = Path(path)
    data = read_bytes(file)
    problems: list[Sentence] = []
    if workbook.is_workbook(data):
        rows = workbook.rows_of(file.name, data)
    else:
        text, notes = decode(file.name, data)
        problems.extend(notes)
        rows = delimited.rows_of(file.name, text, problems)
    top = list(islice(rows, SEARCHED_ROWS))
    headings = find_headings(file.name, top)
    if headings is None:
        raise _no_headings(file.name, top)
    problems.extend(headings.problems)
    klanten = tuple(_klanten(file.name, headings, chain(top[headings.row :], rows), side, problems))
    if len(problems) > MOST_PROBLEMS:
        more = say("{bestand}: en nog {aantal} meldingen.", bestand=file.name, aantal=len(problems) - MOST_PROBLEMS)
        problems = [*problems[:MOST_PROBLEMS], more]
    return Table(file.name, klanten, tuple(problems))


def _no_headings(file: str, top: Sequence[Sequence[str]]) -> UsageError:
    seen = ", ".join(cell.strip()[:20] for cells in top[:1] for cell in cells[:6] if cell.strip())
    return UsageError(
        say("{bestand}, rij 1: geen kolomkoppen gevonden. Er staat: {gezien}.", bestand=file, gezien=seen or "niets"),
        advice=say(
            "Zet boven de kolommen wat erin staat: nummer, naam, voornaam, achternaam, adres, postcode, plaats, email, "
            "telefoon, kvk, btw, iban, id."
        ),
    )


def _klanten(
    file: str, headings: Headings, rows: Iterator[list[str]], side: Side, problems: list[Sentence]
) -> Iterator[Partij]:
    seen: set[str] = set()
    checks = Checks(file, headings)
    for number, cells in enumerate(rows, start=1):
        row = headings.row + number
        if not any(cell.strip() for cell in cells):
            continue
        if _are_headings_again(headings, cells):
            problems.append(
                say("{bestand}, rij {rij}: nog een rij met kolomkoppen; overgeslagen.", bestand=file, rij=row)
            )
            continue
        values: dict[str, Any] = {
            field: cells[column].strip() if column < len(cells) else "" for field, column in headings.columns.items()
        }
        problems.extend(checks.of(row, cells, values))
        yield _partij(file, row, str(number), values, side, seen, problems)


def _partij(
    file: str, row: int, number: str, values: dict[str, Any], side: Side, seen: set[str], problems: list[Sentence]
) -> Partij:
    id_ = values.pop("id", "") or number
    if id_ in seen:
        problems.append(
            say(
                "{bestand}, rij {rij}: id {id} staat al eerder; deze heet nu {nieuw}.",
                bestand=file,
                rij=row,
                id=id_,
                nieuw=f"{id_}#{number}",
            )
        )
        id_ = f"{id_}#{number}"
    seen.add(id_)
    house = values.pop("huisnummer", "")
    if house:
        values["straat"] = f"{values.get('straat', '')} {house}".strip()
    person = f"{values.get('voornaam', '')} {values.get('achternaam', '')}".strip()
    naam = values.pop("naam", "") or person
    return Partij(side, id_, naam, soorten=_KLANT, **values)


def _are_headings_again(headings: Headings, cells: Sequence[str]) -> bool:
    """Whether each cell under a heading names that field itself: data such as *Klant* in one cell does not."""
    if len(headings.columns) == 1:
        return False
    return all(column < len(cells) and field_of(cells[column]) == field for field, column in headings.columns.items())
