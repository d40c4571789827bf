"""OData 3 literals and conditions as SnelStart reads them: property names in UpperCamelCase, functions in lower case.

A server may ignore a filter without a word (`landen` and `dagboeken` do), so whoever asks filters the answer again.
"""

from datetime import date, datetime
from uuid import UUID

KLANTEN = "Relatiesoort/any(r:r eq 'Klant')"


def quote(text: str) -> str:
    """A string literal: `O'Brien` becomes `'O''Brien'`."""
    return "'" + text.replace("'", "''") + "'"


def guid(text: str) -> str:
    """A guid literal: `guid'…'`; raises ValueError when the text is none."""
    return f"guid'{UUID(text)}'"


def moment(value: datetime | date | str) -> str:
    """A datetime literal without a zone: `datetime'2026-10-01T00:00:00'`.

    SnelStart's own `modifiedOn` text passes through as it came: its zone is not documented, so it is never converted. A
    moment with an offset is refused for the same reason (ValueError).
    """
    if isinstance(value, str):
        datetime.fromisoformat(value)
        return f"datetime'{value}'"
    if isinstance(value, datetime) and value.tzinfo is not None:
        message = "SnelStart's times carry no zone"
        raise ValueError(message)
    return f"datetime'{value.isoformat()}'"


def modified_after(value: datetime | str) -> str:
    """The condition of a delta read."""
    return f"ModifiedOn gt {moment(value)}"


def starts_with(field: str, text: str) -> str:
    """Whether a field begins with a text."""
    return f"startswith({field},{quote(text)}) eq true"
