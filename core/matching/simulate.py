"""Who would be made a second time, were the coupling started now the way Time On does it: exact name or equal number.

Counted are the klanten whom that rule leaves unpaired although a counterpart exists, or most likely does.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from core.domain.match import Decision, MatchRow, MatchState
from core.domain.partij import Partij
from core.matching.characters import Differences
from core.matching.near import Told, quiet
from core.matching.review import review
from core.matching.rules import names_equal, numbers_equal, spelled_alike
from core.matching.words import known_as
from core.text import Sentence, say

# A near match from here on is most likely the same klant.
LIKELY = 75


@dataclass(frozen=True, slots=True)
class Duplicate:
    """A klant that would stand twice: the records of it on either side, the row it is in, and why."""

    key: str
    timeon: Partij | None
    snelstart: Partij | None
    reason: Sentence
    score: int = 0


def simulate(
    timeon: Sequence[Partij], snelstart: Sequence[Partij], decisions: Sequence[Decision] = (), told: Told = quiet
) -> tuple[Duplicate, ...]:
    """The double klanten of a start as Time On does it; with `decisions`, those that are left after them."""
    return duplicates(review(timeon, snelstart, decisions, told=told).rows)


def duplicates(rows: Iterable[MatchRow]) -> tuple[Duplicate, ...]:
    """As `simulate`, of rows that are there already: quick enough to follow every decision."""
    return tuple(found for row in rows if row.waits for found in _of_row(row))


def pairs_itself(timeon: Partij, snelstart: Partij) -> bool:
    """Whether Time On's own rule makes one klant of these two."""
    return names_equal(timeon, snelstart) or numbers_equal(timeon, snelstart)


def _of_row(row: MatchRow) -> Iterator[Duplicate]:
    left, right = row.left, row.right
    if row.state is MatchState.KNOT:
        yield from _of_knot(row)
    elif row.is_pair and left is not None and right is not None:
        if not pairs_itself(left, right):
            score = row.candidates[0].score if row.candidates else 100
            if score >= LIKELY:
                yield Duplicate(row.key, left, right, _pair_reason(left, right, score), score)
    elif row.contradiction:
        yield Duplicate(row.key, left, right, row.reason)


def _pair_reason(left: Partij, right: Partij, score: int) -> Sentence:
    if spelled_alike(left, right):
        return say("Alleen de spelling verschilt: {verschil}.", verschil=Differences(left.naam, right.naam))
    return say("Waarschijnlijk dezelfde ({score}): {ander}.", score=score, ander=known_as(right))


def _of_knot(row: MatchRow) -> Iterator[Duplicate]:
    """Pair what Time On's rule pairs; who is left over stands twice, when there is anyone across at all."""
    if not row.timeon or not row.snelstart:
        return
    lefts, rights = _left_over(row.timeon, row.snelstart)
    for left, right in zip_longest(lefts, rights):
        yield Duplicate(row.key, left, right, say("Knoop: {reden}", reden=row.reason))


def _left_over(timeon: Sequence[Partij], snelstart: Sequence[Partij]) -> tuple[list[Partij], list[Partij]]:
    """Who is left after pairing as many as the rule allows; number and name together go first, then names."""
    lefts, rights = list(timeon), list(snelstart)
    for joins in (_both, names_equal, numbers_equal):
        for left in list(lefts):
            partner = next((right for right in rights if joins(left, right)), None)
            if partner is not None:
                lefts.remove(left)
                rights.remove(partner)
    return lefts, rights


def _both(left: Partij, right: Partij) -> bool:
    return names_equal(left, right) and numbers_equal(left, right)
