"""The cells of one row to a row: each read by what its field is, every problem kept with its column."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from core.text import Sentence, say
from core.timeon.imports.contradictions import Span, contradictions
from core.timeon.imports.dates import Order, parse_date
from core.timeon.imports.durations import Unit, parse_duration, parse_time
from core.timeon.imports.flags import parse_flag
from core.timeon.imports.format import COUNTED
from core.timeon.imports.numbers import parse_number
from core.timeon.imports.row import ImportedRow, Place
from core.timeon.imports.table import Table, is_error
from core.timeon.imports.wrong import WrongError

T = TypeVar("T")

_WHO = frozenset({"klant", "klantnummer", "project", "taak", "omschrijving", "medewerker", "voornaam", "id"})
_NONE = frozenset(
    {
        "", "0", "nee", "no", "nein", "non", "false", "onwaar", "-", "n", "open", "not exported", "not cleared",
        "not invoiced", "uninvoiced", "unbilled", "niet geëxporteerd", "niet gefactureerd", "nicht exportiert",
        "nicht abgerechnet",
    }
)  # fmt: skip


class Cells:
    """One row of a table. `problems` grows while it is read."""

    def __init__(self, table: Table, row: int, values: Mapping[str, Any], order: Order) -> None:
        self.place = Place(table.place, row)
        self.problems: list[Sentence] = []
        self.blank: set[str] = set()
        self._table = table
        self._row = row
        self._values = values
        self._order = order

    @property
    def is_total(self) -> bool:
        """A line of totals under a list: figures, and nobody that they are of."""
        return "datum" not in self._values and not _WHO.intersection(self._values)

    def read(self) -> ImportedRow | None:
        """The row; None when there is a problem, which is in `problems` then."""
        datum = self._need("datum", lambda cell: parse_date(cell, self._order))
        self._merged()
        span = self._span(datum or date.min)
        if datum is not None and not self.problems:
            self.problems += [self.place.tell(one) for one in contradictions(span)]
        kilometers = self._get("kilometers", parse_number) or Decimal(0)
        onkosten = self._get("onkosten", parse_number) or Decimal(0)
        worked = span.seconds or 0
        if not self.problems and not (worked or kilometers or onkosten):
            self._nothing()
        if kilometers < 0:
            self._wrong("kilometers", say("{n} kilometer is negatief", n=kilometers))
        billable = self._get("declarabel", parse_duration)
        facturabel = self._facturabel()
        billed, goedgekeurd = self._billed(), bool(self._get("goedgekeurd", _approved))
        if self.problems or datum is None:
            return None
        return ImportedRow(
            place=self.place, format=self._table.format.name, datum=datum, klant=self._text("klant"),
            klantnummer=self._text("klantnummer"), project=self._text("project"), medewerker=self._name(),
            omschrijving=self._what(), own_id=self._text("id"), begin=span.begin, eind=span.eind, worked=worked,
            billable=worked if billable is None else billable, kilometers=kilometers, onkosten=onkosten,
            facturabel=facturabel, billed=billed, goedgekeurd=goedgekeurd,
        )  # fmt: skip

    def _span(self, datum: date) -> Span:
        decimals = None
        for name, unit in (("uren", Unit.HOURS), ("minuten", Unit.MINUTES), ("seconden", Unit.SECONDS)):
            if decimals is None:
                decimals = self._get(name, lambda cell, unit=unit: parse_duration(cell, unit))  # type: ignore[misc]
        return Span(
            datum=datum,
            einddatum=self._get("einddatum", lambda cell: parse_date(cell, self._order)),
            begin=self._get("begin", parse_time),
            eind=self._get("eind", parse_time),
            pauze=self._get("pauze", parse_duration) or 0,
            duur=self._get("duur", parse_duration),
            decimals=decimals,
        )

    def _facturabel(self) -> bool:
        """Without a column everything counts: whoever imports it wants to bill it. An empty cell is no yes."""
        if self._text("soort").casefold() in self._table.format.pauses:
            return False
        return "facturabel" not in self._table.columns or bool(self._get("facturabel", parse_flag))

    def _billed(self) -> bool:
        """A yes, or the number of an invoice: either will do, for billing once more is worse than asking a person."""
        return any(self._text(name).casefold() not in _NONE for name in ("gefactureerd", "factuur"))

    def _nothing(self) -> None:
        counted = [name for name in self._table.columns if name in COUNTED]
        self.blank.update(name for name in counted if name not in self._values)
        heading = self._table.columns[counted[0]][1] if counted else ""
        self.problems.append(self.place.tell(say("er is niets te tellen: geen duur, kilometers of onkosten"), heading))

    def _merged(self) -> None:
        for name in COUNTED & set(self._table.columns):
            block = self._table.merged.get((self._row, name))
            if block is not None:
                self._wrong(name, say("samengevoegde cel over rij {a} tot en met {b}: van welke rij is dit?", a=block.top,
                                      b=block.bottom))  # fmt: skip

    def _need(self, name: str, parse: Callable[[Any], T]) -> T | None:
        if name not in self._values:
            self.blank.add(name)
            self._wrong(name, say("de cel is leeg"))
            return None
        return self._get(name, parse)

    def _get(self, name: str, parse: Callable[[Any], T]) -> T | None:
        cell = self._values.get(name)
        if cell is None:
            return None
        if is_error(cell):
            self._wrong(name, say("Excel geeft hier {fout}", fout=str(cell).strip()))
            return None
        try:
            return parse(cell)
        except WrongError as wrong:
            self._wrong(name, wrong.sentence)
            return None

    def _wrong(self, name: str, problem: Sentence) -> None:
        heading = self._table.columns[name][1] if name in self._table.columns else name
        self.problems.append(self.place.tell(problem, heading))

    def _text(self, name: str) -> str:
        cell = self._values.get(name, "")
        if isinstance(cell, float) and cell.is_integer():
            cell = int(cell)
        return "" if is_error(cell) else " ".join(str(cell).split())

    def _name(self) -> str:
        return self._text("medewerker") or f"{self._text('voornaam')} {self._text('achternaam')}".strip()

    def _what(self) -> str:
        parts = (self._text("taak"), self._text("omschrijving"))
        return " · ".join(part for part in parts if part)


def _approved(cell: Any) -> bool:
    word = str(cell).strip().casefold()
    return word in ("approved", "goedgekeurd") or (word not in ("pending", "submitted", "open") and parse_flag(cell))
