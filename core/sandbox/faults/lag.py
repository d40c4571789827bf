"""Lists that lag: promises that a record just made stays out of every struck list until its time is up.

A record is known by its member `id`; a list is a bare array, or the array in a member of the answer.
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


def _read(body: bytes) -> Any:
    try:
        return json.loads(body, parse_float=Decimal)
    except ValueError:
        return None


def remember(faults: Faults, answer: Reply) -> None:
    """Notes the record that a successful answer made."""
    value = _read(answer.body) if answer.status in SUCCESS else None
    if isinstance(value, dict) and isinstance(value.get("id"), str):
        faults.born.setdefault(value["id"], faults.ticks())


def hide(faults: Faults, answer: Reply, seconds: float) -> Reply:
    """The answer without the records younger than `seconds`."""
    value = _read(answer.body)
    young = {each for each, born in faults.born.items() if faults.ticks() - born < seconds}
    if not young or answer.status not in SUCCESS or not isinstance(value, list | dict):
        return answer
    if isinstance(value, list):
        kept: Any = _old(value, young)
    else:
        kept = {name: _old(each, young) if isinstance(each, list) else each for name, each in value.items()}
    return answer.with_body(_ENCODER.encode(kept))


def _old(rows: list[Any], young: set[str]) -> list[Any]:
    return [row for row in rows if not (isinstance(row, dict) and row.get("id") in young)]
