"""Lists that lag: promises that a record just made stays out of every struck list until its time is up.

A list is an array anywhere in the answer; what Time On counts beside it is counted without the record as well, as a
copy that runs behind would. An edit makes no record.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from core.sandbox.faults.exchange import Reply
    from core.sandbox.faults.table import Faults

_ENCODER = msgspec.json.Encoder(decimal_format="number")
SUCCESS = range(200, 300)
KEYS = ("id", "hourID", "projectID", "customerID")
"""The members that name a record, the narrowest first: an hour holds the keys of its project and klant too."""
_COUNTED = {"totalItems": None, "totalSeconds": "seconds"}
"""A total of Time On, and the member of a row that it adds up; None counts rows."""


def _read(body: bytes) -> Any:
    try:
        return json.loads(body, parse_float=Decimal)
    except (ValueError, RecursionError):
        return None


def _name(value: Any) -> str | None:
    """A record by its key, as one text; None for what is no record."""
    if not isinstance(value, dict):
        return None
    named = ((key, value.get(key)) for key in KEYS)
    return next((f"{key}:{given}" for key, given in named if isinstance(given, str | int) and given), None)


def remember(faults: Faults, asked: bytes, answer: Reply) -> None:
    """Notes the record that a successful answer made; one that the request names was there already."""
    value = _read(answer.body) if answer.status in SUCCESS else None
    if isinstance(value, dict) and isinstance(value.get("resultObject"), dict):
        value = value["resultObject"]
    name = _name(value)
    if name is None or name == _name(_read(asked)):
        return
    faults.born.setdefault(name, faults.ticks())


def hide(faults: Faults, answer: Reply, seconds: float) -> Reply:
    """The answer without the records younger than `seconds`."""
    young = {each for each, born in faults.born.items() if faults.ticks() - born < seconds}
    value = _read(answer.body) if young and answer.status in SUCCESS else None
    if not isinstance(value, list | dict):
        return answer
    hidden: list[dict[str, Any]] = []
    kept = _old(value, young, hidden)
    return answer.with_body(_ENCODER.encode(kept)) if hidden else answer


def _old(value: Any, young: set[str], hidden: list[dict[str, Any]]) -> Any:
    """`value` without young records in its lists; those go to `hidden`."""
    if isinstance(value, list):
        gone = [each for each in value if _name(each) in young]
        hidden += gone
        return [_old(each, young, hidden) for each in value if _name(each) not in young]
    if not isinstance(value, dict):
        return value
    kept = {name: _old(each, young, hidden) for name, each in value.items()}
    summary = kept.get("summary")
    if isinstance(summary, dict):
        kept["summary"] = {name: _less(name, total, hidden) for name, total in summary.items()}
    return kept


def _less(name: str, total: Any, hidden: list[dict[str, Any]]) -> Any:
    if name not in _COUNTED or not isinstance(total, int):
        return total
    member = _COUNTED[name]
    return total - sum(1 if member is None else each.get(member) or 0 for each in hidden)
