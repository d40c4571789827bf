"""A mapping: which heading is which field, told once by a person and kept; it comes before every known format."""

from collections.abc import Mapping
from typing import Any

from core.errors import UsageError
from core.text import say
from core.timeon.imports.format import COUNTED, FIELDS, Format, fold


def mapped(columns: Mapping[str, str]) -> Format:
    """The format of field to heading. Raises UsageError for a field that is none, or when too little is mapped."""
    for field in columns:
        if field not in FIELDS:
            raise UsageError(
                say("{veld} is geen veld van een registratie.", veld=field),
                advice=say("Kies uit {velden}.", velden=", ".join(FIELDS)),
            )
    counted = COUNTED.intersection(columns) or {"begin", "eind"} <= set(columns)
    if "datum" not in columns or not counted or not {"klant", "klantnummer"}.intersection(columns):
        raise UsageError(
            say("Te weinig kolommen aangewezen."),
            advice=say("Nodig zijn: datum, klant of klantnummer, en duur, uren, minuten, kilometers of onkosten."),
        )
    folded = {fold(heading): field for field, heading in columns.items()}
    return Format("eigen", str(say("eigen indeling")), folded, (frozenset(folded),))


def to_json(format_: Format) -> dict[str, str]:
    """As kept: folded heading to field."""
    return dict(format_.headings)


def from_json(kept: Mapping[str, Any]) -> Format:
    """The inverse of `to_json`."""
    headings = {str(heading): str(field) for heading, field in kept.items()}
    return Format("eigen", str(say("eigen indeling")), headings, (frozenset(headings),))
