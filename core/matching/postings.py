"""An index of names in a shape that can be kept and mended: of each gram who holds it, packed in bytes.

An index put together from what was kept answers as one made anew of the same names.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from core.matching.grams import Asked, Index, grams_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Ints = NDArray[np.int64]

RULES = 1
"""How names are folded and cut in grams: what was kept under another number is made anew."""
# A holder is 25 bits of row and 7 of how many grams its name has.
_LENGTH_BITS = 7
_MOST_GRAMS = (1 << _LENGTH_BITS) - 1
MOST_ROWS = 1 << 25


def laid_out(names: Sequence[str], first: int = 0) -> Iterator[tuple[int, int, bytes]]:
    """Each gram of these names with how many hold it and who, packed; rows are numbered from `first` on."""
    import numpy as np

    rows, grams = grams_of(names)
    lengths = np.bincount(rows, minlength=len(names))
    order = np.argsort(grams, kind="stable")
    rows, grams = rows[order], grams[order]
    found, start = np.unique(grams, return_index=True)
    packed = (((rows + first) << _LENGTH_BITS) | np.minimum(lengths[rows], _MOST_GRAMS)).astype("<u4").tobytes()
    for gram, (begin, end) in zip(found.tolist(), pairwise([*start.tolist(), len(rows)]), strict=True):
        yield gram, end - begin, packed[begin * 4 : end * 4]


def mended(
    holders: Mapping[int, bytes], gone: Sequence[int], come: Mapping[int, bytes], room: int
) -> Iterator[tuple[int, int, bytes]]:
    """Each of these grams without the rows that are `gone`, and with those that came, who have higher rows than `room`."""
    import numpy as np

    stays = np.ones(room, bool)
    stays[list(gone)] = False
    for gram in sorted({*holders, *come}):
        packed = np.frombuffer(holders.get(gram, b""), "<u4")
        now = packed[stays[packed >> _LENGTH_BITS]].tobytes() + come.get(gram, b"")
        yield gram, len(now) // 4, now


def grams_in(names: Sequence[str]) -> list[int]:
    """Every gram of these names, once."""
    return sorted(set(grams_of(names)[1].tolist()))


def rarest(names: Sequence[str], held: Mapping[int, int], size: int) -> Asked:
    """What these names ask for, given how many of `size` choices hold each gram."""
    import numpy as np

    grams = np.asarray(sorted(held), np.int64)
    many = np.asarray([held[gram] for gram in grams.tolist()], np.int64)
    return Asked.of(names).rarest(grams, many, size)


def index_of(holders: Mapping[int, bytes], size: int, room: int) -> Index:
    """The index of these grams alone."""
    import numpy as np

    grams = sorted(holders)
    packed = np.frombuffer(b"".join([holders[gram] for gram in grams]), "<u4").astype(np.int64)
    start = np.cumsum([0, *(len(holders[gram]) // 4 for gram in grams)])
    rows, lengths = packed >> _LENGTH_BITS, packed & _MOST_GRAMS
    return Index.put_together(size, room, np.asarray(grams, np.int64), start, rows, lengths)
