"""What the user does in Time On itself: acts over the state that play the human side of a test or a demo.

Promises the records that the program would leave behind. An unknown id is a KeyError.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from core.sandbox.timeon.state import Record, TimeOnState


def set_invoice(state: TimeOnState, hour_id: int, invoice_id: int | None) -> Record:
    """Bill an hour in Time On itself (a number), or take it off its declaratie (None)."""
    return _change(state.hours, hour_id, {"invoiceID": invoice_id})


def edit_hour(state: TimeOnState, hour_id: int, changes: dict[str, Any]) -> Record:
    """Change fields of an hour; there is no modified stamp that tells."""
    return _change(state.hours, hour_id, changes)


def delete_hour(state: TimeOnState, hour_id: int) -> Record:
    """Put an hour in the bin: only its absence shows."""
    return _change(state.hours, hour_id, {"deleted": True})


def edit_customer(state: TimeOnState, customer_id: int, changes: dict[str, Any]) -> Record:
    """Rename, renumber, deactivate a klant, or change another field."""
    return _change(state.customers, customer_id, changes)


def add_customer(state: TimeOnState, name: str, number: str | None = None) -> Record:
    """A klant made by hand: a company in the Netherlands without an address."""
    like = next(iter(state.customers.values()))
    empty = dict.fromkeys(like)
    record = {
        **empty,
        "customerID": state.next_id(state.customers),
        "name": name,
        "customerNumber": number,
        "isActive": True,
        "autoApprove": False,
        "defaultBillable": True,
        "countryID": like["countryID"],
    }
    state.customers[record["customerID"]] = record
    return record


def revoke_key(state: TimeOnState) -> None:
    """Withdraw every API key and bearer, as when the owner deletes the key."""
    state.api_keys.clear()
    state.tokens.clear()


def expire_tokens(state: TimeOnState) -> None:
    """Let every bearer expire at once; the keys stay good."""
    state.tokens.clear()


def _change(table: dict[int, Record], key: int, changes: dict[str, Any]) -> Record:
    existing = table[key]
    for name in changes:
        if name not in existing:
            raise KeyError(name)
    record = {**existing, **changes}
    table[key] = record
    return record
