"""The rules of the extra fields on an order and its lines, as its sjabloon defines them.

A field is known by its number; a field that names a record holds that record's own number or code as text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.sandbox.snelstart import values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record

UNKNOWN_FIELD = "VOR-0036"
TOO_LONG = "VOR-0035"
LARGEST_NUMBER = 1 << 31


def _is_number(text: str) -> bool:
    found = values.decimal(text)
    return found is not None and found == int(found) and abs(found) < LARGEST_NUMBER


@dataclass(frozen=True, slots=True)
class _Named:
    """A kind of field that names a record: where, by which member, and the codes for nonsense and for nobody."""

    resource: str
    member: str
    invalid: str
    unknown: str
    numeric: bool = True
    soort: str | None = None

    def code(self, book: Book, text: str) -> str | None:
        if self.numeric and not _is_number(text):
            return self.invalid
        for row in book.rows(self.resource):
            if str(row.get(self.member)).lower() == text.lower() and (
                self.soort is None or self.soort in (row.get("relatiesoort") or ())
            ):
                return None
        return self.unknown


NAMED = {
    "Klant": _Named("relaties", "relatiecode", "VOR-0028", "VOR-0029", soort="Klant"),
    "Leverancier": _Named("relaties", "relatiecode", "VOR-0030", "VOR-0031", soort="Leverancier"),
    "Artikel": _Named("artikelen", "artikelcode", "VOR-0017", "VOR-0018", numeric=False),
    "Artikelgroep": _Named("artikelomzetgroepen", "nummer", "VOR-0019", "VOR-0020"),
    "Land": _Named("landen", "landcode", "VOR-0032", "VOR-0033", numeric=False),
    "Factuur": _Named("verkoopfacturen", "factuurnummer", "VOR-0024", "VOR-0025", numeric=False),
    "Grootboekrekening": _Named("grootboeken", "nummer", "VOR-0026", "VOR-0027"),
}
SCALARS: dict[str, tuple[Callable[[str], bool], str]] = {
    "GeheelGetal": (_is_number, "VOR-0034"),
    "Bedrag": (lambda text: values.decimal(text) is not None, "VOR-0021"),
    "Datum": (lambda text: values.moment(text) is not None, "VOR-0016"),
}


def _fields(record: Record, sjabloon: Record) -> Iterator[tuple[Record, Record | None]]:
    """Every extra field of an order and its lines, with its definition."""
    groups = [(record.get("extraHoofdVelden"), "extraHoofdVelden")]
    groups += [(line.get("extraRegelVelden"), "extraRegelVelden") for line in record["regels"]]
    for fields, member in groups:
        defined = {each.get("veldNummer"): each for each in sjabloon.get(member) or ()}
        for field in fields or ():
            yield field, defined.get(field["veldNummer"])


def describe(record: Record, sjabloon: Record) -> None:
    """Puts the sjabloon's own words on each field."""
    for field, definition in _fields(record, sjabloon):
        field["omschrijving"] = definition.get("omschrijving") if definition else None


def field_codes(book: Book, record: Record) -> list[str]:
    """The codes for every extra field that won't do."""
    sjabloon = book.follow("verkoopordersjablonen", record.get("verkoopordersjabloon")) or {}
    found = (_code(book, field, definition) for field, definition in _fields(record, sjabloon))
    return [code for code in found if code is not None]


def _code(book: Book, field: Record, definition: Record | None) -> str | None:
    if definition is None:
        return UNKNOWN_FIELD
    text, soort = field["waarde"] or "", definition.get("soortVeld")
    if not text:
        return None
    longest = definition.get("maximumTekstLengte")
    if soort == "Tekst":
        return TOO_LONG if longest and len(text) > int(longest) else None
    if soort in SCALARS:
        fits, code = SCALARS[soort]
        return None if fits(text) else code
    named = NAMED.get(soort or "")
    return named.code(book, text) if named is not None else None
