"""The same matching on two lists of klanten that belong to no koppeling; here KvK numbers and IBANs take part.

Accepted are the pairs that need no person: number and name agree, the name is equal, or equal but for spelling, for its
spaces or for the order of its words; always unique on both sides, never against a contradiction, and in lists where names
are crowded only when the name tells enough. For who is left the near ones are listed, for a person to judge.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from core.domain.match import MatchState
from core.domain.partij import Partij, Side
from core.matching.contact import compare
from core.matching.contradictions import contradictions
from core.matching.crowded import bare, in_doubt, is_telling
from core.matching.field import Entry, Field
from core.matching.numbers import numbers_say
from core.matching.reasons import knot_says, pair_says
from core.matching.review import joined_up
from core.matching.rules import names_equal, state_of
from core.matching.words import joined, shown
from core.text import Sentence, say

_KLANT = frozenset({"Klant"})
_SCORES = {MatchState.NUMBER_AND_NAME: 100, MatchState.NUMBER: 99, MatchState.NAME: 99, MatchState.SPELLING: 98}
LOWEST = 30
# From so many pairs with two numbers on, of which at least this part is equal, the two lists number alike.
_ENOUGH = 20
_ALIKE = 0.9
_STRANGE = 3


@dataclass(frozen=True, slots=True)
class _Pair:
    left: Entry
    right: Entry
    state: MatchState
    reason: str


def match_files(left: Sequence[Partij], right: Sequence[Partij], *, fold: bool = True) -> dict[str, Any]:
    """Match two lists; without `fold` only names that are exactly equal are accepted.

    Answers `{"pairs": [{"left", "right", "state", "score", "reason"}], "candidates": {left id: [[right id, score]]},
    "left_only": [id], "right_only": [id], "knots": [{"left": [id], "right": [id], "reason"}]}`. Every id is in a pair,
    in a knot or in `…_only`; candidates are listed for each left id that is in no pair. Of an id given twice the first
    counts.
    """
    field = Field.of(_on(Side.TIMEON, left), _on(Side.SNELSTART, right))
    joined_entries = joined_up(field, field)
    lists = _Lists.of(field, joined_entries.pairs)
    pairs = [*_accepted(joined_entries.pairs, lists, fold=fold)]
    paired = {entry for pair in pairs for entry in (pair.left, pair.right)}
    knotted = {entry for knot in joined_entries.knots for entry in knot}
    for alike in (_spaced, _reordered) if fold else ():
        loose = [entry for entry in field if entry not in paired and entry not in knotted]
        more = [*_accepted(alike(field, loose), lists, fold=True)]
        pairs.extend(more)
        paired.update(entry for pair in more for entry in (pair.left, pair.right))
    doubtful = in_doubt(field, [(pair.left, pair.right) for pair in pairs])
    pairs = [pair for pair in pairs if pair.left not in doubtful]
    paired = {entry for pair in pairs for entry in (pair.left, pair.right)}
    rest = [entry for entry in field if entry not in paired]
    lone = [entry for entry in rest if entry not in knotted]
    return {
        "pairs": [
            {
                "left": pair.left.partij.id,
                "right": pair.right.partij.id,
                "state": pair.state.value,
                "score": _SCORES[pair.state],
                "reason": pair.reason,
            }
            for pair in pairs
        ],
        "candidates": _candidates(rest),
        "left_only": [entry.partij.id for entry in lone if entry.is_timeon],
        "right_only": [entry.partij.id for entry in lone if not entry.is_timeon],
        "knots": [
            {
                "left": [entry.partij.id for entry in knot.timeon],
                "right": [entry.partij.id for entry in knot.snelstart],
                "reason": str(knot_says(field, knot)),
            }
            for knot in joined_entries.knots
        ],
    }


def _on(side: Side, parties: Iterable[Partij]) -> Iterator[Partij]:
    """The parties as klanten of that side; in a file nobody is excluded."""
    for partij in parties:
        takes_part = partij.side is side and partij.actief and partij.soorten == _KLANT
        yield partij if takes_part else replace(partij, side=side, actief=True, soorten=_KLANT)


@dataclass(frozen=True, slots=True)
class _Lists:
    """What the two lists as a whole tell of a pair.

    When both number their klanten alike, another number is another klant, an equal number bears a name that differs
    only in its legal form or its spaces, and without a number on both sides such a name has to be the only one, and not
    to be at odds with all else that is known.
    """

    number_alike: bool
    bare: Mapping[tuple[bool, str], int]

    @classmethod
    def of(cls, field: Field, pairs: Iterable[tuple[Entry, Entry]]) -> "_Lists":
        numbered = [
            left.keys["nummer"] == right.keys["nummer"]
            for left, right in pairs
            if left.fold == right.fold and "nummer" in left.keys and "nummer" in right.keys
        ]
        alike = len(numbered) >= _ENOUGH and sum(numbered) >= _ALIKE * len(numbered)
        return cls(alike, Counter((entry.is_timeon, bare(entry)) for entry in field) if alike else {})

    def accept(self, left: Entry, right: Entry, *, fold: bool) -> bool:
        """Whether this pair needs no person."""
        if contradictions(left, right):
            return False
        alike = left.partij.naam == right.partij.naam and bool(left.fold)
        if not alike and not fold:
            return False
        alike = alike or (bool(left.fold) and any(key(left) == key(right) for key in (_letters, _words)))
        if not self.number_alike:
            return alike
        ours, theirs = left.keys.get("nummer"), right.keys.get("nummer")
        if ours is None or theirs is None:
            sole = self.bare[True, bare(left)] == 1 == self.bare[False, bare(right)]
            return alike and sole and not _are_strangers(left, right)
        return ours == theirs and (alike or (bool(bare(left)) and bare(left) == bare(right)))


def _are_strangers(left: Entry, right: Entry) -> bool:
    """Whether of e-mail, phone and address three fields at least differ, and nothing agrees that says who somebody is."""
    agree, differ = compare(left.partij, right.partij)
    return len(differ) >= _STRANGE and not is_telling(agree)


def _letters(entry: Entry) -> str:
    """The folded name without its spaces."""
    return entry.fold.replace(" ", "")


def _words(entry: Entry) -> str:
    """The words of the folded name, whatever their order."""
    return " ".join(sorted(entry.fold.split()))


def _accepted(pairs: Iterable[tuple[Entry, Entry]], lists: _Lists, *, fold: bool) -> Iterator[_Pair]:
    for left, right in pairs:
        if not lists.accept(left, right, fold=fold):
            continue
        state = state_of(left, right)
        named = names_equal(left.partij, right.partij)
        state = MatchState.SPELLING if state is MatchState.CANDIDATES else state
        reason = pair_says(left, right) if named else _unlike_says(left, right)
        yield _Pair(left, right, state, str(reason))


def _unlike_says(left: Entry, right: Entry) -> Sentence:
    links, rechts = shown(left.partij.naam), shown(right.partij.naam)
    if left.fold == right.fold:
        names = say("Zelfde naam op spelling na: '{links}' en '{rechts}'.", links=links, rechts=rechts)
    elif _letters(left) == _letters(right):
        names = say("Zelfde naam op spaties na: '{links}' en '{rechts}'.", links=links, rechts=rechts)
    elif _words(left) == _words(right):
        names = say("Zelfde woorden in een andere volgorde: '{links}' en '{rechts}'.", links=links, rechts=rechts)
    else:
        names = say("Zelfde naam op rechtsvorm of spaties na: '{links}' en '{rechts}'.", links=links, rechts=rechts)
    return joined((names, numbers_say(left.partij.nummer, right.partij.nummer)))


def _spaced(field: Field, loose: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of the same letters with other spaces between, when nobody else on either side has those letters."""
    found = [*_one_to_one((entry for entry in loose if entry.fold), _letters)]
    asked = {_letters(left) for left, _ in found}
    carried = Counter(letters for entry in field if (letters := _letters(entry)) in asked)
    yield from ((left, right) for left, right in found if carried[_letters(left)] == 2)  # noqa: PLR2004 - the two of them


def _reordered(_field: Field, loose: Iterable[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Pairs of the same words in another order, one of them on each side."""
    yield from _one_to_one((entry for entry in loose if " " in entry.fold), _words)


def _one_to_one(entries: Iterable[Entry], key: Callable[[Entry], str]) -> Iterator[tuple[Entry, Entry]]:
    sides: tuple[dict[str, list[Entry]], dict[str, list[Entry]]] = ({}, {})
    for entry in entries:
        sides[0 if entry.is_timeon else 1].setdefault(key(entry), []).append(entry)
    for found, lefts in sides[0].items():
        rights = sides[1].get(found, ())
        if len(lefts) == len(rights) == 1:
            yield lefts[0], rights[0]


def _candidates(rest: Sequence[Entry]) -> dict[str, list[list[Any]]]:
    left = [entry for entry in rest if entry.is_timeon]
    right = [entry for entry in rest if not entry.is_timeon]
    if not left or not right:
        return {}
    from core.matching.near import score

    scored = score(left, right, frozenset(), {Side.TIMEON})
    rights, points = scored.rights.tolist(), scored.points.tolist()
    return {
        scored.left[position].partij.id: [
            [scored.right[rights[place]].partij.id, int(points[place])] for place in places
        ]
        for position, places in scored.best(lowest=LOWEST).items()
    }
