"""Names as sets of trigrams in arrays, so that a hundred thousand of them can be compared without a loop in Python."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float32]

LONGEST = 100
_LETTER_BITS = 21


@dataclass(frozen=True, slots=True)
class Grams:
    """The distinct trigrams of two lists of names, each numbered by how many of the choices hold it, rarest first.

    `queries` and `choices` are pairs of arrays (row, gram), sorted by row; `held` counts the choices by gram.
    """

    queries: "tuple[Ints, Ints]"
    choices: "tuple[Ints, Ints]"
    held: "Ints"


def grams_of(queries: Sequence[str], choices: Sequence[str]) -> Grams:
    """Take both lists apart; of a name over 100 characters only the beginning counts."""
    import numpy as np

    rows, codes = _taken_apart([*queries, *choices])
    known, gram = np.unique(codes, return_inverse=True)
    order = np.unique(rows * len(known) + gram)
    rows, gram = order // max(len(known), 1), order % max(len(known), 1)
    split = int(np.searchsorted(rows, len(queries)))
    held = np.bincount(gram[split:], minlength=len(known))
    rank = np.empty(len(known), np.int64)
    by_rarity = np.argsort(held, kind="stable")
    rank[by_rarity] = np.arange(len(known))
    gram = rank[gram]
    return Grams((rows[:split], gram[:split]), (rows[split:] - len(queries), gram[split:]), held[by_rarity])


def _taken_apart(texts: Sequence[str]) -> "tuple[Ints, Ints]":
    """Row and code of every trigram, a space before and behind each text."""
    import numpy as np

    padded = [f" {text[:LONGEST]} \0" for text in texts]
    letters = np.frombuffer("".join(padded).encode("utf-32-le"), np.uint32).astype(np.int64)
    rows = np.repeat(np.arange(len(padded)), np.fromiter(map(len, padded), np.int64, len(padded)))
    first, second, third = letters[:-2], letters[1:-1], letters[2:]
    whole = (first != 0) & (second != 0) & (third != 0)
    codes = (first << (2 * _LETTER_BITS)) | (second << _LETTER_BITS) | third
    return rows[:-2][whole], codes[whole]
