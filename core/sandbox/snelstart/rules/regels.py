"""The rules that every booking shares: the period, the grootboek and the kostenplaats of a line."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.sandbox.snelstart.values import moment_of

if TYPE_CHECKING:
    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record

YEARS_BACK = 5
LAST_YEAR = 2400
"""The service's own end of time, as its btwtarieven show it."""
ALWAYS_A_SOORT = frozenset({"InkopenKostenAlleBtwTarieven", "InkopenVraagPosten"})
"""Functions of a grootboek whose lines must name their btw-soort."""
NOTHING = Decimal(0)


def amount(line: Record, member: str) -> Decimal:
    """An amount of a line in euros; nothing where it was left out."""
    return Decimal(line.get(member) or 0)


def period_codes(book: Book, datum: str | None) -> list[str]:
    """The codes for a booking date: missing, in a blocked period, or more than five years before the current one."""
    if datum is None:
        return ["BOE-0070"]
    day = moment_of(datum).date()
    if day.year > LAST_YEAR:
        return ["BOE-0070"]
    if book.administratie.locked_until is not None and day <= book.administratie.locked_until:
        return ["BOE-0042"]
    year = book.company.get("huidigBoekjaar")
    return ["BOE-0033"] if year and day.year < int(year) - YEARS_BACK else []


def ledger_codes(book: Book, line: Record) -> list[str]:
    """The codes for the grootboek and the kostenplaats of one line."""
    grootboek = book.follow("grootboeken", line.get("grootboek"))
    if grootboek is None:
        return ["BOE-0037"]
    kostenplaats = book.follow("kostenplaatsen", line.get("kostenplaats"))
    soort, allowed = line.get("btwSoort"), grootboek.get("btwSoort") or ()
    wrong = {
        "BOE-0008": bool(grootboek.get("nonactief")),
        "BOE-0022": bool(grootboek.get("kostenplaatsVerplicht")) and kostenplaats is None,
        "BOE-0026": bool(kostenplaats and kostenplaats.get("nonactief")),
        "BOE-0082": (soort is None and grootboek.get("grootboekfunctie") in ALWAYS_A_SOORT)
        or (soort is not None and bool(allowed) and soort not in allowed),
    }
    return [code for code, is_wrong in wrong.items() if is_wrong]
