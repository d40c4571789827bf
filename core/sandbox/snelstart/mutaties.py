"""Writes the grootboekmutaties of a booking: promises one for each line with a grootboek, gone when the booking is.

The counter-entry on debiteuren, crediteuren, bank or kas is left out: which ledger the service takes is not known.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.sandbox.snelstart.rules.regels import amount

if TYPE_CHECKING:
    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record

RESOURCE = "grootboekmutaties"
LINES = ("boekingsregels", "grootboekBoekingsRegels", "memoriaalBoekingsRegels")


def unpost(book: Book, boeking_id: str) -> None:
    """Takes the mutaties of a booking away."""
    for row in [row for row in book.rows(RESOURCE) if row.get("boeking") == boeking_id]:
        book.drop(RESOURCE, row["id"])


def post(book: Book, boeking: Record, *, credit_is_positive: bool = True) -> None:
    """Writes the mutaties of a booking anew. A line's `bedrag` is credit on a sale and debet on a purchase."""
    unpost(book, boeking["id"])
    for line in (line for name in LINES for line in boeking.get(name) or ()):
        bedrag = amount(line, "bedrag")
        debet = amount(line, "debet") + (Decimal(0) if credit_is_positive else bedrag)
        credit = amount(line, "credit") + (bedrag if credit_is_positive else Decimal(0))
        book.store(
            RESOURCE,
            {
                "id": book.new_id(),
                "boeking": boeking["id"],
                "grootboek": line["grootboek"],
                "kostenplaats": line.get("kostenplaats"),
                "datum": boeking.get("datum") or boeking.get("factuurdatum"),
                "dagboek": boeking.get("dagboek"),
                "omschrijving": line.get("omschrijving") or boeking.get("omschrijving"),
                "debet": debet,
                "credit": credit,
                "saldo": debet - credit,
                "documents": [],
                "boekstuk": boeking.get("boekstuk"),
                "factuurNummer": boeking.get("factuurnummer"),
                "relatiePublicIdentifier": boeking.get("klant") or boeking.get("leverancier"),
            },
        )
