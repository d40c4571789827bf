"""What may go into a support bundle of a record as a service sent it, field by field. A field that is not named here stays
out, so that one a service adds tomorrow does too: a memo may hold anything, a key as well.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from core.support.masking import Kind, Masker

_K = Kind
_ADRES = {"contactpersoon": _K.NAME, "straat": _K.NAME, "postcode": _K.POSTCODE, "plaats": _K.NAME, "land.id": _K.KEEP}
_RELATIE = {
    "id": _K.KEEP, "modifiedOn": _K.KEEP, "relatiesoort": _K.KEEP, "relatiecode": _K.NUMBER, "naam": _K.NAME,
    **{f"{adres}.{name}": kind for adres in ("vestigingsAdres", "correspondentieAdres") for name, kind in _ADRES.items()},
    "telefoon": _K.PHONE, "mobieleTelefoon": _K.PHONE, "email": _K.EMAIL, "btwNummer": _K.NUMBER, "kvkNummer": _K.NUMBER,
    "iban": _K.NUMBER, "nonactief": _K.KEEP, "krediettermijn": _K.KEEP,
}  # fmt: skip
_CUSTOMER = {
    "customerID": _K.KEEP, "customerNumber": _K.NUMBER, "name": _K.NAME, "firstname": _K.NAME, "lastname": _K.NAME,
    "emailAddress": _K.EMAIL, "phoneNumber": _K.PHONE, "vatNumber": _K.NUMBER, "addressLine1": _K.NAME,
    "addressLine2": _K.POSTCODE, "addressLine3": _K.NAME, "countryID": _K.KEEP, "isActive": _K.KEEP,
    "defaultBillable": _K.KEEP,
}  # fmt: skip
SENT_FIELDS: Mapping[str, Kind] = {**_RELATIE, **_CUSTOMER}
"""By the path of the field; the two services share no name."""


def masked(record: bytes, masker: Masker) -> str:
    """The record as it goes into a bundle, as JSON text in its own order; `{}` for bytes that are no record."""
    try:
        found = json.loads(record)
    except (ValueError, RecursionError):
        found = None
    kept = dict(_fields(found, masker)) if isinstance(found, Mapping) else {}
    return json.dumps(kept, ensure_ascii=False)


def _fields(found: Mapping[Any, Any], masker: Masker, path: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in found.items():
        place = f"{path}{name}"
        if isinstance(value, Mapping):
            inner = dict(_fields(value, masker, f"{place}.")) if _leads_somewhere(place) else {}
            if inner:
                yield name, inner
        elif place in SENT_FIELDS:
            several = isinstance(value, list)
            cells = [_value(one, SENT_FIELDS[place], masker) for one in (value if several else [value])]
            yield name, cells if several else cells[0]


def _leads_somewhere(place: str) -> bool:
    return any(one.startswith(f"{place}.") for one in SENT_FIELDS)


def _value(value: Any, kind: Kind, masker: Masker) -> Any:
    """A scalar, masked; what a field never holds is nothing."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return masker.text(Kind.TEXT if kind is Kind.KEEP and not masker.is_plain(value) else kind, value)
    if isinstance(value, int | float):
        return value if kind is Kind.KEEP else _number(masker.text(kind, str(value)))
    return None


def _number(text: str) -> int | str:
    return int(text) if text.isdecimal() else text
