"""Decisions made from rows: what a verdict on a row stores, and which verdicts a row can't have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain.match import Decision, MatchRow, Verdict
from core.domain.partij import Partij, Side
from core.errors import UsageError
from core.matching import compared
from core.text import say

Pair = tuple[Partij, Partij]
MOST_PAIRS = 200
"""Of a knot that has more, nobody can say at once that all are different."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants of one row as it was seen: a `verdict`, or `pairs` to couple and a verdict for the `rest`."""

    row: MatchRow
    verdict: Verdict = Verdict.COUPLE
    pairs: tuple[Pair, ...] = ()
    rest: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Judge:
    """Who decides, and when."""

    by: str
    at: datetime

    def of(self, wish: Wish) -> list[Decision]:
        """The decisions that carry it out. Raises UsageError for what the row can't have."""
        if wish.pairs or wish.rest is not None:
            return self.resolve(wish.row, wish.pairs, wish.rest)
        if len(wish.row.timeon) > 1 or len(wish.row.snelstart) > 1:
            return self._on_knot(wish.row, wish.verdict)
        return [self.on_row(wish.row, wish.verdict)]

    def on_row(self, row: MatchRow, verdict: Verdict) -> Decision:
        """The decision for a pair or a single. Raises UsageError for a verdict that the row can't have."""
        if len(row.timeon) > 1 or len(row.snelstart) > 1:
            raise UsageError(say("Een knoop los je op door te zeggen wie bij wie hoort."))
        if verdict in (Verdict.COUPLE, Verdict.REJECT) and not row.is_pair:
            raise UsageError(say("Hier staat maar één kant; kies met wie."))
        if verdict is Verdict.CREATE and row.is_pair:
            raise UsageError(say("Hier staan twee kanten; wijs het paar eerst af."))
        return self._decision(row.left, row.right, verdict)

    def on_rows(self, verdicts: Iterable[tuple[MatchRow, Verdict | None]]) -> list[Decision]:
        """As `on_row` of each that has a verdict."""
        return [self.on_row(row, verdict) for row, verdict in verdicts if verdict is not None]

    def _on_knot(self, row: MatchRow, verdict: Verdict) -> list[Decision]:
        """All of a knot left out, or nobody of it the same as anybody across."""
        if verdict is Verdict.IGNORE:
            return self.resolve(row, (), verdict)
        pairs = [(left, right) for left in row.timeon for right in row.snelstart]
        if verdict is Verdict.REJECT and 0 < len(pairs) <= MOST_PAIRS:
            return [self._decision(left, right, verdict) for left, right in pairs]
        return [self.on_row(row, verdict)]

    def couple(self, left: Partij, right: Partij) -> Decision:
        """These two are one klant."""
        return self._decision(left, right, Verdict.COUPLE)

    def resolve(self, row: MatchRow, pairs: Sequence[Pair], rest: Verdict | None) -> list[Decision]:
        """Couple several pairs of a row, and give `rest` (CREATE or IGNORE) to who is left of it.

        Raises UsageError when a klant stands in two pairs.
        """
        coupled = [partij for pair in pairs for partij in pair]
        if len({_who(partij) for partij in coupled}) < len(coupled):
            raise UsageError(say("Eén klant kan maar bij één ander horen."))
        batch = [self.couple(left, right) for left, right in pairs]
        if rest is not None:
            batch += [self.alone(partij, rest) for partij in left_over(row, pairs)]
        return batch

    def alone(self, partij: Partij, verdict: Verdict) -> Decision:
        """A verdict on one klant."""
        is_timeon = partij.side is Side.TIMEON
        return self._decision(partij if is_timeon else None, None if is_timeon else partij, verdict)

    def _decision(self, left: Partij | None, right: Partij | None, verdict: Verdict) -> Decision:
        ids = left.id if left else "", right.id if right else ""
        return Decision(*ids, verdict, self.by, self.at, compared(left, right))


def left_over(row: MatchRow, pairs: Iterable[Pair]) -> list[Partij]:
    """Who of the row is in none of these pairs."""
    taken = {_who(partij) for pair in pairs for partij in pair}
    return [partij for partij in (*row.timeon, *row.snelstart) if _who(partij) not in taken]


def _who(partij: Partij) -> tuple[Side, str]:
    return partij.side, partij.id
