"""What a person typed for a line, as an `Edit`: Dutch or English notation, hours as 1:30 too."""

from collections.abc import Callable
from decimal import Decimal
from functools import partial

from core.errors import UsageError
from core.invoicing.editing import Edit
from core.invoicing.quantities import HoursRule, hours_of
from core.text import Sentence, mark, say
from core.timeon.imports.durations import parse_duration
from core.timeon.imports.numbers import parse_number
from core.timeon.imports.wrong import WrongError


def read_edit(
    *,
    omschrijving: str | None = None,
    aantal: str | None = None,
    prijs: str | None = None,
    hours_rule: HoursRule = "decimals",
) -> Edit:
    """The change; None leaves a value. Raises UsageError that names the field."""
    return Edit(
        omschrijving,
        None if aantal is None else _read(say(mark("Aantal")), aantal, partial(_count, hours_rule)),
        None if prijs is None else _read(say(mark("Prijs")), prijs, _amount),
    )


def _read(name: Sentence, text: str, reader: Callable[[str], Decimal]) -> Decimal:
    try:
        return reader(text.strip())
    except WrongError as wrong:
        raise UsageError(
            say("{naam}: {reden}.", naam=name, reden=wrong.sentence), advice=say("Schrijf bijvoorbeeld 1,5 of 87,50.")
        ) from wrong


def _count(hours_rule: HoursRule, text: str) -> Decimal:
    """`1:30` is an hour and a half; a quantity is never in the thousands, so a lone mark is the decimal one."""
    if ":" in text:
        return hours_of(parse_duration(text), hours_rule)
    return parse_number(text, small=True)


def _amount(text: str) -> Decimal:
    """A lone comma is the decimal one, as Dutch people type; a lone point before three digits is asked."""
    return parse_number(text, small="," in text and "." not in text)
