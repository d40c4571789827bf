"""The rules of addresses: lengths and completeness, with the codes of the family that asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from core.sandbox.snelstart.state import Record

LONGEST = {"straat": 50, "postcode": 25, "plaats": 50, "contactpersoon": 50}
VESTIGING = {"straat": "REL-0020", "postcode": "REL-0021", "plaats": "REL-0022", "contactpersoon": "REL-0023"}
CORRESPONDENTIE = {"straat": "REL-0025", "postcode": "REL-0026", "plaats": "REL-0027", "contactpersoon": "REL-0028"}
ORDER = {"straat": "VOR-0006", "postcode": "VOR-0007", "plaats": "VOR-0008", "contactpersoon": "VOR-0009"}


def too_long(adres: Record | None, codes: dict[str, str]) -> list[str]:
    """The codes of the members of `adres` that are too long."""
    return [codes[name] for name, longest in LONGEST.items() if len((adres or {}).get(name) or "") > longest]


def address_codes(record: Record) -> list[str]:
    """The codes for both addresses of a relatie. A vestigingsadres is whole, contactpersoon apart, or empty."""
    codes = too_long(record["vestigingsAdres"], VESTIGING) + too_long(record["correspondentieAdres"], CORRESPONDENTIE)
    adres = record["vestigingsAdres"]
    if adres is not None:
        filled = [bool(adres[name]) for name in ("straat", "postcode", "plaats", "land")]
        if any(filled) and not all(filled):
            codes.append("REL-0060")
    return codes
