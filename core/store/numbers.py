"""Very many whole numbers in order, a bit each: a million sequence numbers in a quarter of a megabyte."""

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate, zip_longest
from operator import and_, or_

BITS = 32
"""Numbers that share a word."""


class Numbers:
    """Immutable; `words` are pairs of a number divided by BITS and the bits of those there are of its BITS."""

    def __init__(self, words: Iterable[tuple[int, int]] = ()) -> None:
        self._bits = array("I")
        for place, bits in sorted(words):
            self._bits.extend([0] * (place + 1 - len(self._bits)))
            self._bits[place] = bits
        self._before = array("I", accumulate((bits.bit_count() for bits in self._bits), initial=0))

    def __len__(self) -> int:
        return self._before[-1]

    def __contains__(self, number: int) -> bool:
        place, bit = divmod(number, BITS)
        return 0 <= place < len(self._bits) and bool(self._bits[place] >> bit & 1)

    def __and__(self, other: "Numbers") -> "Numbers":
        return self._with(other, and_)

    def __or__(self, other: "Numbers") -> "Numbers":
        return self._with(other, or_)

    def __sub__(self, other: "Numbers") -> "Numbers":
        return self._with(other, lambda one, two: one & ~two)

    def at(self, index: int) -> int:
        """The number with `index` lower ones. Raises IndexError where there is none."""
        if not 0 <= index < len(self):
            raise IndexError(index)
        place = bisect_right(self._before, index) - 1
        bits = self._bits[place]
        for _ in range(index - self._before[place]):
            bits &= bits - 1
        return place * BITS + (bits & -bits).bit_length() - 1

    def index(self, number: int) -> int | None:
        """How many are lower; None for a number that is not there."""
        if number not in self:
            return None
        place, bit = divmod(number, BITS)
        return self._before[place] + (self._bits[place] & ((1 << bit) - 1)).bit_count()

    def _with(self, other: "Numbers", what: Callable[[int, int], int]) -> "Numbers":
        pairs = zip_longest(self._bits, other._bits, fillvalue=0)  # noqa: SLF001 - of the same class
        return Numbers(enumerate(what(one, two) for one, two in pairs))
