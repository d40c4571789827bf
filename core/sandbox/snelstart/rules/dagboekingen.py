"""The rules of bank-, kas- and memoriaalboekingen: lines, balance, dagboek, and the facturen that they pay."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from core.sandbox.snelstart import mutaties
from core.sandbox.snelstart.references import linked
from core.sandbox.snelstart.rules.facturen import INKOOP, VERKOOP
from core.sandbox.snelstart.rules.regels import NOTHING, amount, ledger_codes, period_codes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record

LEDGER_LINES = ("grootboekBoekingsRegels", "memoriaalBoekingsRegels")
ALL_LINES = (*LEDGER_LINES, "inkoopboekingBoekingsRegels", "verkoopboekingBoekingsRegels", "btwBoekingsregels")
FEWEST_MEMORIAAL = 2


def credit(name: str, line: Record) -> Decimal:
    """What a line is on the credit side, debet counting as negative. A `bedrag` pays a sale in credit, a purchase in debet."""
    bedrag = amount(line, "bedrag")
    return amount(line, "credit") - amount(line, "debet") + (bedrag if name.startswith("verkoop") else -bedrag)


def _lines(record: Record) -> Iterator[tuple[str, Record]]:
    for name in ALL_LINES:
        for line in record.get(name) or ():
            yield name, line


@dataclass(frozen=True, slots=True)
class Dagboeking:
    """One kind: the dagboek it belongs in and the code for another."""

    soort: str
    wrong_dagboek: str

    def prepare(self, _book: Book, record: Record, _old: Record | None) -> None:
        """Fills in what only the service writes."""
        for flag in ("gewijzigdDoorAccountant", "markering"):
            record[flag] = bool(record[flag])

    def check(self, book: Book, record: Record, old: Record | None) -> list[str]:
        """Every code that applies; the dagboek of a booking never changes."""
        lines = list(_lines(record))
        total = sum((credit(name, line) for name, line in lines), NOTHING)
        received, spent = amount(record, "bedragOntvangen"), amount(record, "bedragUitgegeven")
        dagboek = book.follow("dagboeken", record["dagboek"]) or {}
        wrong = {
            self.wrong_dagboek: dagboek.get("soort") != self.soort or bool(dagboek.get("nonactief")),
            "BOE-0077": old is not None and linked(old.get("dagboek")) != linked(record["dagboek"]),
            "BOE-0027": bool(received and spent),
            "BOE-0023": not lines,
            "BOE-0094": self.soort == "Memoriaal" and 0 < len(lines) < FEWEST_MEMORIAAL,
            "BOE-0076": any(amount(line, "debet") and amount(line, "credit") for _, line in lines),
            "BOE-0028": any(not credit(name, line) for name, line in lines),
            "BOE-0039": total != received - spent,
        }
        codes = [code for code, is_wrong in wrong.items() if is_wrong]
        for name, line in lines:
            codes += ledger_codes(book, line) if name in LEDGER_LINES else []
        return codes + period_codes(book, record["datum"])

    def stored(self, book: Book, record: Record, old: Record | None) -> None:
        """Takes what is paid off the facturen, after giving back what the old booking paid."""
        if old is not None:
            _pay(book, old, Decimal(-1))
        _pay(book, record, Decimal(1))
        mutaties.post(book, record)

    def block(self, book: Book, record: Record) -> list[str]:
        """Why this booking can't be deleted."""
        return period_codes(book, record["datum"])

    def removed(self, book: Book, record: Record) -> None:
        """Opens the facturen again."""
        _pay(book, record, Decimal(-1))
        mutaties.unpost(book, record["id"])


def _pay(book: Book, record: Record, sign: Decimal) -> None:
    for name, side, direction in (
        ("verkoopboekingBoekingsRegels", VERKOOP, Decimal(1)),
        ("inkoopboekingBoekingsRegels", INKOOP, Decimal(-1)),
    ):
        for line in record.get(name) or ():
            factuur = side.factuur_of(book, linked(line.get("boekingId")) or "")
            if factuur is not None:
                paid = credit(name, line) * direction * sign
                book.keep(side.facturen, factuur, openstaandSaldo=Decimal(factuur["openstaandSaldo"]) - paid)


BANK = Dagboeking("Bank", "BOE-0096")
KAS = Dagboeking("Kas", "BOE-0096")
MEMORIAAL = Dagboeking("Memoriaal", "BOE-0095")
