"""Records to text and back without loss: JSON in which a Decimal, a day and a moment carry their kind."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

_KIND, _VALUE = "$kind", "$value"
_PARSERS: dict[Any, Callable[[str], Any]] = {
    "Decimal": Decimal,
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
}


def pack(value: Any) -> bytes:
    """JSON for a value of dicts, lists, tuples, sets, text, numbers, Decimals, days and moments."""
    return msgspec.json.encode(_tagged(value))


def unpack(data: bytes) -> Any:
    """What `pack` was given; tuples and sets come back as lists."""
    return _plain(msgspec.json.decode(data))


def _tagged(value: Any) -> Any:
    match value:
        case dict():
            return {key: _tagged(item) for key, item in value.items()}
        case list() | tuple():
            return [_tagged(item) for item in value]
        case set() | frozenset():
            return sorted(value)
        case Decimal() | date():
            return {_KIND: type(value).__name__, _VALUE: str(value)}
        case _:
            return value


def _plain(value: Any) -> Any:
    match value:
        case dict():
            parse = _PARSERS.get(value.get(_KIND)) if value.keys() == {_KIND, _VALUE} else None
            return parse(value[_VALUE]) if parse else {key: _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case _:
            return value
