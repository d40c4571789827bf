"""The review as it stands, kept between decisions: each decision is laid into it, and only the rows it touches change.

It stands for one moment of the file, its `stamp`. What was decided elsewhere is laid in the same way; only when records
moved, or very much was decided at once, everything is looked at again.
"""

from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import count

from core.collecting import emptied
from core.domain.match import Decision, MatchRow, Verdict
from core.domain.partij import Partij
from core.matching import Changed, Review, Told, decided, duplicates, laid_out, review, withdrawn

MOST_STEPS = 64
REMEMBERED = 256
_Same = tuple[str, str, Verdict]
_versions = count(1)


def _nowhere(_row: MatchRow) -> int:
    """Before there are rows."""
    return 0


@dataclass(slots=True)
class Kept:
    """`stamp` is the moment of the file that it shows, `records` that of its klanten alone.

    `version` is another number after every change of the rows. `doubles` is how many double klanten are left after the
    decisions. `foreign` is how many looks found that somebody else changed something; `place(row)` is where a row
    stands, also after this was let go.
    """

    stamp: str
    records: str
    left: Sequence[Partij]
    right: Sequence[Partij]
    review: Review
    by_key: dict[str, MatchRow] = field(default_factory=dict)
    standing: dict[_Same, Decision] = field(default_factory=dict)
    doubles: int = 0
    foreign: int = 0
    place: Callable[[MatchRow], int] = _nowhere
    version: int = field(default_factory=lambda: next(_versions))
    _changes: deque[tuple[int, Changed]] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    @classmethod
    def of(
        cls,
        stamp: str,
        records: str,
        left: Sequence[Partij],
        right: Sequence[Partij],
        decisions: Sequence[Decision],
        told: Told,
    ) -> "Kept":
        """Look at everything."""
        found, _ = laid_out(review(left, right, decisions, told=told))
        kept = cls(stamp, records, left, right, found)
        kept.by_key = {row.key: row for row in found.rows}
        kept.standing = {_same(one): one for one in decisions}
        kept.place = found.places()
        kept.doubles = len(duplicates(found.rows))
        return kept

    def take(self, decision: Decision) -> None:
        """A decision was made."""
        self.standing.pop((decision.timeon_id, decision.snelstart_id, Verdict.COUPLE), None)
        self.standing[_same(decision)] = decision
        self._step(decided(self.review, decision))

    def withdraw(self, decision: Decision) -> None:
        """A decision was taken back."""
        if self.standing.pop(_same(decision), None) is not None:
            self._step(withdrawn(self.review, decision))

    def catch_up(self, stamp: str, live: Iterable[Decision]) -> bool:
        """Lay in what was decided and taken back elsewhere; False when that is so much that looking again is quicker."""
        now = {_same(one): one for one in live}
        gone = [one for key, one in self.standing.items() if key not in now]
        new = [one for key, one in now.items() if not _stands(self.standing.get(key), one)]
        if len(gone) + len(new) > MOST_STEPS:
            return False
        for one in gone:
            self.withdraw(one)
        for one in new:
            self.take(one)
        self.standing = now
        self.stamp = stamp
        return True

    def let_go(self) -> None:
        """Nobody goes on from this review: all that it was made from is freed, one by one. Whoever holds rows keeps those."""
        ground, rows, klanten = self.review.ground, [*self.review.rows], [*self.left, *self.right]
        self.review, self.left, self.right = Review(()), (), ()
        if ground is not None:
            ground.let_go()
        emptied(rows)
        emptied(self.by_key)
        emptied(self.standing)
        emptied(klanten)
        self._changes.clear()

    def since(self, version: int) -> tuple[tuple[int, Changed], ...] | None:
        """What happened to the rows after this version, in order, each with the version that it led to.

        None when that is no longer known.
        """
        if version == self.version:
            return ()
        if version not in [number for number, _ in self._changes]:
            return None
        return tuple(step for step in self._changes if step[0] > version)

    def _step(self, found: Review) -> None:
        for row in found.changed.gone:
            self.by_key.pop(row.key, None)
        for row in found.changed.made:
            self.by_key[row.key] = row
        self.doubles += len(duplicates(found.changed.made)) - len(duplicates(found.changed.gone))
        if not self._changes:
            self._changes.append((self.version, Changed()))
        self.version = next(_versions)
        self._changes.append((self.version, found.changed))
        self.review = found


def _same(decision: Decision) -> _Same:
    return decision.timeon_id, decision.snelstart_id, decision.verdict


def _stands(stood: Decision | None, now: Decision) -> bool:
    """Whether the same verdict was known already, made at the same time on the same values."""
    return stood is not None and stood.at == now.at and dict(stood.compared) == dict(now.compared)
