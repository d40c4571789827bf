"""An index of names by the letters they are made of, so that near names are found without comparing every pair.

Every name is a set of grams: stretches of four letters. A query meets the choices that share its grams, the
rarest first, up to a budget of meetings; a rare gram weighs more, as in any search engine.
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
class Index:
    """The choices by gram: `start[gram]` to `start[gram + 1]` in `rows` hold it, each with its share in `weights`."""

    size: int
    start: "Ints"
    rows: "Ints"
    weights: "Floats"

    @classmethod
    def of(cls, choices: Sequence[str]) -> "Index":
        """Index these names."""
        import numpy as np

        rows, grams = _grams(choices)
        order = np.unique(grams * len(choices) + rows)
        grams, rows = order // len(choices), order % len(choices)
        held = np.bincount(grams, minlength=_LETTERS**LENGTH)
        rarity = np.log((len(choices) + 1) / np.maximum(held, 1)) ** 2
        whole = np.sqrt(np.bincount(rows, weights=rarity[grams], minlength=len(choices)))
        weights = rarity[grams] / np.maximum(whole[rows], 1e-9)
        return cls(len(choices), np.concatenate([[0], np.cumsum(held)]), rows, weights)

    def nearest(self, queries: Sequence[str], limit: int) -> "Iterator[tuple[int, Ints]]":
        """Per query its position and the rows of at most `limit` near choices, in no order; none for who meets nobody."""
        import numpy as np

        grams, first = self._asked(queries)
        begins, ends = self.start[grams].tolist(), self.start[grams + 1].tolist()
        bounds = first.tolist()
        for query in range(len(queries)):
            spans = [slice(begins[at], ends[at]) for at in range(bounds[query], bounds[query + 1])]
            if not spans:
                continue
            shared = np.bincount(
                np.concatenate([self.rows[span] for span in spans]),
                np.concatenate([self.weights[span] for span in spans]),
                self.size,
            )
            near = np.flatnonzero(shared >= shared.max() * NEAR)
            if len(near) > limit:
                near = near[np.argpartition(shared[near], len(near) - limit)[-limit:]]
            yield query, near

    def _asked(self, queries: Sequence[str]) -> "tuple[Ints, Ints]":
        """The grams that each query asks for, and where each query's begin: the rarest within the budget."""
        import numpy as np

        rows, grams = _grams(queries)
        held = self.start[grams + 1] - self.start[grams]
        known = held > 0
        rows, grams, held = rows[known], grams[known], held[known]
        bits = _LETTER_BITS * LENGTH
        order = np.unique((((rows << 24) | np.minimum(held, (1 << 24) - 1)) << bits) | grams)
        grams, rows = order & ((1 << bits) - 1), order >> (24 + bits)
        first = np.searchsorted(rows, np.arange(len(queries) + 1))
        met = np.cumsum(self.start[grams + 1] - self.start[grams])
        before = np.concatenate([[0], met])[first[rows]]
        kept = (met - before <= max(BUDGET_LEAST, BUDGET_SHARE * self.size)) | (
            np.arange(len(rows)) - first[rows] < ALWAYS
        )
        rows, grams = rows[kept], grams[kept]
        return grams, np.searchsorted(rows, np.arange(len(queries) + 1))


def _grams(texts: Sequence[str]) -> "tuple[Ints, Ints]":
    """Row and gram of every stretch of letters, a space before and behind each text; repeats included.

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
    return rows[:count][whole], grams[whole]
