"""Who belongs to whom in a knot, as far as the klanten themselves tell; a person sees it before it is decided.

Two are proposed when more than their name speaks for it, and for neither of them anybody else does as well.
"""

from collections.abc import Sequence

from core.domain.match import MatchRow
from core.domain.partij import Partij
from core.matching.contact import compare
from core.matching.rules import names_equal, numbers_equal, spelled_alike

ENOUGH = 2
MOST_PAIRS = 2_000
_SPEAKS = frozenset({"btw", "kvk", "iban", "email", "telefoon", "postcode"})
_CONTRADICTS = frozenset({"btw", "kvk"})


def proposal(row: MatchRow) -> tuple[tuple[Partij, Partij], ...]:
    """The pairs of this row that can be proposed; of a knot that is too large none."""
    if len(row.timeon) * len(row.snelstart) > MOST_PAIRS:
        return ()
    weighed = [(_evidence(left, right), left, right) for left in row.timeon for right in row.snelstart]
    likely = [one for one in weighed if one[0] >= ENOUGH]
    return tuple((left, right) for points, left, right in likely if not _as_good(likely, points, left, right))


def _as_good(weighed: Sequence[tuple[int, Partij, Partij]], points: int, left: Partij, right: Partij) -> bool:
    """Whether another pair of one of these two has as much that speaks for it."""
    return any(
        other >= points and (one is left) != (two is right)
        for other, one, two in weighed
        if one is left or two is right
    )


def _evidence(left: Partij, right: Partij) -> int:
    """How many things speak for these two being one; none when a btw-id or KvK number says that they are not."""
    agree, differ = compare(left, right)
    if _CONTRADICTS & set(differ):
        return 0
    name = names_equal(left, right) or spelled_alike(left, right)
    return int(name) + int(numbers_equal(left, right)) + len(_SPEAKS & set(agree))
