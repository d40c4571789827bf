"""Request bodies: money and quantities leave exactly as they are, never through a float."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import msgspec


def json_body(body: Mapping[str, Any], *, as_text: bool = True) -> bytes:
    """A body as JSON. Decimals become decimal text (`"12.50"`) or, with `as_text` False, exact JSON numbers.

    Text was accepted live for the amounts of a boeking; for `stuksprijs` and `aantal` it is an inference, hence the
    setting `amounts_as_text`. Raises TypeError for a float, ValueError for a Decimal that is not finite.
    """
    return msgspec.json.encode(_plain(body, as_text=as_text))


def _plain(value: Any, *, as_text: bool) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item, as_text=as_text) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item, as_text=as_text) for item in value]
    if isinstance(value, Decimal):
        return _decimal(value, as_text=as_text)
    if isinstance(value, datetime):
        return value.replace(tzinfo=None).isoformat()
    if isinstance(value, date):
        return f"{value.isoformat()}T00:00:00"
    if value is None or isinstance(value, str | int):
        return value
    message = f"{type(value).__name__} has no place in a body"
    raise TypeError(message)


def _decimal(value: Decimal, *, as_text: bool) -> str | msgspec.Raw:
    if not value.is_finite():
        message = f"{value} is not finite"
        raise ValueError(message)
    text = format(value, "f")
    return text if as_text else msgspec.Raw(text.encode())
