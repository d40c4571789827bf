"""Reads and writes the scalars of the wire: promises the service's forms, and None for text that isn't one."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from datetime import datetime
from decimal import Decimal, InvalidOperation

EMPTY_GUID = "00000000-0000-0000-0000-000000000000"
LARGEST_DECIMAL = Decimal(79228162514264337593543950335)
"""The largest decimal of the service's platform; anything beyond fails to bind."""
MOST_PLACES = 28
_GUID = re.compile(r"\{?([0-9a-fA-F]{8})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{12})\}?")
_DATETIME = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,40})?([eE][+-]?[0-9]{1,2})?")


def is_clean(text: str) -> bool:
    """Whether a text holds neither a NUL nor half a surrogate pair: neither can be kept or sent."""
    if "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def guid(text: str) -> str | None:
    """A guid in the service's own spelling: lower case with dashes."""
    found = _GUID.fullmatch(text)
    return "-".join(found.groups()).lower() if found else None


def moment(text: str) -> str | None:
    """A date with or without a time as `yyyy-MM-ddTHH:mm:ss[.f]`; a zone on input is dropped, not converted."""
    if not _DATETIME.fullmatch(text):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return stamp(found)


def stamp(when: datetime) -> str:
    """A moment as the service writes it: no zone, and no zeros at the end of the fraction."""
    text = when.replace(tzinfo=None, microsecond=0).isoformat()
    fraction = f"{when.microsecond:06}".rstrip("0")
    return f"{text}.{fraction}" if fraction else text


def decimal(value: Decimal | int | str) -> Decimal | None:
    """A number, or the text of one, as a Decimal without exponent; None beyond the platform's bounds."""
    if isinstance(value, str) and not _NUMBER.fullmatch(value):
        return None
    try:
        found = Decimal(value)
    except InvalidOperation:
        return None
    if not found.is_finite() or abs(found) > LARGEST_DECIMAL:
        return None
    exponent = found.as_tuple().exponent
    if not isinstance(exponent, int) or exponent < -MOST_PLACES:
        return None
    return Decimal(f"{found:f}")


def base64_size(text: str) -> int | None:
    """How many bytes a base64 text holds; None when it isn't base64."""
    try:
        return len(b64decode(text, validate=True))
    except (binascii.Error, ValueError):
        return None


def moment_of(text: str) -> datetime:
    """The moment behind a stamp that is in a record."""
    return datetime.fromisoformat(text)
