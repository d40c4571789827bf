"""Which product of Time On is which artikel of SnelStart: by code and by omschrijving, as klanten are matched.

Time On's API is not known to give producten, so its side comes from a list that a person has; without one every artikel
stands alone. That Time On matches producten in this way is an inference.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.domain.match import MatchState
from core.domain.product import Artikel
from core.matching.normalise import fold, plain
from core.text import Sentence, mark, say

_Key = tuple[str, str]
_WHY = {
    MatchState.NUMBER_AND_NAME: mark("Code en omschrijving zijn gelijk."),
    MatchState.NAME: mark("Omschrijving gelijk, code niet."),
    MatchState.NUMBER: mark("Code gelijk, omschrijving niet."),
    MatchState.SPELLING: mark("Omschrijving gelijk op spelling na, code niet."),
    MatchState.KNOT: mark("Code of omschrijving staat vaker: wie bij wie hoort kan alleen een mens zeggen."),
    MatchState.ONLY_TIMEON: mark("In SnelStart heeft geen artikel deze code of omschrijving."),
    MatchState.ONLY_SNELSTART: mark(
        "Staat in SnelStart; in de lijst van Time On heeft niets deze code of omschrijving."
    ),
}


@dataclass(frozen=True, slots=True)
class Product:
    """A product as Time On's own list has it; `row` counts from 1, headings apart."""

    row: int
    code: str
    omschrijving: str


@dataclass(frozen=True, slots=True)
class ProductRow:
    """One row of the review of producten: one on each side for a pair, more for a knot."""

    state: MatchState
    timeon: tuple[Product, ...]
    artikelen: tuple[Artikel, ...]

    @property
    def reason(self) -> Sentence:
        """Why, in words."""
        return say(_WHY[self.state])

    @property
    def id(self) -> str:
        """The same as long as the row holds the same producten."""
        return "=".join([*(f"T{one.row}" for one in self.timeon), *(f"S{one.id}" for one in self.artikelen)])


def match_producten(timeon: Sequence[Product], artikelen: Sequence[Artikel]) -> tuple[ProductRow, ...]:
    """Lay both lists beside each other: every product in exactly one row, those of Time On first."""
    every: list[Product | Artikel] = [*timeon, *artikelen]
    together: dict[int, list[Product | Artikel]] = {}
    for one, root in zip(every, _roots([_keys(one.code, one.omschrijving) for one in every]), strict=True):
        together.setdefault(root, []).append(one)
    return tuple(row for group in together.values() for row in _rows(group))


def code_key(code: str) -> str:
    """A code as it is compared: case and leading zeros aside, a whole number written as a decimal one too."""
    bare = plain(code).strip()
    whole = bare.removesuffix(".0").removesuffix(",0")
    return (whole.lstrip("0") or "0") if whole.isascii() and whole.isdigit() else bare


def _keys(code: str, omschrijving: str) -> list[_Key]:
    keys = (("code", code_key(code)), ("omschrijving", fold(omschrijving)))
    return [key for key in keys if key[1]]


def _roots(keys: Iterable[Iterable[_Key]]) -> list[int]:
    """For each the place of the first that it hangs together with, key by key."""
    parents: list[int] = []
    first: dict[_Key, int] = {}

    def root(at: int) -> int:
        while parents[at] != at:
            parents[at] = at = parents[parents[at]]
        return at

    for at, own in enumerate(keys):
        parents.append(at)
        for key in own:
            one, other = sorted((root(at), root(first.setdefault(key, at))))
            parents[other] = one
    return [root(at) for at in range(len(parents))]


def _rows(group: Iterable[Product | Artikel]) -> list[ProductRow]:
    ours = tuple(one for one in group if isinstance(one, Product))
    theirs = tuple(one for one in group if isinstance(one, Artikel))
    if ours and theirs:
        alone = len(ours) == len(theirs) == 1
        return [ProductRow(_state(ours[0], theirs[0]) if alone else MatchState.KNOT, ours, theirs)]
    return [
        *(ProductRow(MatchState.ONLY_TIMEON, (one,), ()) for one in ours),
        *(ProductRow(MatchState.ONLY_SNELSTART, (), (one,)) for one in theirs),
    ]


def _state(product: Product, artikel: Artikel) -> MatchState:
    named = product.omschrijving.strip() == artikel.omschrijving.strip()
    if code_key(product.code) and code_key(product.code) == code_key(artikel.code):
        return MatchState.NUMBER_AND_NAME if named else MatchState.NUMBER
    return MatchState.NAME if named else MatchState.SPELLING
