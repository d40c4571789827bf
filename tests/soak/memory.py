"""Whether a process that stays leaks: what it holds, sampled through its life.

A leak grows all the time; a library that is loaded at its first use is one step, whenever that comes. So the growth that
counts is the usual one, the median from part to part, carried over the whole of the second half: in the first it meets
every koppeling.
"""

import statistics
from collections.abc import Sequence
from itertools import pairwise

PARTS = 8
GROWTH = 0.15
"""Part of what it held that may come on top; below it is the noise of an allocator that keeps what it once had."""


def parts(samples: Sequence[float], count: int = PARTS) -> list[float]:
    """The median of each of so many equal stretches of the time; fewer when there are fewer samples."""
    count = min(count, len(samples))
    bounds = [len(samples) * at // count for at in range(count + 1)] if count else []
    return [statistics.median(samples[begin:end]) for begin, end in pairwise(bounds)]


def growth(samples: Sequence[float]) -> float:
    """What it grew in the second half of its time, steps left out, as a part of what it held in the middle."""
    late = parts(samples[len(samples) // 2 :])
    steps = [after - before for before, after in pairwise(late)]
    return statistics.median(steps) * len(late) / late[0] if steps else 0.0
