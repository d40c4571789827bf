"""What is wrong with one row of a list of klanten: each sentence names file, row and column. The row itself is kept.

What can't be compared is said here, for a value that leads to nobody looks afterwards as if it had never been given.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from core.matching.identifiers import btw_key, iban_key, kvk_key
from core.matching.normalise import is_name
from core.matching.numbers import number_key
from core.matching.tabular.headings import Headings
from core.matching.words import shown
from core.text import Sentence, mark, say

_ERRORS = frozenset(
    {"#N/A", "#N/B", "#REF!", "#VALUE!", "#WAARDE!", "#DIV/0!", "#DEEL/0!", "#NAME?", "#NAAM?", "#VERW!"}
)
_NAMES = ("naam", "achternaam", "voornaam")
# A whole number that a spreadsheet rounded or divided; codes with letters or dashes are somebody's own numbering.
_SPOILT = re.compile(r"[0-9]+[.,]?[0-9]*(?:[eE]\+?[0-9]+)?")
_CHECKED: tuple[tuple[str, Callable[[str], str], str], ...] = (
    ("kvk", kvk_key, mark("{plaats}: {waarde} is geen KvK-nummer van 8 cijfers en telt niet mee.")),
    ("btw", btw_key, mark("{plaats}: {waarde} is geen geldig btw-id en wijst niemand aan.")),
    ("iban", iban_key, mark("{plaats}: {waarde} is geen geldig IBAN en telt niet mee.")),
)


@dataclass(slots=True)
class Checks:
    """Looks at the rows of one file, one after the other."""

    file: str
    headings: Headings
    _before: dict[int, int] = field(default_factory=dict)

    def of(self, row: int, cells: Sequence[str], values: dict[str, Any]) -> Iterator[Sentence]:
        """What is wrong with this row; a value that stands for an error of the spreadsheet becomes empty."""
        yield from self._length(row, cells)
        yield from self._errors(row, values)
        yield from self._name(row, values)
        yield from self._numbers(row, values)
        yield from self._again(row, values)

    def _length(self, row: int, cells: Sequence[str]) -> Iterator[Sentence]:
        missing = [(column, name) for name, column in self.headings.columns.items() if column >= len(cells)]
        if missing:
            column, name = min(missing)
            yield say(
                "{plaats}: de rij houdt hiervoor op; {aantal} van de {breedte} kolommen.",
                plaats=self._place(row, name, column),
                aantal=len(cells),
                breedte=self.headings.width,
            )
        beyond = next((at for at in range(self.headings.width, len(cells)) if cells[at].strip()), None)
        if beyond is not None:
            yield say(
                "{bestand}, rij {rij}, kolom {kolom}: hierboven staat geen kop; misschien deelt een scheidingsteken een "
                "waarde in tweeën.",
                bestand=self.file,
                rij=row,
                kolom=beyond + 1,
            )

    def _errors(self, row: int, values: dict[str, Any]) -> Iterator[Sentence]:
        for name, value in values.items():
            if value.startswith("#") and value.upper() in _ERRORS:
                values[name] = ""
                yield say("{plaats}: {fout} staat voor leeg.", plaats=self._place(row, name), fout=value)

    def _name(self, row: int, values: dict[str, Any]) -> Iterator[Sentence]:
        columns = [name for name in _NAMES if name in values]
        written = [values[name] for name in columns if values[name]]
        if not columns or any(map(is_name, written)):
            return
        place = self._place(row, columns[0])
        if written:
            yield say("{plaats}: {waarde} heeft geen letter of cijfer en is geen naam.", plaats=place,
                      waarde=shown(written[0]))  # fmt: skip
        else:
            yield say("{plaats}: geen naam; alleen een gelijk nummer kan zeggen wie dit is.", plaats=place)

    def _numbers(self, row: int, values: dict[str, Any]) -> Iterator[Sentence]:
        nummer = values.get("nummer", "")
        if nummer and not number_key(nummer) and nummer.strip("0") and _SPOILT.fullmatch(nummer):
            yield say(
                "{plaats}: {waarde} is geen heel nummer en telt niet mee; maak van de kolom tekst en bewaar opnieuw.",
                plaats=self._place(row, "nummer"),
                waarde=shown(nummer),
            )
        for name, key, sentence in _CHECKED:
            value = values.get(name)
            if value and not key(value):
                yield say(sentence, plaats=self._place(row, name), waarde=shown(value))

    def _again(self, row: int, values: dict[str, Any]) -> Iterator[Sentence]:
        # By hash: of very many rows the values need not be kept a second time.
        first = self._before.setdefault(hash(tuple(values.values())), row)
        if first != row:
            yield say(
                "{bestand}, rij {rij}: in elke kolom gelijk aan rij {eerste}; samen zijn ze een knoop.",
                bestand=self.file,
                rij=row,
                eerste=first,
            )

    def _place(self, row: int, name: str, column: int | None = None) -> Sentence:
        at = self.headings.columns[name] if column is None else column
        return say("{bestand}, rij {rij}, kolom {kolom} ({veld})", bestand=self.file, rij=row, kolom=at + 1, veld=name)
