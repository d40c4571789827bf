"""The near matches of klanten that no rule joined: the best five of the side across, for a person to judge."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.domain.match import Candidate
from core.domain.partij import Side
from core.matching.discarded import refers_to
from core.matching.field import Entry
from core.matching.normalise import fold
from core.matching.scores import Sides, likeness
from core.matching.shortlist import Pairs, shortlist

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

Told = Callable[[int, int], None]
"""Hears how many names of how many were looked for; what it raises ends the search."""
BOTH = frozenset(Side)
BEST = 5
# Below LOWEST the best one shares little more than a word that many carry; then there is no candidate at all.
LOWEST = 65
LISTED = 50


def quiet(_done: int, _total: int) -> None:
    """For who need not know how far it is."""


@dataclass(frozen=True, slots=True)
class Near:
    """The candidates, best first; `partner` when each is the other's best."""

    candidates: tuple[Candidate, ...]
    partner: Entry | None


@dataclass(frozen=True, slots=True)
class Scored:
    """Pairs of positions in `left` and `right` with their score, each pair once; in the lists only who is met."""

    left: list[Entry]
    right: list[Entry]
    sides: Sides
    lefts: "Ints"
    rights: "Ints"
    points: "Floats"

    def best(self, *, of_right: bool = False, lowest: float = LOWEST) -> "dict[int, list[int]]":
        """Per left position (or right) the places of its best pairs, best first, if the best scores `lowest`."""
        import numpy as np

        mine, others = (self.rights, self.lefts) if of_right else (self.lefts, self.rights)
        order = np.lexsort((others, -self.points, mine))
        order = order[self.points[order] >= min(lowest, LISTED)]
        rank = np.arange(len(order)) - np.searchsorted(mine[order], mine[order])
        found: dict[int, list[int]] = {}
        for position, place in zip(mine[order][rank < BEST].tolist(), order[rank < BEST].tolist(), strict=True):
            found.setdefault(position, []).append(place)
        return {position: places for position, places in found.items() if self.points[places[0]] >= lowest}

    def candidate(self, place: int, *, of_right: bool) -> Candidate:
        """A pair as the left one sees it, or the right one."""
        left, right = int(self.lefts[place]), int(self.rights[place])
        other = self.left[left] if of_right else self.right[right]
        return Candidate(other.partij, int(self.points[place]), *self.sides.compared(left, right))


def nearest(
    left: Sequence[Entry],
    right: Sequence[Entry],
    rejected: Collection[tuple[str, str]],
    asking: Collection[Side] = BOTH,
    told: Told = quiet,
) -> dict[Entry, Near]:
    """The near matches among these klanten, for those that have any. Rejected pairs are left out.

    Looked for are those of the sides that are `asking`. Symmetric: who is a candidate of the other has the other among
    its own, as far as the best five reach.
    """
    scored = score(left, right, rejected, asking, told)
    lefts, rights = scored.lefts.tolist(), scored.rights.tolist()
    of_left, of_right = scored.best(), scored.best(of_right=True)
    near: dict[Entry, Near] = {}
    for position, places in of_left.items():
        partner = rights[places[0]] if of_right[rights[places[0]]][0] == places[0] else None
        candidates = tuple(scored.candidate(place, of_right=False) for place in places)
        near[scored.left[position]] = Near(candidates, None if partner is None else scored.right[partner])
    for position, places in of_right.items():
        partner = lefts[places[0]] if of_left[lefts[places[0]]][0] == places[0] else None
        candidates = tuple(scored.candidate(place, of_right=True) for place in places)
        near[scored.right[position]] = Near(candidates, None if partner is None else scored.left[partner])
    return near


def score(
    left: Sequence[Entry],
    right: Sequence[Entry],
    rejected: Collection[tuple[str, str]],
    asking: Collection[Side] = BOTH,
    told: Told = quiet,
) -> Scored:
    """Score the pairs that are worth it: the near ones of every entry of the sides that are `asking`."""
    import numpy as np

    ours, theirs = Named.of(left), Named.of(right)
    nobody = np.empty(0, np.int64)
    there, back = Pairs(nobody, nobody), Pairs(nobody, nobody)
    every = sum(len(one.names) for side, one in ((Side.TIMEON, ours), (Side.SNELSTART, theirs)) if side in asking)
    begun = len(ours.names) if Side.TIMEON in asking else 0
    if Side.TIMEON in asking:
        there = shortlist(ours.names, theirs.names, told=lambda done: told(done, every))
    if Side.SNELSTART in asking:
        back = shortlist(theirs.names, ours.names, told=lambda done: told(begun + done, every))
    told(every, every)
    ask = np.concatenate([there.queries, back.choices])
    give = np.concatenate([there.choices, back.queries])
    return weigh(ours, theirs, Pairs(ask, give), rejected)


@dataclass(frozen=True, slots=True)
class Named:
    """The names to look for, folded, and the position among `entries` of whose each is."""

    entries: Sequence[Entry]
    names: list[str]
    owners: "Ints"

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> "Named":
        """Its own name, and the one to which a discarded record refers."""
        import numpy as np

        names = [entry.fold for entry in entries]
        owners = list(range(len(entries)))
        for position, entry in enumerate(entries):
            for name in names_of(entry.fold, entry.partij.naam)[1:]:
                names.append(name)
                owners.append(position)
        return cls(entries, names, np.asarray(owners, np.int64))


def names_of(folded: str, naam: str) -> tuple[str, ...]:
    """The folded names by which a klant is looked for: its own, and the one to which a discarded record refers."""
    if "gebruik" in folded and (referred := refers_to(naam)):
        return folded, fold(referred)
    return (folded,)


def weigh(ours: Named, theirs: Named, met: Pairs, rejected: Collection[tuple[str, str]] = ()) -> Scored:
    """Score the names that met, Time On's among the queries."""
    import numpy as np

    once = np.unique(met.queries * max(len(theirs.names), 1) + met.choices)
    ask, give = once // max(len(theirs.names), 1), once % max(len(theirs.names), 1)
    if not len(once):
        return Scored([], [], Sides.of([], []), ask, give, np.empty(0))
    alike = likeness(ours.names, theirs.names, ask, give)
    who, lefts = np.unique(ours.owners[ask], return_inverse=True)
    whom, rights = np.unique(theirs.owners[give], return_inverse=True)
    left, right = [ours.entries[at] for at in who.tolist()], [theirs.entries[at] for at in whom.tolist()]
    sides = Sides.of(left, right)
    points = sides.weighed(lefts, rights, alike)
    order = np.lexsort((-points, rights, lefts))
    lefts, rights, points = lefts[order], rights[order], points[order]
    first = np.ones(len(order), bool)
    first[1:] = (lefts[1:] != lefts[:-1]) | (rights[1:] != rights[:-1])
    if rejected:
        first &= [
            (left[one].partij.id, right[other].partij.id) not in rejected
            for one, other in zip(lefts.tolist(), rights.tolist(), strict=True)
        ]
    return Scored(left, right, sides, lefts[first], rights[first], points[first])
