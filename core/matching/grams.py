"""An index of names by the letters they are made of, so that near names are found without comparing every pair.

Every name is a set of grams: stretches of four letters. A query meets the choices that share its grams, the
rarest first, up to a budget of meetings; a rare gram weighs more, as in any search engine. What a gram holds depends on
no other gram, so that an index can be kept and a name put in or taken out (`core.matching.keys`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

LONGEST = 100
LENGTH = 4
# Meetings a query: this part of the choices, and at least so many. The rarest grams are asked for whatever they cost.
BUDGET_SHARE = 0.4
BUDGET_LEAST = 4_000
ALWAYS = 3
# A choice that shares less than this part of what the best one shares is not near.
NEAR = 0.45
_LETTER_BITS = 5
_LETTERS = 1 << _LETTER_BITS


@dataclass(frozen=True, slots=True)
class Asked:
    """Which query asks for which gram, sorted by query; each pair once."""

    count: int
    queries: "Ints"
    grams: "Ints"

    @classmethod
    def of(cls, queries: Sequence[str]) -> "Asked":
        """All grams of these names."""
        return cls(len(queries), *grams_of(queries))

    def rarest(self, grams: "Ints", held: "Ints", size: int) -> "Asked":
        """What is asked of `size` choices within the budget, the rarest first; `held` is how many hold each of `grams`.

        `grams` are sorted; one that is not among them is held by nobody.
        """
        import numpy as np

        places = np.searchsorted(grams, self.grams)
        known = places < len(grams)
        known[known] = grams[places[known]] == self.grams[known]
        queries, asked, many = self.queries[known], self.grams[known], held[places[known]]
        order = np.lexsort((asked, many, queries))
        queries, asked, many = queries[order], asked[order], many[order]
        first = np.searchsorted(queries, queries)
        met = np.cumsum(many)
        before = np.concatenate([[0], met])[first]
        kept = (met - before <= max(BUDGET_LEAST, BUDGET_SHARE * size)) | (np.arange(len(queries)) - first < ALWAYS)
        return Asked(self.count, queries[kept], asked[kept])


@dataclass(frozen=True, slots=True)
class Index:
    """The choices by gram: `start[at]` to `start[at + 1]` in `rows` hold `grams[at]`, each with its share in `weights`.

    `size` is how many choices there are, `room` one more than the highest of their numbers.
    """

    size: int
    room: int
    grams: "Ints"
    start: "Ints"
    rows: "Ints"
    weights: "Floats"

    @classmethod
    def of(cls, choices: Sequence[str]) -> "Index":
        """Index these names; their numbers are their positions."""
        import numpy as np

        rows, grams = grams_of(choices)
        order = np.argsort(grams, kind="stable")
        lengths = np.bincount(rows, minlength=len(choices))
        rows = rows[order]
        found, start = np.unique(grams[order], return_index=True)
        return cls.put_together(len(choices), len(choices), found, np.append(start, len(rows)), rows, lengths[rows])

    @classmethod
    def put_together(cls, size: int, room: int, grams: "Ints", start: "Ints", rows: "Ints", lengths: "Ints") -> "Index":
        """Of what each gram holds; `lengths` is how many grams the choice of each of `rows` has."""
        import numpy as np

        held = np.diff(start)
        rarity = np.log((size + 1) / np.maximum(held, 1)) ** 2
        weights = np.repeat(rarity, held) / np.sqrt(np.maximum(lengths, 1))
        return cls(size, room, grams, start, rows, weights)

    def nearest(self, queries: Sequence[str], limit: int) -> "Iterator[tuple[int, Ints]]":
        """Per query its position and the rows of at most `limit` near choices, in no order; none for who meets nobody."""
        import numpy as np

        return self.met(Asked.of(queries).rarest(self.grams, np.diff(self.start), self.size), limit)

    def met(self, asked: Asked, limit: int) -> "Iterator[tuple[int, Ints]]":
        """As `nearest`, of what is asked already."""
        import numpy as np

        places = np.searchsorted(self.grams, asked.grams)
        begins, ends = self.start[places].tolist(), self.start[places + 1].tolist()
        bounds = np.searchsorted(asked.queries, np.arange(asked.count + 1)).tolist()
        for query in range(asked.count):
            spans = [slice(begins[at], ends[at]) for at in range(bounds[query], bounds[query + 1])]
            if not spans:
                continue
            shared = np.bincount(
                np.concatenate([self.rows[span] for span in spans]),
                np.concatenate([self.weights[span] for span in spans]),
                self.room,
            )
            near = np.flatnonzero(shared >= shared.max() * NEAR)
            if len(near) > limit:
                near = near[np.argpartition(shared[near], len(near) - limit)[-limit:]]
            yield query, near


def grams_of(texts: Sequence[str]) -> "tuple[Ints, Ints]":
    """Row and gram of every stretch of letters, a space before and behind each text; each pair once, sorted by row.

    A letter is five bits: a to z, a space, and what else there is laid over the same room. A mix-up costs nothing but
    a meeting.
    """
    import numpy as np

    padded = [f" {text[:LONGEST]} \0" for text in texts]
    points = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32).astype(np.int64)
    letters = np.where(points == 0, 0, np.where(points == ord(" "), _LETTERS - 1, points % (_LETTERS - 2) + 1))
    rows = np.repeat(np.arange(len(padded)), np.fromiter(map(len, padded), np.int64, len(padded)))
    count = max(len(letters) - LENGTH + 1, 0)
    grams = np.zeros(count, np.int64)
    whole = np.ones(count, bool)
    for at in range(LENGTH):
        stretch = letters[at : at + count]
        grams = (grams << _LETTER_BITS) | stretch
        whole &= stretch != 0
    bits = _LETTER_BITS * LENGTH
    # Sorting beats numpy's own unique many times here: that goes through a hash table.
    every = np.sort((rows[:count][whole] << bits) | grams[whole])
    once = every[np.diff(every, prepend=-1) != 0]
    return once >> bits, once & ((1 << bits) - 1)
