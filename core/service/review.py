"""What a screen or a command asks of a review besides deciding: why a row is as it is, and what a bulk key would do."""

from collections import Counter
from collections.abc import Iterable

from core.domain.match import MatchRow, MatchState, Mode, Verdict
from core.matching import Review, accept_spelling, acceptable
from core.matching.explain import explain
from core.text import Sentence


def why(row: MatchRow) -> tuple[Sentence, ...]:
    """Everything that can be said of a row, in the order in which a person reads it; warnings last."""
    return (*explain(row).sentences(), *row.warnings)


def counted(review: Review, states: Iterable[MatchState]) -> Counter[Verdict]:
    """How many rows of each verdict `Reviewing.accept_states` would store."""
    wanted = frozenset(states)
    rows = [row for row in review.waiting() if row.state in wanted and not row.contradiction]
    verdicts = (accept_spelling(row) or acceptable(row, Mode.TIMEON) for row in rows)
    return Counter(verdict for verdict in verdicts if verdict is not None)
