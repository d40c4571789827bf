"""Seconds to hours on a line, by a rule that is shown, and the loss that the rule makes."""

from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from core.domain.money import rounded
from core.text import Sentence, mark, say

HoursRule = Literal["exact", "decimals", "quarter"]

_HOUR = Decimal(3600)
_QUARTER = 900
_STEPS = {"exact": Decimal("0.000001"), "decimals": Decimal("0.01")}
_LEAST = Decimal("0.01")
_WORDS = {
    "exact": mark("uren exact (zes decimalen)"),
    "decimals": mark("uren op 2 decimalen"),
    "quarter": mark("elk begonnen kwartier telt"),
}


def rule_of(name: str) -> HoursRule:
    """A stored name as a rule; two decimals for one that is not known."""
    match name:
        case "exact" | "quarter":
            return name
        case _:
            return "decimals"


@lru_cache(maxsize=4096)
def hours_of(seconds: int, rule: HoursRule) -> Decimal:
    """Hours of one registratie: six decimals, two decimals half up, or quarters begun (away from zero)."""
    if rule == "quarter":
        quarters = -(-abs(seconds) // _QUARTER)
        return Decimal(quarters if seconds >= 0 else -quarters) * Decimal("0.25")
    return _trim(rounded(Decimal(seconds) / _HOUR, _STEPS[rule]))


def hours_of_all(seconds: Sequence[int], rule: HoursRule) -> Decimal:
    """Hours of one line: the sum is rounded once, but a quarter begun is begun in each registratie."""
    if rule == "quarter":
        return sum((hours_of(one, rule) for one in seconds), Decimal("0.00"))
    return hours_of(sum(seconds), rule)


def exact_hours(seconds: int) -> Decimal:
    """Hours to 28 digits: what a line would be without any rule."""
    return Decimal(seconds) / _HOUR


def words(rule: HoursRule) -> Sentence:
    """The rule as shown."""
    return say(_WORDS[rule])


def _trim(hours: Decimal) -> Decimal:
    """No more decimals than it has, two at least."""
    short = hours.normalize()
    return short if int(short.as_tuple().exponent) < -2 else hours.quantize(_LEAST)  # noqa: PLR2004 - two decimals
