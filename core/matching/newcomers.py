"""The near matches of klanten that are new, when only those who share their grams are at hand and not all of the side across.

Scores and order are those of `core.matching.near`.
"""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from core.domain.match import Candidate
from core.domain.partij import Partij, Side
from core.matching.field import Entry
from core.matching.grams import Asked, Index
from core.matching.near import Named, weigh
from core.matching.normalise import fold
from core.matching.shortlist import LIMIT, LONGEST, Pairs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

Found = Mapping[int, tuple[Candidate, ...]]


def named(partijen: Iterable[Partij]) -> Named:
    """The klanten with the names by which they are looked for."""
    return Named.of([_entry(partij) for partij in partijen])


def met_by(index: Index, asked: Asked, limit: int = LIMIT) -> Pairs:
    """Query and row of every pair that shares enough."""
    import numpy as np

    found = [*index.met(asked, limit)]
    if not found:
        return Pairs(np.empty(0, np.int64), np.empty(0, np.int64))
    queries = np.repeat([query for query, _ in found], [len(near) for _, near in found])
    return Pairs(queries, np.concatenate([near for _, near in found]))


def candidates(new: Named, across: Sequence[Partij], rows: Sequence[tuple[int, str, str]], met: Pairs) -> Found:
    """The best five of each of the `new`, by position. `rows` are (row, id, folded name) of all who were met, by row."""
    import numpy as np

    place = {partij.id: at for at, partij in enumerate(across)}
    numbers = np.asarray([row for row, _, _ in rows], np.int64)
    owners = np.asarray([place[id_] for _, id_, _ in rows], np.int64)
    choices = Named([_entry(partij) for partij in across], [name for _, _, name in rows], owners)
    pairs = Pairs(met.queries, np.searchsorted(numbers, met.choices))
    ours = not new.entries or new.entries[0].is_timeon
    scored = weigh(new, choices, pairs) if ours else weigh(choices, new, Pairs(pairs.choices, pairs.queries))
    asked = {entry: at for at, entry in enumerate(new.entries)}
    mine = scored.left if ours else scored.right
    return {
        asked[mine[position]]: tuple(scored.candidate(one, of_right=not ours) for one in places)
        for position, places in scored.best(of_right=not ours).items()
    }


def _entry(partij: Partij) -> Entry:
    nothing: Mapping[str, str] = MappingProxyType({})
    nobody: Mapping[str, Entry] = MappingProxyType({})
    return Entry(partij, partij.side is Side.TIMEON, fold(partij.naam), nothing, nobody)


def cut(name: str) -> str:
    """As much of a name as is compared."""
    return name[:LONGEST]
