"""For each name the names across that look most like it, few enough to compare with care.

Few pairs are all compared; many are first met through the grams they share.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.matching.grams import Index

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

LIMIT = 25
# Up to this many pairs, comparing them all is quicker than an index; for a few queries up to more.
ALL_PAIRS = 4_000_000
FEW, ALL_PAIRS_OF_FEW = 200, 20_000_000
_AT_ONCE = 20_000_000
LONGEST = 200
_PERCENT = 100
_TELL_EVERY = 1_000


@dataclass(frozen=True, slots=True)
class Pairs:
    """Positions of queries and choices that are near, pair by pair; each pair once, sorted by query."""

    queries: "Ints"
    choices: "Ints"


def quiet(_done: int) -> None:
    """For who need not know how far it is."""


def shortlist(
    queries: Sequence[str], choices: Sequence[str], limit: int = LIMIT, told: Callable[[int], None] = quiet
) -> Pairs:
    """At most `limit` near choices a query. A query or choice without a name is near to nobody.

    `told` hears now and then how many queries are done; what it raises ends the search.
    """
    import numpy as np

    asked = [at for at, name in enumerate(queries) if name]
    given = [at for at, name in enumerate(choices) if name]
    if not asked or not given:
        return Pairs(np.empty(0, np.int64), np.empty(0, np.int64))
    names = [queries[at][:LONGEST] for at in asked]
    others = [choices[at][:LONGEST] for at in given]
    if len(names) * len(others) <= (ALL_PAIRS_OF_FEW if min(len(names), len(others)) <= FEW else ALL_PAIRS):
        rows, columns = _all_pairs(names, others, limit, told)
    else:
        rows, columns = _by_grams(names, others, limit, told)
    return Pairs(np.asarray(asked, np.int64)[rows], np.asarray(given, np.int64)[columns])


def _all_pairs(
    queries: Sequence[str], choices: Sequence[str], limit: int, told: Callable[[int], None]
) -> "tuple[Ints, Ints]":
    import numpy as np
    from rapidfuzz import fuzz, process

    rows: list[Ints] = []
    columns: list[Ints] = []
    step = max(1, _AT_ONCE // len(choices))
    for start in range(0, len(queries), step):
        told(start)
        alike = process.cdist(queries[start : start + step], choices, scorer=fuzz.ratio, dtype=np.uint8, workers=-1)
        for position, row in enumerate(alike, start):
            near = _highest(row, limit)
            rows.append(np.full(len(near), position))
            columns.append(near)
    return np.concatenate(rows), np.concatenate(columns)


def _highest(row: "NDArray[np.uint8]", limit: int) -> "Ints":
    """Where the `limit` highest of a row of percentages stand: counted, for that is quicker than to sort."""
    import numpy as np

    at_least = np.bincount(row, minlength=_PERCENT + 1)[::-1].cumsum()
    near = np.flatnonzero(row >= _PERCENT - int(np.searchsorted(at_least, limit)))
    return near if len(near) <= limit else near[np.argsort(-row[near].astype(np.int16), kind="stable")[:limit]]


def _by_grams(
    queries: Sequence[str], choices: Sequence[str], limit: int, told: Callable[[int], None]
) -> "tuple[Ints, Ints]":
    import numpy as np

    index = Index.of(choices)
    found = []
    for query, near in index.nearest(queries, limit):
        if query % _TELL_EVERY == 0:
            told(query)
        found.append((query, near))
    if not found:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    rows = np.repeat([query for query, _ in found], [len(near) for _, near in found])
    return rows, np.concatenate([near for _, near in found])
