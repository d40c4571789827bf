"""Reading one field of a request: the right type, null, or a refusal. Booleans are no numbers here."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from core.sandbox.timeon.answers import RefusedError

_INT32 = 2_147_483_647
_DIGITS = 10
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,7})?)?(Z|[+-]\d{2}:\d{2})?)?", re.ASCII)


def whole(body: dict[str, Any], key: str) -> int | None:
    """A 32-bit integer or null."""
    value = body.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _INT32:
        raise RefusedError(f"The value of {key} is not valid.")
    return value


def amount(body: dict[str, Any], key: str) -> Decimal | None:
    """A finite number or null, kept as a decimal."""
    value = body.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise RefusedError(f"The value of {key} is not valid.")
    number = Decimal(value)
    if not number.is_finite() or abs(number) > _INT32:
        raise RefusedError(f"The value of {key} is not valid.")
    return number


def text(body: dict[str, Any], key: str) -> str | None:
    """A string or null."""
    value = body.get(key)
    if value is not None and not isinstance(value, str):
        raise RefusedError(f"The value of {key} is not valid.")
    return value


def flag(body: dict[str, Any], key: str, *, default: bool = False) -> bool:
    """True or false; absent and null are `default`."""
    value = body.get(key)
    if value is None:
        return default
    if not isinstance(value, bool):
        raise RefusedError(f"The value of {key} is not valid.")
    return value


def day(body: dict[str, Any], key: str) -> str | None:
    """An ISO date or date-time, or null; only its day is answered, as `YYYY-MM-DD`."""
    value = text(body, key)
    if value is None:
        return None
    match = _DAY.fullmatch(value)
    try:
        return date.fromisoformat(match[1]).isoformat() if match else _refuse_day(key)
    except ValueError:
        return _refuse_day(key)


def path_id(number: str) -> int | None:
    """The id in a path; None when it can't be one."""
    return int(number) if number.isascii() and number.isdigit() and len(number) <= _DIGITS else None


def only(body: dict[str, Any], allowed: frozenset[str]) -> None:
    """Refuse a body with a key that the model doesn't have."""
    for key in body:
        if key not in allowed:
            raise RefusedError(f"The property {key} is not allowed.")


def _refuse_day(key: str) -> str:
    raise RefusedError(f"The value of {key} is not a date.")
