"""The tenant, its people and the countries: read only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.sandbox.timeon import fields

if TYPE_CHECKING:
    from core.sandbox.timeon.state import TimeOnState


def organisation(state: TimeOnState, _: dict[str, Any]) -> Any:
    """GET /api/organisation: the tenant with its field flags."""
    return state.organisation


def search_users(state: TimeOnState, body: dict[str, Any]) -> Any:
    """POST /api/user/search: a bare list, or `{items}` when the state says so (witnesses differ)."""
    active_only = fields.flag(body, "activeOnly")
    users = [user for user in state.users.values() if user["isActive"] or not active_only]
    return {"items": users} if state.users_as_items else users


def countries(state: TimeOnState, _: dict[str, Any]) -> Any:
    """GET /api/system/countries: `{countryID, isO2}`, the second letter of `iso` being a capital on the wire."""
    return [{"countryID": number, "isO2": landcode} for number, landcode in sorted(state.countries.items())]
