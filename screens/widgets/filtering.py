"""The language of a filter: `bakker naam:jansen bedrag>100 -status:fout "de haan"`. What can't be meant is told, never guessed.

A bare word is looked for in the whole row, `kolom:woord` in one column, and `> < >= <= =` compare amounts as Dutch
people write them. A minus in front turns a word around.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from core.text import mark, t
from screens.widgets.columns import Column
from screens.widgets.source import Test
from screens.widgets.tones import Sign

_TERM = re.compile(r'(?P<no>-(?=[^\W\d]|"))?(?:(?P<name>[^\W\d]\w*)(?P<op>:|>=|<=|>|<|=))?(?P<value>"[^"]*"?|\S*)')
_NUMBER = re.compile(r"-?\d[\d.]*(?:,\d+)?")
_SAME = (
    ("naam", "klant", "timeon", "who", "name"),
    ("status", "staat", "state", "order"),
    ("bedrag", "totaal", "open", "amount", "total"),
    ("datum", "period", "periode", "at", "date"),
)
"""Names that mean one column, whichever of them it has."""
_STATES = {
    mark("fout"): Sign.BAD,
    mark("goed"): Sign.GOOD,
    mark("aandacht"): Sign.WARN,
    mark("bezig"): Sign.BUSY,
}
_COMPARE: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    "=": lambda a, b: a == b,
}


@dataclass(frozen=True, slots=True)
class Holds:
    """Of a text: the casefolded `value` is somewhere in it, or it begins with one of the signs."""

    value: str
    signs: frozenset[str] = frozenset()

    def __call__(self, text: str) -> bool:
        """Whether the text does."""
        return self.value in text.casefold() or text[:1] in self.signs


@dataclass(frozen=True, slots=True)
class Not:
    """Of a text: it does not meet the test."""

    test: Callable[[str], bool]

    def __call__(self, text: str) -> bool:
        """Whether the text does not."""
        return not self.test(text)


@dataclass(frozen=True, slots=True)
class Filter:
    """`words` every row must hold, `tests` it must meet; with a `problem` neither is to be used."""

    words: tuple[str, ...] = ()
    tests: tuple[Test, ...] = ()
    problem: str = ""

    @property
    def looked_for(self) -> tuple[str, tuple[Test, ...]]:
        """As a source is asked for it."""
        return " ".join(self.words), self.tests


def parse(text: str, columns: Sequence[Column]) -> Filter:
    """What was typed, for a table with these columns; a column or a number still to be typed asks nothing yet."""
    words: list[str] = []
    tests: list[Test] = []
    for term in _TERM.finditer(text):
        value = term["value"].strip('"').casefold()
        if not value:
            continue
        if term["name"] is None:
            place = -1
            test: Callable[[str], bool] = Holds(value)
            if term["no"] is None and " " not in value:
                words.append(value)
                continue
        else:
            found = column_of(term["name"], columns)
            if found is None:
                known = ", ".join(t(one.label).casefold() for one in columns if one.label)
                return Filter(problem=t("Geen kolom {naam}; wel: {kolommen}.", naam=term["name"], kolommen=known))
            place = found
            if term["op"] == ":":
                test = Holds(value, _signs(value))
            else:
                bound = number_of(value)
                if bound is None:
                    return Filter(problem=t("{naam}{op} wil een getal.", naam=term["name"], op=term["op"]))
                test = _compares(term["op"], bound)
        tests.append((place, Not(test) if term["no"] else test))
    return Filter(tuple(words), tuple(tests))


def column_of(name: str, columns: Sequence[Column]) -> int | None:
    """The column of this name: its id, its label, a word that means the same, or how one of those begins."""
    wanted = name.casefold()
    named = [(one.id, t(one.label).casefold(), one.label.casefold()) for one in columns]
    for place, names in enumerate(named):
        if wanted in names:
            return place
    alike = next((group for group in _SAME if wanted in group), ())
    for place, names in enumerate(named):
        if any(one in alike for one in names):
            return place
    return next((place for place, names in enumerate(named) if any(one.startswith(wanted) for one in names)), None)


def number_of(text: str) -> Decimal | None:
    """The first number in a text, as Dutch people write one: `4.812,50`."""
    found = _NUMBER.search(text)
    if found is None:
        return None
    whole, comma, part = found[0].partition(",")
    if not comma and re.fullmatch(r"-?\d+\.\d{1,2}", whole):
        return Decimal(whole)
    try:
        return Decimal(whole.replace(".", "") + (f".{part}" if part else ""))
    except InvalidOperation:
        return None


def _signs(value: str) -> frozenset[str]:
    return frozenset(sign for word, sign in _STATES.items() if value in (word, t(word).casefold()))


def _compares(operator: str, bound: Decimal) -> Callable[[str], bool]:
    def test(text: str) -> bool:
        found = number_of(text)
        return found is not None and _COMPARE[operator](found, bound)

    return test
