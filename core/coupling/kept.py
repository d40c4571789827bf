"""The review as it stands, kept between decisions: each decision is laid into it, and only the rows it touches change.

It stands for one moment of the file, its `stamp`. What was decided elsewhere is laid in the same way; only when records
moved, or very much was decided at once, everything is looked at again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from core.domain.match import Decision, MatchRow, Verdict
from core.domain.partij import Partij
from core.matching import Duplicate, Review, decided, duplicates, review, simulate, withdrawn

MOST_STEPS = 64
_Same = tuple[str, str, Verdict]


@dataclass(slots=True)
class Kept:
    """`stamp` is the moment of the file that it shows, `records` that of its klanten alone."""

    stamp: str
    records: str
    left: Sequence[Partij]
    right: Sequence[Partij]
    review: Review
    by_key: dict[str, MatchRow] = field(default_factory=dict)
    standing: dict[_Same, Decision] = field(default_factory=dict)
    double_start: tuple[Duplicate, ...] | None = None

    @classmethod
    def of(
        cls,
        stamp: str,
        records: str,
        left: Sequence[Partij],
        right: Sequence[Partij],
        decisions: Sequence[Decision],
        before: "Kept | None" = None,
    ) -> "Kept":
        """Look at everything; what `before` worked out of the same klanten holds."""
        kept = cls(stamp, records, left, right, review(left, right, decisions))
        kept.by_key = {row.key: row for row in kept.review.rows}
        kept.standing = {_same(one): one for one in decisions}
        if before is not None and before.records == records:
            kept.double_start = before.double_start
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
        new = [one for key, one in now.items() if key not in self.standing or self.standing[key].at != one.at]
        if len(gone) + len(new) > MOST_STEPS:
            return False
        for one in gone:
            self.withdraw(one)
        for one in new:
            self.take(one)
        self.standing = now
        self.stamp = stamp
        return True

    def naive(self) -> tuple[Duplicate, ...]:
        """The double klanten of a start as Time On does it, decisions aside; worked out once."""
        if self.double_start is None:
            undecided = not self.standing
            self.double_start = duplicates(self.review.rows) if undecided else simulate(self.left, self.right)
        return self.double_start

    def _step(self, found: Review) -> None:
        for row in found.changed.gone:
            self.by_key.pop(row.key, None)
        for row in found.changed.made:
            self.by_key[row.key] = row
        self.review = found


def _same(decision: Decision) -> _Same:
    return decision.timeon_id, decision.snelstart_id, decision.verdict
