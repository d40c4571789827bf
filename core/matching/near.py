"""The near matches of klanten that no rule joined: the best five of the side across, for a person to judge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from core.domain.match import Candidate
from core.matching.contact import compare
from core.matching.discarded import refers_to
from core.matching.field import Entry, Field
from core.matching.normalise import fold
from core.matching.scores import weighed
from core.matching.shortlist import shortlist

BEST = 5
# Below this two names share little more than a word that many carry.
LOWEST = 60


@dataclass(frozen=True, slots=True)
class Near:
    """The candidates, best first; `partner` when each is the other's best."""

    candidates: tuple[Candidate, ...]
    partner: Entry | None


def nearest(field: Field, singles: Sequence[Entry]) -> dict[Entry, Near]:
    """The near matches among these singles, for those that have any. Rejected pairs are left out.

    Symmetric: who is a candidate of the other has the other among its own, as far as the best five reach.
    """
    left = [entry for entry in singles if entry.is_timeon]
    right = [entry for entry in singles if not entry.is_timeon]
    found: dict[Entry, dict[Entry, Candidate]] = {}
    for queries, choices in ((left, right), (right, left)):
        for one, other, likeness in _listed(queries, choices):
            if other in found.get(one, ()) or field.is_rejected(one, other):
                continue
            agree, differ = compare(one.partij, other.partij)
            points = weighed(one.partij.naam, other.partij.naam, likeness, agree, differ)
            if points >= LOWEST:
                found.setdefault(one, {})[other] = Candidate(other.partij, points, agree, differ)
                found.setdefault(other, {})[one] = Candidate(one.partij, points, agree, differ)
    best = {entry: _best(theirs) for entry, theirs in found.items()}
    near = {}
    for entry, listed in best.items():
        first = listed[0][0]
        partner = first if best[first][0][0] is entry else None
        near[entry] = Near(tuple(candidate for _, candidate in listed), partner)
    return near


def _best(theirs: dict[Entry, Candidate]) -> list[tuple[Entry, Candidate]]:
    return sorted(theirs.items(), key=lambda item: (-item[1].score, item[0].partij.id))[:BEST]


def _listed(queries: Sequence[Entry], choices: Sequence[Entry]) -> Iterator[tuple[Entry, Entry, float]]:
    """Pairs whose names are alike; of a discarded record the name that it refers to counts."""
    asked = [fold(refers_to(entry.partij.naam)) or entry.fold for entry in queries]
    for entry, listed in zip(queries, shortlist(asked, [choice.fold for choice in choices]), strict=True):
        for position, likeness in listed:
            yield entry, choices[position], likeness
