"""Dates in Dutch, English and ISO notation. Whether 3/4 is in March or in April is decided by the whole column, or asked."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from core.text import say
from core.timeon.imports.wrong import WrongError

_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?")
_NUMERIC = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?:[T ,].*)?")
_DAY_FIRST = re.compile(r"(?:[a-z]+\.?,? )?([0-9]{1,2})\.?[- ]([a-zé]{3,9})\.?[-, ]+([0-9]{4})")
_MONTH_FIRST = re.compile(r"(?:[a-z]+\.?,? )?([a-zé]{3,9})\.? ([0-9]{1,2})(?:st|nd|rd|th)?,? ([0-9]{4})")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb february", "maart mrt maa march mar", "april apr", "mei may",
            "juni jun june", "juli jul july", "augustus aug august", "september sep sept", "oktober okt october oct",
            "november nov", "december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_YEAR = 12
_CENTURY = 100


class Order(StrEnum):
    """Which of two numbers is the day. ASK: nothing in the column says it, and it matters."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"
    ASK = "ask"


def order_of(values: Iterable[Any]) -> Order:
    """How a column writes its dates: by a number above twelve, else day first where it is written with dashes or dots.

    A column with slashes that shows no number above twelve is ASK, and so is one that shows both.
    """
    day_first = month_first = slashed = False
    for value in values:
        found = _NUMERIC.fullmatch(value.strip()) if isinstance(value, str) else None
        if found is None:
            continue
        first, second = int(found[1]), int(found[3])
        day_first |= first > _YEAR
        month_first |= second > _YEAR
        slashed |= found[2] == "/" and first != second
    if day_first != month_first:
        return Order.DAY_FIRST if day_first else Order.MONTH_FIRST
    return Order.ASK if day_first or slashed else Order.DAY_FIRST


def parse_date(value: Any, order: Order = Order.DAY_FIRST) -> date:
    """The day. Raises WrongError for what is none, or for one of two days while `order` is ASK."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = " ".join(str(value).replace("\u00a0", " ").split())
    try:
        return _parse(text, order)
    except (ValueError, KeyError) as problem:
        if isinstance(problem, WrongError):
            raise
        raise WrongError(say("'{tekst}' is geen datum", tekst=text[:40])) from None


def _parse(text: str, order: Order) -> date:
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMERIC.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        year = int(found[4]) + (2000 if int(found[4]) < _CENTURY else 0)
        if order is Order.ASK and first != second and max(first, second) <= _YEAR:
            raise WrongError(say("'{tekst}' kan twee dagen zijn", tekst=text))
        month_first = second > _YEAR if order is Order.ASK else order is Order.MONTH_FIRST
        return date(year, first, second) if month_first else date(year, second, first)
    if found := _DAY_FIRST.fullmatch(text.casefold()):
        return date(int(found[3]), _MONTHS[found[2]], int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text.casefold()):
        return date(int(found[3]), _MONTHS[found[1]], int(found[2]))
    raise ValueError(text)
