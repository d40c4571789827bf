"""The arithmetic of a verkooporder: promises exact Decimals, rounded half up, by the administratie's own settings.

`regelkortingVerkooporder` says how a line is rounded. That btw is rounded once per btw-soort over the whole order is an
assumption: the service's own rule is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record

CENT = Decimal("0.01")
FIVE = Decimal("0.00001")
HUNDRED = Decimal(100)
EXACT = Context(prec=200)
LARGEST = Decimal(10) ** 15
"""Beyond this an order is refused."""


def to_cents(amount: Decimal, step: Decimal = CENT) -> Decimal:
    """Half up, away from zero."""
    return amount.quantize(step, ROUND_HALF_UP, context=EXACT)


@dataclass(frozen=True, slots=True)
class Group:
    """What one btw-soort of an order comes to, in euros; `netto` is without btw, after the factuurkorting."""

    btw_soort: str
    grootboek: Record | None
    percentage: Decimal
    netto: Decimal
    btw: Decimal


@dataclass(frozen=True, slots=True)
class Totals:
    """An order's groups and sums."""

    groups: tuple[Group, ...]

    @property
    def exclusief(self) -> Decimal:
        """Without btw."""
        return sum((group.netto for group in self.groups), Decimal("0.00"))

    @property
    def inclusief(self) -> Decimal:
        """With btw."""
        return sum((group.netto + group.btw for group in self.groups), Decimal("0.00"))


def line_total(line: Record, rule: str | None) -> Decimal:
    """One line in euros. *BerekenenOverStukprijs* rounds the price first; else five decimals until the end."""
    price = Decimal(line.get("stuksprijs") or 0)
    count = Decimal(line.get("aantal") or 0)
    with localcontext(EXACT):
        rest = (HUNDRED - Decimal(line.get("kortingsPercentage") or 0)) / HUNDRED
        if rule == "BerekenenOverStukprijs":
            return to_cents(to_cents(price * rest) * count)
        return to_cents(to_cents(to_cents(price * count, FIVE) * rest, FIVE))


def percentage(rows: Iterable[Record], btw_soort: str, datum: str) -> Decimal:
    """The percentage of a btw-soort on a date; zero when no tarief is valid then."""
    day = datum[:10]
    for row in rows:
        if row["btwSoort"] == btw_soort and row["datumVanaf"][:10] <= day <= row["datumTotEnMet"][:10]:
            return Decimal(row["btwPercentage"])
    return Decimal(0)


def _split(amount: Decimal, rate: Decimal, *, inclusive: bool) -> tuple[Decimal, Decimal]:
    if inclusive:
        btw = to_cents(amount * rate / (HUNDRED + rate))
        return amount - btw, btw
    return amount, to_cents(amount * rate / HUNDRED)


def order_totals(book: Book, order: Record) -> Totals:
    """The totals of an order whose lines have their `totaal`."""
    sums: dict[str, tuple[Record | None, Decimal]] = {}
    with localcontext(EXACT):
        for line in order["regels"]:
            artikel = book.follow("artikelen", line["artikel"]) or {}
            groep = book.follow("artikelomzetgroepen", artikel.get("artikelOmzetgroep")) or {}
            soort = groep.get("verkoopNederlandBtwSoort") or "Geen"
            grootboek, amount = sums.get(soort, (groep.get("verkoopGrootboekNederlandIdentifier"), Decimal(0)))
            sums[soort] = (grootboek, amount + line["totaal"])
        return Totals(tuple(_groups(book, order, sums)))


def _groups(book: Book, order: Record, sums: dict[str, tuple[Record | None, Decimal]]) -> Iterable[Group]:
    inclusive = order.get("verkooporderBtwIngaveModel") == "Inclusief"
    rest = (HUNDRED - Decimal(order.get("factuurkorting") or 0)) / HUNDRED
    for soort, (grootboek, amount) in sums.items():
        rate = percentage(book.rows("btwtarieven"), soort, order["datum"])
        netto, btw = _split(to_cents(amount * rest), rate, inclusive=inclusive)
        yield Group(soort, grootboek, rate, netto, btw)
