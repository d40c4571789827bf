"""The rules of artikelen: the code by the administratie's own settings, the omzetgroep, and what blocks a delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.snelstart.references import linked

if TYPE_CHECKING:
    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record


def prepare(_book: Book, record: Record, old: Record | None) -> None:
    """Fills in what only the service writes, and zero for amounts left out."""
    for flag in ("isNonActief", "voorraadControle"):
        record[flag] = bool(record[flag])
    for amount in ("verkoopprijs", "inkoopprijs"):
        record[amount] = record[amount] or 0
    for member, fresh in (("technischeVoorraad", 0), ("vrijeVoorraad", 0), ("isHoofdartikel", False)):
        record[member] = old.get(member, fresh) if old else fresh
    record["subartikelen"] = (old.get("subartikelen") if old else None) or []
    record["extraVelden"] = (old.get("extraVelden") if old else None) or []


def check(book: Book, record: Record, old: Record | None) -> list[str]:
    """Every code that applies."""
    code = record["artikelcode"] or ""
    longest = book.company.get("artikelcodeMaxLengte")
    numeric = book.company.get("artikelcodeSoort") == "Numeriek"
    taken = any(
        (row.get("artikelcode") or "").lower() == code.lower() and (old is None or row["id"] != old["id"])
        for row in book.rows("artikelen")
    )
    wrong = {
        "ART-0002": not code.strip(),
        "ART-0003": bool(code) and numeric and not (code.isascii() and code.isdigit()),
        "ART-0004": bool(longest) and len(code) > int(longest or 0),
        "ART-0005": bool(code) and taken,
        "ART-0006": not (record["omschrijving"] or "").strip(),
        "ART-0008": record["artikelOmzetgroep"] is None,
    }
    return [code for code, is_wrong in wrong.items() if is_wrong] + _leverancier(book, record)


def _leverancier(book: Book, record: Record) -> list[str]:
    relatie = book.follow("relaties", record["relatie"])
    if relatie is None:
        return []
    if relatie.get("nonactief"):
        return ["ART-0018"]
    return [] if {"Leverancier", "Eigen"} & set(relatie.get("relatiesoort") or ()) else ["ART-0017"]


def block(book: Book, record: Record) -> list[str]:
    """Why this artikel can't be deleted."""
    codes = ["ART-0010"] if record.get("technischeVoorraad") else []
    used = any(
        not linked(order.get("verkoopfactuur")) and linked(line.get("artikel")) == record["id"]
        for order in book.rows("verkooporders")
        for line in order.get("regels") or ()
    )
    part = any(
        each.get("artikelcode") == record.get("artikelcode")
        for row in book.rows("artikelen")
        for each in row.get("subartikelen") or ()
    )
    return [*codes, *(["ART-0011"] if used else []), *(["ART-0012"] if part else [])]
