"""The rules of relaties: soorten, codes, numbers and what keeps one from being deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.snelstart.answers import business, model_state
from core.sandbox.snelstart.references import linked
from core.sandbox.snelstart.rules.adressen import address_codes
from core.sandbox.snelstart.rules.emails import email_codes
from core.sandbox.snelstart.rules.formats import is_bic, is_btw_nummer, is_iban, is_kvk, is_url

if TYPE_CHECKING:
    from core.sandbox.snelstart.book import Book
    from core.sandbox.snelstart.state import Record

SOORTEN = {"klant": "Klant", "leverancier": "Leverancier", "eigen": "Eigen", "geen": "Geen"}
LARGEST_CODE = 2_147_483_647
PLACEHOLDERS = {"Klant": "REL-0103", "Leverancier": "REL-0067"}
BTW_LENGTHS = range(2, 51)
OIN_DIGITS = 20
LONGEST_PHONE = 25
CREDIT_DAYS = range(-365, 1001)
EMAILS = (
    "offerteEmailVersturen",
    "bevestigingsEmailVersturen",
    "factuurEmailVersturen",
    "aanmaningEmailVersturen",
    "offerteAanvraagEmailVersturen",
    "bestellingEmailVersturen",
)


def prepare(_book: Book, record: Record, old: Record | None) -> None:
    """Puts soorten in the service's spelling and fills in what only the service writes; Refusal 400 for no soort at all."""
    unknown = [each for each in record["relatiesoort"] if each.lower() not in SOORTEN]
    if unknown:
        raise model_state({"relatie.Relatiesoort": [f'Error converting value "{unknown[0]}" to a relatiesoort.']})
    record["relatiesoort"] = list(dict.fromkeys(SOORTEN[each.lower()] for each in record["relatiesoort"]))
    for flag in ("bankieren", "nonactief", "ublBestandAlsBijlage"):
        record[flag] = bool(record[flag])
    record["aanmaningsoort"] = record["aanmaningsoort"] or "Nee"
    record["incassoSoort"] = record["incassoSoort"] or "Geen"
    record["documents"] = old["documents"] if old and old.get("documents") else []
    record["extraVeldenKlant"] = old["extraVeldenKlant"] if old and old.get("extraVeldenKlant") else []
    for name in EMAILS:
        if record[name] is not None:
            record[name]["shouldSend"] = bool(record[name]["shouldSend"])


def settle(book: Book, record: Record, _old: Record | None) -> None:
    """Gives out the relatiecode where none was asked for, and the links to boekingen.

    That a PUT without relatiecode gets a new one is an assumption: a replacement has no old one to fall back on.
    """
    if not record["relatiecode"]:
        record["relatiecode"] = 1 + max((row.get("relatiecode") or 0 for row in book.rows("relaties")), default=0)
        if record["relatiecode"] > LARGEST_CODE:
            raise business("ALG-0102")
    for member in ("inkoopBoekingenUri", "verkoopBoekingenUri"):
        record[member] = f"/relaties/{record['id']}/{member.removesuffix('Uri').lower()}"


def check(book: Book, record: Record, old: Record | None) -> list[str]:
    """Every code that applies, in the order of the published list within each family of rules."""
    return [
        *_identity(book, record, old),
        *_soort(record, old),
        *_numbers(book, record),
        *address_codes(record),
        *email_codes(record),
        *_factuurrelatie(book, record),
    ]


def _identity(book: Book, record: Record, old: Record | None) -> list[str]:
    codes = [] if (record["naam"] or "").strip() else ["REL-0007"]
    code = record["relatiecode"]
    taken = code and any(
        row.get("relatiecode") == code and (old is None or row["id"] != old["id"]) for row in book.rows("relaties")
    )
    reserved = code and code < 0 and (old is None or old["relatiecode"] != code)
    return [*codes, "REL-0008"] if taken or reserved else codes


def _soort(record: Record, old: Record | None) -> list[str]:
    soorten = set(record["relatiesoort"])
    codes = []
    if not soorten & {"Klant", "Leverancier", "Eigen"} or "Geen" in soorten:
        codes.append("REL-0001")
    if "Eigen" in soorten:
        codes.append("REL-0048")
    if old is not None and not set(old.get("relatiesoort") or ()) <= soorten:
        codes.append("REL-0064")
    if "Klant" not in soorten:
        needs = {
            "REL-0002": record["aanmaningsoort"] != "Nee",
            "REL-0004": bool(record["factuurkorting"]),
            "REL-0016": record["incassoSoort"] != "Geen",
            "REL-0062": bool(record["kredietLimiet"]),
        }
        codes += [code for code, wanted in needs.items() if wanted]
    if "Leverancier" not in soorten and record["bankieren"]:
        codes.append("REL-0014")
    return codes


def _numbers(book: Book, record: Record) -> list[str]:
    oin, iban = record["oin"], record["iban"]
    wrong = {
        "REL-0003": record["krediettermijn"] is not None and record["krediettermijn"] not in CREDIT_DAYS,
        "REL-0006": bool(record["kvkNummer"]) and not is_kvk(record["kvkNummer"]),
        "REL-0009": (record["bankieren"] or record["incassoSoort"] != "Geen") and not iban,
        "REL-0010": bool(record["bic"]) and not is_bic(record["bic"]),
        "REL-0011": bool(iban) and not is_iban(iban),
        "REL-0012": len(record["mobieleTelefoon"] or "") > LONGEST_PHONE,
        "REL-0013": len(record["telefoon"] or "") > LONGEST_PHONE,
        "REL-0015": bool(record["websiteUrl"]) and not is_url(record["websiteUrl"]),
        "REL-0086": bool(oin) and not (len(oin) == OIN_DIGITS and oin.isascii() and oin.isdigit()),
    }
    return [code for code, is_wrong in wrong.items() if is_wrong] + _btw(book, record)


def _btw(book: Book, record: Record) -> list[str]:
    number = record["btwNummer"]
    if not number:
        return []
    if len(number) not in BTW_LENGTHS:
        return ["REL-0058" if len(number) < BTW_LENGTHS.start else "REL-0057"]
    if not (number.isascii() and number.isalnum()):
        return ["REL-0059"]
    land = book.follow("landen", (record["vestigingsAdres"] or {}).get("land"))
    if land is not None and land.get("landcode") and number[:2].upper() not in {land["landcode"], _prefix(land)}:
        return ["REL-0087"]
    return [] if is_btw_nummer(number) else ["REL-0088"]


def _prefix(land: Record) -> str:
    """Greece is the one member state whose btw prefix isn't its country code."""
    return "EL" if land["landcode"] == "GR" else str(land["landcode"])


def _factuurrelatie(book: Book, record: Record) -> list[str]:
    if record["factuurRelatie"] is None:
        return []
    other = book.follow("relaties", record["factuurRelatie"])
    if other is None:
        return ["REL-0017"]
    return [] if "Klant" in (other.get("relatiesoort") or ()) else ["REL-0018"]


def block(book: Book, record: Record) -> list[str]:
    """Why this relatie can't be deleted."""
    soorten = record.get("relatiesoort") or ()
    if "Eigen" in soorten:
        return ["REL-0103"]
    if (record.get("relatiecode") or 0) < 0:
        return [next((code for soort, code in PLACEHOLDERS.items() if soort in soorten), "REL-0103")]
    me = record["id"]
    reasons = {
        "REL-0049": any(_open(row) and linked(row.get("relatie")) == me for row in book.rows("verkoopfacturen")),
        "REL-0050": any(
            linked(row.get("relatie")) == me and not linked(row.get("verkoopfactuur"))
            for row in book.rows("verkooporders")
        ),
        "REL-0051": any(
            linked(row.get("factuurRelatie")) == me and not row.get("nonactief") for row in book.rows("relaties")
        ),
        "REL-0053": any(_open(row) and linked(row.get("relatie")) == me for row in book.rows("inkoopfacturen")),
    }
    return [code for code, applies in reasons.items() if applies]


def _open(factuur: Record) -> bool:
    return bool(factuur.get("openstaandSaldo"))
