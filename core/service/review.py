"""What a screen or a command asks of a review besides deciding: why a row is as it is, and what a bulk key would do."""

from collections import Counter
from collections.abc import Iterable

from core.domain.match import MatchRow, MatchState, Verdict
from core.matching import Review, in_bulk
from core.matching.explain import explain
from core.text import Sentence


def why(row: MatchRow) -> tuple[Sentence, ...]:
    """Everything that can be said of a row, in the order in which a person reads it; warnings last."""
    return (*explain(row).sentences(), *row.warnings)


def counted(review: Review, states: Iterable[MatchState]) -> Counter[Verdict]:
    """How many rows of each verdict `Reviewing.accept_states` would store."""
    return Counter(verdict for _, verdict in in_bulk(review.rows, states))
