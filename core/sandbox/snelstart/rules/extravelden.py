"""The rules of one extra field: promises a value of its type in wire form, or the code that says why not."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from core.sandbox.snelstart import values

if TYPE_CHECKING:
    from core.sandbox.snelstart.state import Record

LARGEST_MONEY = Decimal(100_000_000_000)
MOST_PLACES = 4
LARGEST_INT = 1 << 31
FIRST, LAST = datetime.fromisoformat("1899-12-30"), datetime.fromisoformat("2401-01-01")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}")

Outcome = tuple[Any, str | None]


def _property(definition: Record, name: str) -> Any:
    return next((each["value"] for each in definition.get("properties") or () if each["name"] == name), None)


def _number(value: Any) -> Decimal | None:
    return values.decimal(value) if isinstance(value, int | str | Decimal) and not isinstance(value, bool) else None


def _text(definition: Record, value: Any) -> Outcome:
    longest = _property(definition, "MaxLength")
    if not isinstance(value, str) or not values.is_clean(value):
        return None, "REF-0014"
    return value, "REF-0004" if longest is not None and len(value) > int(longest) else None


def _integer(_definition: Record, value: Any) -> Outcome:
    found = _number(value)
    if found is None or found != int(found) or not -LARGEST_INT <= found < LARGEST_INT:
        return None, "REF-0007"
    return int(found), None


def _money(_definition: Record, value: Any) -> Outcome:
    found = _number(value)
    if found is None:
        return None, "REF-0010"
    if abs(found) > LARGEST_MONEY:
        return None, "REF-0012"
    places = -int(found.normalize().as_tuple().exponent)
    return found, "REF-0013" if places > MOST_PLACES else None


def _float(_definition: Record, value: Any) -> Outcome:
    found = _number(value)
    return found, "REF-0011" if found is None else None


def _moment(_definition: Record, value: Any) -> Outcome:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value) or values.moment(value) is None:
        return None, "REF-0008"
    return value, None if FIRST <= datetime.fromisoformat(value) <= LAST else "REF-0015"


def _boolean(_definition: Record, value: Any) -> Outcome:
    return value, None if isinstance(value, bool) else "REF-0009"


def _enum(definition: Record, value: Any) -> Outcome:
    possible = _property(definition, "PossibleValues") or ()
    return value, None if isinstance(value, str) and value in possible else "REF-0005"


def _bytes(_definition: Record, value: Any) -> Outcome:
    good = isinstance(value, str) and values.base64_size(value) is not None
    return value, None if good else "REF-0016"


TYPES = {
    "Text": _text,
    "Integer": _integer,
    "Money": _money,
    "Float": _float,
    "DateTime": _moment,
    "Boolean": _boolean,
    "Enum": _enum,
    "ByteArray": _bytes,
}


def field_value(definition: Record, value: Any) -> Outcome:
    """The value to keep and None, or anything and a REF code. Null empties a field of any type."""
    return (None, None) if value is None else TYPES[definition["type"]](definition, value)
