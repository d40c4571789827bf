"""The rules of verkoopboekingen and inkoopboekingen, which differ in their words only, and the factuur behind each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from core.sandbox.snelstart import mutaties
from core.sandbox.snelstart.references import MACHTIGINGEN, link, linked
from core.sandbox.snelstart.rules.regels import NOTHING, amount, ledger_codes, period_codes
from core.sandbox.snelstart.values import moment_of, stamp

if TYPE_CHECKING:
    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record

DEFAULT_TERM = 14


@dataclass(frozen=True, slots=True)
class Side:
    """Selling or buying: where its records are and what the codes for a wrong partner are."""

    boekingen: str
    facturen: str
    boeking: str
    partner: str
    soort: str
    unknown: str
    wrong_soort: str
    verlegd: str
    credit_is_positive: bool

    def prepare(self, _book: Book, record: Record, old: Record | None) -> None:
        """Fills in what only the service writes."""
        for flag in ("gewijzigdDoorAccountant", "markering"):
            record[flag] = bool(record[flag])
        record["documents"] = (old or {}).get("documents") or []
        record["factuurbedrag"] = record["factuurbedrag"] or NOTHING

    def check(self, book: Book, record: Record, old: Record | None) -> list[str]:
        """Every code that applies."""
        lines, btw = record["boekingsregels"], record["btw"]
        total = sum((amount(line, "bedrag") for line in lines), NOTHING)
        total += sum((amount(row, "btwBedrag") for row in btw), NOTHING)
        soorten = {row["btwSoort"] for row in btw}
        wrong = {
            "BOE-0021": self._taken(book, record, old),
            "BOE-0023": not lines,
            "BOE-0028": any(not amount(line, "bedrag") for line in lines),
            "BOE-0039": total != record["factuurbedrag"],
            "BOE-0062": self.verlegd in soorten and len(soorten) > 1,
        }
        codes = [*self._partner(book, record), *(code for code, is_wrong in wrong.items() if is_wrong)]
        for line in lines:
            codes += ledger_codes(book, line)
        return codes + period_codes(book, record["factuurdatum"]) + self._machtiging(book, record)

    def _taken(self, book: Book, record: Record, old: Record | None) -> bool:
        """A factuurnummer is unique among all sales, and among the purchases at one leverancier."""
        number = record["factuurnummer"].lower()
        return any(
            (row.get("factuurnummer") or "").lower() == number
            and (old is None or row["id"] != old["id"])
            and (self.credit_is_positive or linked(row.get(self.partner)) == linked(record[self.partner]))
            for row in book.rows(self.boekingen)
        )

    def _partner(self, book: Book, record: Record) -> list[str]:
        partner = book.follow("relaties", record[self.partner])
        if partner is None:
            return [self.unknown]
        codes = [] if self.soort in (partner.get("relatiesoort") or ()) else [self.wrong_soort]
        return [*codes, "BOE-0054"] if partner.get("nonactief") else codes

    def _machtiging(self, book: Book, record: Record) -> list[str]:
        machtiging = book.follow(MACHTIGINGEN, record.get("doorlopendeIncassoMachtiging"))
        if machtiging is None:
            return []
        codes = ["BOE-0064"] if record.get("eenmaligeIncassoMachtiging") else []
        return codes if linked(machtiging.get("klant")) == linked(record[self.partner]) else [*codes, "BOE-0066"]

    def factuur_of(self, book: Book, boeking_id: str) -> Record | None:
        """The factuur behind a booking."""
        return next((row for row in book.rows(self.facturen) if linked(row.get(self.boeking)) == boeking_id), None)

    def stored(self, book: Book, record: Record, _old: Record | None) -> None:
        """Makes or follows up the factuur; what was paid stays paid."""
        factuur = self.factuur_of(book, record["id"]) or {"id": book.new_id(), "verkoopOrders": []}
        paid = Decimal(factuur.get("factuurBedrag") or 0) - Decimal(factuur.get("openstaandSaldo") or 0)
        term = record.get("betalingstermijn")
        due = moment_of(record["factuurdatum"]) + timedelta(days=DEFAULT_TERM if term is None else term)
        book.change(
            self.facturen,
            factuur,
            **{
                self.boeking: link(self.boekingen, record["id"]),
                "openstaandSaldo": record["factuurbedrag"] - paid,
                "factuurnummer": record["factuurnummer"],
                "vervalDatum": stamp(due),
                "relatie": record[self.partner],
                "factuurDatum": record["factuurdatum"],
                "factuurBedrag": record["factuurbedrag"],
            },
        )
        mutaties.post(book, record, credit_is_positive=self.credit_is_positive)

    def block(self, book: Book, record: Record) -> list[str]:
        """Why this booking can't be deleted."""
        factuur = self.factuur_of(book, record["id"])
        if factuur is None:
            return []
        wrong = {
            "BOE-0047": bool(factuur.get("verkoopOrders")),
            "BOE-0083": factuur.get("openstaandSaldo") != factuur.get("factuurBedrag"),
        }
        return [*period_codes(book, record["factuurdatum"]), *(code for code, is_wrong in wrong.items() if is_wrong)]

    def removed(self, book: Book, record: Record) -> None:
        """Takes the factuur and the mutaties away."""
        factuur = self.factuur_of(book, record["id"])
        if factuur is not None:
            book.drop(self.facturen, factuur["id"])
        mutaties.unpost(book, record["id"])


VERKOOP = Side(
    boekingen="verkoopboekingen",
    facturen="verkoopfacturen",
    boeking="verkoopBoeking",
    partner="klant",
    soort="Klant",
    unknown="REL-0005",
    wrong_soort="BOE-0060",
    verlegd="VerkopenVerlegd",
    credit_is_positive=True,
)
INKOOP = Side(
    boekingen="inkoopboekingen",
    facturen="inkoopfacturen",
    boeking="inkoopBoeking",
    partner="leverancier",
    soort="Leverancier",
    unknown="BOE-0002",
    wrong_soort="BOE-0003",
    verlegd="InkopenVerlegd",
    credit_is_positive=False,
)
