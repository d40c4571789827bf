"""What the user does in Time On, by name: the acts of the Time On twin as calls of the control API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.sandbox.asked import AskedError
from core.sandbox.timeon import acts

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.sandbox.asked import Asked
    from core.sandbox.timeon.state import TimeOnState

_HOUR_FIELDS = ("remark", "internalRemark", "customerID", "projectID", "categoryID", "seconds", "secondsBillable")
_FLAGS = ("billable", "approved")
_CUSTOMER_FIELDS = ("name", "customerNumber", "emailAddress", "phoneNumber", "vatNumber", "poNumber")


def _set_invoice(state: TimeOnState, asked: Asked) -> Any:
    return acts.set_invoice(state, asked.whole("hourID"), asked.optional_whole("invoiceID"))


def _edit_hour(state: TimeOnState, asked: Asked) -> Any:
    changes: dict[str, Any] = {}
    for name in _HOUR_FIELDS:
        if name in asked.values:
            changes[name] = asked.optional_text(name) if name.endswith("emark") else asked.optional_whole(name)
    for name in _FLAGS:
        if name in asked.values:
            changes[name] = asked.optional_flag(name) or False
    for name in ("distance", "expenseValue"):
        if name in asked.values:
            changes[name] = asked.optional_amount(name)
    day = asked.optional_day("date")
    if day is not None:
        changes["date"] = f"{day}T00:00:00"
    if changes.get("seconds", 0) is None:
        raise AskedError("seconds moet een geheel getal zijn.")
    return acts.edit_hour(state, asked.whole("hourID"), changes)


def _delete_hour(state: TimeOnState, asked: Asked) -> Any:
    return acts.delete_hour(state, asked.whole("hourID"))


def _edit_customer(state: TimeOnState, asked: Asked) -> Any:
    changes: dict[str, Any] = {name: asked.optional_text(name) for name in _CUSTOMER_FIELDS if name in asked.values}
    active = asked.optional_flag("isActive")
    if active is not None:
        changes["isActive"] = active
    return acts.edit_customer(state, asked.whole("customerID"), changes)


def _add_customer(state: TimeOnState, asked: Asked) -> Any:
    return acts.add_customer(state, asked.text("name"), asked.optional_text("customerNumber"))


def _revoke_key(state: TimeOnState, _: Asked) -> Any:
    acts.revoke_key(state)
    return {}


def _expire_tokens(state: TimeOnState, _: Asked) -> Any:
    acts.expire_tokens(state)
    return {}


def _users_as_items(state: TimeOnState, asked: Asked) -> Any:
    state.users_as_items = bool(asked.optional_flag("on"))
    return {}


TIMEON_USER: dict[str, Callable[[TimeOnState, Asked], Any]] = {
    "set_invoice": _set_invoice,
    "edit_hour": _edit_hour,
    "delete_hour": _delete_hour,
    "edit_customer": _edit_customer,
    "add_customer": _add_customer,
    "revoke_key": _revoke_key,
    "expire_tokens": _expire_tokens,
    "users_as_items": _users_as_items,
}
"""By the last part of the path: `POST /timeon/<name>`."""
