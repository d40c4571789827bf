"""The rules of verkooporders and offertes: defaults, the klant, the lines, the number and the totals.

An order that was invoiced can't be changed or deleted any more, and a nonactieve kostenplaats takes no order; the service's
codes for both are assumed.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.sandbox.snelstart.answers import business, model_state
from core.sandbox.snelstart.references import MACHTIGINGEN, link, linked
from core.sandbox.snelstart.rules.adressen import ORDER, too_long
from core.sandbox.snelstart.rules.ingavevelden import describe, field_codes
from core.sandbox.snelstart.totals import LARGEST, line_total, order_totals

if TYPE_CHECKING:
    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record

NOT_BY_API = frozenset({"Contantbon", "Factuur"})
LONGEST_REFERENTIE = 50
INVOICED = "BOE-0047"


def refuse_statuses_of_the_program(status: str | None, parameter: str) -> None:
    """Refusal 400 for the two statuses that only the program itself can give."""
    if status in NOT_BY_API:
        raise model_state({f"{parameter}.ProcesStatus": [f"The value '{status}' is not available for ProcesStatus."]})


def prepare(book: Book, record: Record, old: Record | None) -> None:
    """Fills in the defaults of klant, artikel and sjabloon; what the service computes is not taken from the body."""
    if old is not None and linked(old.get("verkoopfactuur")):
        raise business(INVOICED)
    if old is None and record["nummer"]:
        raise business("VOR-0005")
    refuse_statuses_of_the_program(record["procesStatus"], "verkooporder")
    record["verkoopfactuur"] = None
    record["procesStatus"] = record["procesStatus"] or "Order"
    record["verkooporderBtwIngaveModel"] = record["verkooporderBtwIngaveModel"] or "Exclusief"
    klant = book.follow("relaties", record["relatie"]) or {}
    for member in ("krediettermijn", "factuurkorting"):
        if record[member] is None:
            record[member] = klant.get(member)
    if "verkoopordersjabloon" in record:
        _by_sjabloon(book, record)
    for line in record["regels"]:
        artikel = book.follow("artikelen", line["artikel"])
        if artikel is not None and not line["omschrijving"]:
            line["omschrijving"] = artikel.get("omschrijving")
        for member in ("stuksprijs", "aantal", "kortingsPercentage"):
            line[member] = line[member] or 0


def prepare_offerte(book: Book, record: Record, old: Record | None) -> None:
    """An offerte is an order in another status."""
    record["procesStatus"] = record["procesStatus"] or "Offerte"
    record["isOfferte"] = True
    prepare(book, record, old)


def _by_sjabloon(book: Book, record: Record) -> None:
    if record["verkoopordersjabloon"] is None:
        first = next((row for row in book.rows("verkoopordersjablonen") if not row.get("nonactief")), None)
        record["verkoopordersjabloon"] = link("verkoopordersjablonen", first["id"]) if first else None
    sjabloon = book.follow("verkoopordersjablonen", record["verkoopordersjabloon"]) or {}
    if record["geblokkeerd"] is None:
        record["geblokkeerd"] = bool(sjabloon.get("nieuweOrdersBlokkeren"))
    record["verkoopOrderStatus"] = record["verkoopOrderStatus"] or "InBehandeling"
    describe(record, sjabloon)


def check(book: Book, record: Record, _old: Record | None) -> list[str]:
    """Every code that applies."""
    klant = book.follow("relaties", record["relatie"])
    if klant is None:
        return ["REL-0005"]
    codes = [] if "Klant" in (klant.get("relatiesoort") or ()) else ["VOR-0002"]
    if klant.get("nonactief"):
        codes.append("ALG-0105")
    payer = book.follow("relaties", klant.get("factuurRelatie"))
    if payer is not None and "Klant" not in (payer.get("relatiesoort") or ()):
        codes.append("VOR-0003")
    machtiging = book.follow(MACHTIGINGEN, record["incassomachtiging"])
    if machtiging is not None and linked(machtiging.get("klant")) != klant["id"]:
        codes.append("VOR-0004")
    kostenplaats = book.follow("kostenplaatsen", record["kostenplaats"])
    if kostenplaats is not None and kostenplaats.get("nonactief"):
        codes.append("BOE-0026")
    codes += too_long(record["afleveradres"], ORDER) + too_long(record["factuuradres"], ORDER)
    if len(record["orderreferentie"] or "") > LONGEST_REFERENTIE:
        codes.append("VOR-0011")
    return codes + _line_codes(book, record) + field_codes(book, record)


def _line_codes(book: Book, record: Record) -> list[str]:
    artikelen = [book.follow("artikelen", line["artikel"]) for line in record["regels"]]
    codes = ["ART-0001"] if None in artikelen else []
    return [*codes, "ALG-0105"] if any(each and each.get("isNonActief") for each in artikelen) else codes


def settle(book: Book, record: Record, old: Record | None) -> None:
    """Computes lines and totals, then gives out the number; Refusal ALG-0102 for an order beyond all bounds."""
    recompute(book, record)
    if abs(record["totaalInclusiefBtw"]) >= LARGEST:
        raise business("ALG-0102")
    record["nummer"] = old["nummer"] if old is not None else _free_number(book)


def _free_number(book: Book) -> int:
    """The next ordernummer that no order and no offerte has."""
    taken = {row.get("nummer") for resource in ("verkooporders", "offertes") for row in book.rows(resource)}
    while True:
        number = book.next_number("volgendVerkoopordernummer")
        if number not in taken:
            return number


def recompute(book: Book, record: Record) -> None:
    """Puts `totaal` on each line and both totals on the order."""
    rule = book.company.get("regelkortingVerkooporder")
    for line in record["regels"]:
        line["totaal"] = line_total(line, rule)
    totals = order_totals(book, record)
    record["totaalExclusiefBtw"] = totals.exclusief + Decimal("0.00")
    record["totaalInclusiefBtw"] = totals.inclusief + Decimal("0.00")


def block(_book: Book, record: Record) -> list[str]:
    """Why this order can't be deleted."""
    return [INVOICED] if linked(record.get("verkoopfactuur")) else []
