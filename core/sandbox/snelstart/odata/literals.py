"""Reads the literals of a $filter: promises the value of OData v3's forms and a QueryError for every other."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from core.sandbox.snelstart import values
from core.sandbox.snelstart.odata.errors import QueryError
from core.sandbox.snelstart.odata.nodes import Literal

if TYPE_CHECKING:
    from core.sandbox.snelstart.odata.tokens import Token

MOST_DIGITS = 40
TO_THE_MINUTE = len("2021-01-01T00:00")
_GUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_DATETIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,7})?)?)?")


def unquote(text: str) -> str:
    """The content of a quoted literal, with doubled quotes made single."""
    return text[1:-1].replace("''", "'")


def number(token: Token) -> Literal:
    """An integer or decimal, with or without v3's type suffix."""
    digits = token.text.rstrip("mMlLdDfF")
    if len(digits) > MOST_DIGITS:
        raise QueryError(f"Unrecognized literal '{token.text}' at position {token.at}.")
    return Literal(Decimal(digits), "number")


def prefixed(token: Token) -> Literal:
    """`guid'…'` and `datetime'…'`; a zone or another prefix is refused."""
    prefix, _, rest = token.text.partition("'")
    content = rest[:-1]
    if prefix == "guid" and _GUID.fullmatch(content):
        return Literal(content.lower(), "guid")
    if prefix == "datetime" and _DATETIME.fullmatch(content):
        found = values.moment(f"{content}:00" if len(content) == TO_THE_MINUTE else content)
        if found is not None:
            return Literal(found, "datetime")
    raise QueryError(f'Unrecognized literal "{token.text}" at position {token.at}.')
