"""The rules of kostenplaatsen and grootboeken: numbers, lengths and functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record

LONGEST = 50
NUMBERS = range(1, 1_000_000_000)


def _taken(book: Book, resource: str, record: Record, old: Record | None) -> bool:
    return any(
        row.get("nummer") == record["nummer"] and (old is None or row["id"] != old["id"]) for row in book.rows(resource)
    )


def kostenplaats(book: Book, record: Record, old: Record | None) -> list[str]:
    """Every code that applies to a kostenplaats."""
    record["nonactief"] = bool(record["nonactief"])
    text, number = (record["omschrijving"] or "").strip(), record["nummer"]
    wrong = {
        "KPL-0004": not text,
        "KPL-0005": len(text) > LONGEST,
        "KPL-0006": number is None,
        "KPL-0007": number is not None and number not in NUMBERS,
        "KPL-0008": number is not None and _taken(book, "kostenplaatsen", record, old),
        "KPL-0009": old is None and record["nonactief"],
    }
    return [code for code, is_wrong in wrong.items() if is_wrong]


def prepare_grootboek(_book: Book, record: Record, _old: Record | None) -> None:
    """Fills in what only the service writes."""
    for flag in ("kostenplaatsVerplicht", "nonactief"):
        record[flag] = bool(record[flag])
    record["grootboekRubriek"] = record["rgsCode"] = None
    record["btwSoort"] = []


def grootboek(book: Book, record: Record, old: Record | None) -> list[str]:
    """Every code that applies to a grootboek."""
    text, number = (record["omschrijving"] or "").strip(), record["nummer"]
    wrong = {
        "BOE-0084": not text,
        "BOE-0088": len(text) > LONGEST,
        "BOE-0085": record["grootboekfunctie"] is None,
        "BOE-0086": number is None or number not in NUMBERS or _taken(book, "grootboeken", record, old),
    }
    return [code for code, is_wrong in wrong.items() if is_wrong]
