"""SnelStart's B2B API v2: one client a koppelsleutel, its error bodies told apart, records between wire and domain.

Facts are from SnelStart's portal and from clients that ran against it; what is only inferred says so where it stands.
The client is imported when it is asked for: whoever needs the shapes alone does not pay for it.
"""

from typing import TYPE_CHECKING, Any

from core.snelstart.explain import advice, explain

if TYPE_CHECKING:
    from core.snelstart.body import json_body
    from core.snelstart.client import SnelStart

__all__ = ["SnelStart", "advice", "explain", "json_body"]

_HOMES = {"SnelStart": "client", "json_body": "body"}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"core.snelstart.{_HOMES[name]}"), name)
