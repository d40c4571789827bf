"""A klant on its way to SnelStart: the body of a relatie, what is wrong with it before it leaves, and the merge that
keeps all that was read.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from core.domain.partij import Partij
from core.snelstart.btw import can_be_valid, country_of
from core.text import Sentence, say

LARGEST_CODE = 2**31 - 1
NOT_WRITABLE = ("fax",)
"""Fields of a relatie that SnelStart answers and does not take back: a PUT loses them."""

_EMAIL = re.compile(r"[^@\s;,<>\"]+@[^@\s;,<>\"]+\.[^@\s;,<>\"]+")
_ADDRESS = ("straat", "postcode", "plaats")
_LENGTHS = {
    "naam": 50,
    "telefoon": 25,
    "mobieleTelefoon": 25,
    "email": 250,
    "kvkNummer": 12,
    "iban": 50,
    "websiteUrl": 100,
}
_ADDRESS_LENGTHS = {"contactpersoon": 50, "straat": 50, "postcode": 25, "plaats": 50}


def to_relatie(partij: Partij, *, relatiecode: int | None, land_id: str) -> dict[str, Any]:
    """The body that creates a klant of Time On as a relatie. Nothing is trimmed or mended: see `problems_relatie`.

    `relatiecode` None lets SnelStart give the next number. `land_id` is the id of the country in this administration: it
    differs between them. A part of an address that Time On lacks is sent empty, and named as a problem.
    """
    body: dict[str, Any] = {"relatiesoort": ["Klant"], "naam": partij.naam}
    if relatiecode is not None:
        body["relatiecode"] = relatiecode
    fields = {"email": partij.email, "telefoon": partij.telefoon, "btwNummer": partij.btw, "kvkNummer": partij.kvk}
    body |= {name: value for name, value in fields.items() if value}
    address = {"straat": partij.straat, "postcode": partij.postcode, "plaats": partij.plaats}
    if any(address.values()):
        body["vestigingsAdres"] = {**address, "land": {"id": land_id}}
    return body


def problems_relatie(body: Mapping[str, Any], *, landcode: str = "") -> tuple[Sentence, ...]:
    """What SnelStart would refuse in a body, each as a sentence that names the field; empty when nothing is known to be
    wrong. `landcode` is the two letters of the address's country, when known.
    """
    return tuple(_problems(body, landcode))


def merge_relatie(read: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """The body of a PUT, which replaces the whole record: all that was read, with the changes, one level deep in objects.

    Fields that SnelStart does not take back are left out, of both; `lost_by_put` names those that held something.
    """
    merged = {name: value for name, value in read.items() if name not in NOT_WRITABLE}
    for name, value in changes.items():
        if name in NOT_WRITABLE:
            continue
        before = merged.get(name)
        if isinstance(before, Mapping) and isinstance(value, Mapping):
            merged[name] = {**before, **value}
        else:
            merged[name] = value
    return merged


def lost_by_put(read: Mapping[str, Any]) -> tuple[Sentence, ...]:
    """What a PUT of this relatie would blank in SnelStart and can't keep."""
    return tuple(
        say("SnelStart neemt {veld} niet terug: '{waarde}' gaat verloren.", veld=name, waarde=read[name])
        for name in NOT_WRITABLE
        if read.get(name)
    )


def _problems(body: Mapping[str, Any], landcode: str) -> Iterator[Sentence]:
    if not str(body.get("naam") or "").strip():
        yield say("naam is leeg.")
    yield from _too_long(body, _LENGTHS)
    code = body.get("relatiecode")
    if code is not None and (not isinstance(code, int) or not 0 < code <= LARGEST_CODE):
        yield say("klantnummer {code} is geen getal van 1 tot en met {most}.", code=code, most=LARGEST_CODE)
    for one in _addresses(body.get("email")):
        if not _EMAIL.fullmatch(one):
            yield say("email '{email}' is geen e-mailadres.", email=one)
    for name in ("vestigingsAdres", "correspondentieAdres"):
        address = body.get(name)
        if isinstance(address, Mapping):
            yield from _address_problems(address, whole=name == "vestigingsAdres")
    yield from _btw_problems(str(body.get("btwNummer") or ""), landcode)


def _too_long(fields: Mapping[str, Any], lengths: Mapping[str, int]) -> Iterator[Sentence]:
    for name, most in lengths.items():
        length = _units(str(fields.get(name) or ""))
        if length > most:
            yield say("{veld} heeft {length} tekens; SnelStart neemt er {most}.", veld=name, length=length, most=most)


def _units(text: str) -> int:
    """Length as .NET counts it: a character outside the basic plane counts twice."""
    return len(text.encode("utf-16-le")) // 2


def _addresses(emails: Any) -> list[str]:
    text = str(emails or "")
    return [part.strip() for part in text.split(";")] if text.strip() else []


def _address_problems(address: Mapping[str, Any], *, whole: bool) -> Iterator[Sentence]:
    yield from _too_long(address, _ADDRESS_LENGTHS)
    land = address.get("land")
    filled = {name: bool(str(address.get(name) or "").strip()) for name in _ADDRESS}
    filled["land"] = isinstance(land, Mapping) and bool(land.get("id"))
    if whole and any(filled[name] for name in _ADDRESS) and not all(filled.values()):
        missing = ", ".join(name for name, there in filled.items() if not there)
        yield say("adres onvolledig ({missing} ontbreekt); SnelStart wil alles of niets.", missing=missing)


def _btw_problems(number: str, landcode: str) -> Iterator[Sentence]:
    if not number:
        return
    if not number.isascii() or not number.isalnum():
        yield say("btwNummer '{number}' mag alleen letters en cijfers bevatten.", number=number)
    elif not 2 <= len(number) <= 50:  # noqa: PLR2004 - REL-0057, REL-0058
        yield say("btwNummer heeft {length} tekens; SnelStart neemt er 2 tot en met 50.", length=len(number))
    elif not can_be_valid(number):
        yield say("btwNummer '{number}' is geen geldig btw-id.", number=number)
    elif landcode and country_of(number) not in ("", landcode.upper()):
        yield say("btwNummer '{number}' hoort niet bij het land {land} van het adres.", number=number, land=landcode)
