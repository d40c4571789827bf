"""Klanten: list, read, create and replace.

Promises that a list row leaves out keys (absent is unknown, never empty), that a new klant has no btw-id, and that
a save replaces the whole record and takes no key that the model lacks.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.sandbox.timeon import fields
from core.sandbox.timeon.answers import RefusedError
from core.sandbox.timeon.paging import paged

if TYPE_CHECKING:
    from core.sandbox.timeon.state import Record, TimeOnState

_TEXT = (
    "name",
    "addressLine1",
    "addressLine2",
    "addressLine3",
    "firstname",
    "lastname",
    "phoneNumber",
    "customerNumber",
    "emailAddress",
    "remark",
    "vatNumber",
    "internalRemark",
    "poNumber",
)
_WHOLE = ("countryID", "defaultDistance", "customerGroupID")
_FLAGS = ("isActive", "autoApprove", "defaultBillable")
KEYS = frozenset({"customerID", *_TEXT, *_WHOLE, *_FLAGS})
"""The twenty keys of a klant (a save takes no other)."""
_BIRTH = KEYS - {
    "customerID",
    "isActive",
    "vatNumber",
    "remark",
    "internalRemark",
    "poNumber",
    "autoApprove",
    "defaultDistance",
}
_NEVER_LISTED = frozenset({"internalRemark", "autoApprove"})
_LISTED_WHEN_FILLED = frozenset({"vatNumber", "remark", "poNumber", "defaultDistance", "customerGroupID"})


def list_customers(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/customer/list: a page of klanten, active or not, without the keys a list leaves out."""
    return paged(list(state.customers.values()), body, _list_row)


def read_customer(state: TimeOnState, number: str) -> Any:
    """GET /api/customer/{id}: one klant with all keys."""
    return _existing(state, fields.path_id(number))


def create_customer(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/customer: a new klant, active, without a btw-id; a country is required."""
    fields.only(body, _BIRTH)
    record = {**_record(body, state), "customerID": state.next_id(state.customers), "isActive": True}
    record["defaultBillable"] = fields.flag(body, "defaultBillable", default=True)
    state.customers[record["customerID"]] = record
    return record


def save_customer(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/customer/save: the klant as given; what is left out is cleared."""
    fields.only(body, KEYS)
    existing = _existing(state, fields.whole(body, "customerID"))
    record = {**_record(body, state), "customerID": existing["customerID"]}
    state.customers[record["customerID"]] = record
    return record


def _existing(state: TimeOnState, customer_id: int | None) -> Record:
    existing = state.customers.get(customer_id) if customer_id is not None else None
    if existing is None:
        raise RefusedError("Klant niet gevonden.")
    return existing


def _record(body: dict[str, Any], state: TimeOnState) -> Record:
    record: Record = {"customerID": 0}
    record |= {key: fields.text(body, key) for key in _TEXT}
    record |= {key: fields.whole(body, key) for key in _WHOLE}
    record |= {key: fields.flag(body, key) for key in _FLAGS}
    person = _filled(record["firstname"]) and _filled(record["lastname"])
    if not _filled(record["name"]) and not person:
        raise RefusedError("Bedrijfsnaam, of voornaam en achternaam, is verplicht.")
    if record["countryID"] not in state.countries:
        raise RefusedError("Land is verplicht.")
    return record


def _filled(value: str | None) -> bool:
    return value is not None and value.strip() != ""


def _list_row(record: Record) -> Record:
    return {
        key: value
        for key, value in record.items()
        if key not in _NEVER_LISTED and not (value is None and key in _LISTED_WHEN_FILLED)
    }
