"""Records of SnelStart, from the bytes that came to domain objects: slim, only the fields that koppelbord looks at.

A field may be null or absent; unknown fields are ignored. What has the wrong type is GarbledError, naming the field.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from core.domain.koppeling import Administratie
from core.domain.partij import Partij, Side
from core.domain.product import Artikel, BtwTarief, Productgroep
from core.errors import GarbledError
from core.http import decode
from core.snelstart.relatie import lost_by_put, merge_relatie, problems_relatie, to_relatie
from core.text import say

__all__ = [
    "administratie",
    "artikel",
    "btw_tarief",
    "lost_by_put",
    "merge_relatie",
    "problems_relatie",
    "productgroep",
    "record",
    "relatie_to_partij",
    "to_relatie",
]

_Wire = TypeVar("_Wire", bound=msgspec.Struct)


class _Ref(msgspec.Struct):
    id: str | None = None


class _Adres(msgspec.Struct):
    straat: str | None = None
    postcode: str | None = None
    plaats: str | None = None


class _Relatie(msgspec.Struct, rename="camel"):
    id: str
    naam: str | None = None
    relatiecode: int | None = None
    relatiesoort: list[str] | None = None
    nonactief: bool | None = None
    btw_nummer: str | None = None
    email: str | None = None
    telefoon: str | None = None
    mobiele_telefoon: str | None = None
    vestigings_adres: _Adres | None = None
    kvk_nummer: str | None = None
    iban: str | None = None


class _Artikel(msgspec.Struct, rename="camel"):
    id: str
    artikelcode: str | int | None = None
    omschrijving: str | None = None
    artikel_omzetgroep: _Ref | None = None
    verkoopprijs: Decimal | None = None
    eenheid: str | None = None
    is_non_actief: bool | None = None


class _Groep(msgspec.Struct, rename="camel"):
    id: str
    nummer: int | None = None
    omschrijving: str | None = None
    verkoop_nederland_btw_soort: str | None = None


class _Tarief(msgspec.Struct, rename="camel"):
    btw_soort: str
    btw_percentage: Decimal
    datum_vanaf: str
    datum_tot_en_met: str


_RELATIE = msgspec.json.Decoder(_Relatie)
_ARTIKEL = msgspec.json.Decoder(_Artikel)
_GROEP = msgspec.json.Decoder(_Groep)
_TARIEF = msgspec.json.Decoder(_Tarief)


def relatie_to_partij(raw: bytes) -> Partij:
    """A relatie as a Partij; the mobile number stands in where there is no other."""
    wire = _decode(_RELATIE, raw, "relaties")
    adres = wire.vestigings_adres or _Adres()
    return Partij(
        side=Side.SNELSTART,
        id=wire.id,
        naam=wire.naam or "",
        nummer="" if wire.relatiecode is None else str(wire.relatiecode),
        btw=wire.btw_nummer or "",
        email=wire.email or "",
        telefoon=wire.telefoon or wire.mobiele_telefoon or "",
        straat=adres.straat or "",
        postcode=adres.postcode or "",
        plaats=adres.plaats or "",
        kvk=wire.kvk_nummer or "",
        iban=wire.iban or "",
        actief=not wire.nonactief,
        soorten=frozenset(wire.relatiesoort or ()),
    )


def artikel(raw: bytes) -> Artikel:
    """An artikel; a price that is null is zero, as SnelStart shows it."""
    wire = _decode(_ARTIKEL, raw, "artikelen")
    groep = wire.artikel_omzetgroep or _Ref()
    return Artikel(
        id=wire.id,
        code="" if wire.artikelcode is None else str(wire.artikelcode),
        omschrijving=wire.omschrijving or "",
        groep_id=groep.id or "",
        prijs=wire.verkoopprijs or Decimal(0),
        eenheid=wire.eenheid or "",
        actief=not wire.is_non_actief,
    )


def productgroep(raw: bytes) -> Productgroep:
    """An artikelomzetgroep."""
    wire = _decode(_GROEP, raw, "artikelomzetgroepen")
    return Productgroep(wire.id, wire.nummer or 0, wire.omschrijving or "", wire.verkoop_nederland_btw_soort or "")


def btw_tarief(raw: bytes) -> BtwTarief:
    """One row of the history of a btw tariff; its open ends are the dates SnelStart uses for them (1900 and 2400)."""
    wire = _decode(_TARIEF, raw, "btwtarieven")
    try:
        van, tot = date.fromisoformat(wire.datum_vanaf[:10]), date.fromisoformat(wire.datum_tot_en_met[:10])
    except ValueError as problem:
        raise GarbledError(say("Onleesbaar in btwtarieven: {problem}.", problem=problem)) from problem
    return BtwTarief(wire.btw_soort, wire.btw_percentage, van, tot)


def administratie(info: Mapping[str, Any], scopes: tuple[str, ...]) -> Administratie:
    """The Administratie that companyInfo names. Raises GarbledError when there is none."""
    found = info.get("administratieIdentifier")
    if not isinstance(found, str) or not found:
        raise GarbledError(say("companyInfo noemt geen administratie."))
    jaar = info.get("huidigBoekjaar")
    return Administratie(
        id=found,
        naam=str(info.get("administratieNaam") or info.get("bedrijfsnaam") or ""),
        boekjaar=jaar if isinstance(jaar, int) and jaar else None,
        bedrijfsnaam=str(info.get("bedrijfsnaam") or ""),
        kvk=str(info.get("kvKNummer") or ""),
        btw=str(info.get("btwIdentificatieNummer") or info.get("btwNummer") or ""),
        scopes=scopes,
    )


def record(raw: bytes) -> dict[str, Any]:
    """A whole record, every field kept, fractions as Decimal: what a PUT is merged from. Raises GarbledError."""
    content = decode(raw, "SnelStart")
    if not isinstance(content, dict):
        raise GarbledError(say("Er kwam iets anders dan een record."))
    return content


def _decode(decoder: "msgspec.json.Decoder[_Wire]", raw: bytes, what: str) -> _Wire:
    try:
        return decoder.decode(raw)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        raise GarbledError(say("Onleesbaar in {what}: {problem}.", what=what, problem=problem)) from problem
