"""What a screen or a command asks of a review besides deciding: why a row is as it is, and what a bulk key would do."""

import asyncio
from collections import Counter
from collections.abc import Iterable

from core.domain.match import Candidate, MatchRow, MatchState, Verdict
from core.domain.partij import Side
from core.matching import Mend, Review, duplicates, in_bulk, mends
from core.matching.decisions import FIELD_LABELS
from core.matching.explain import explain
from core.matching.words import known_as
from core.text import Sentence, say, t


def why(row: MatchRow) -> tuple[Sentence, ...]:
    """Everything that can be said of a row, in the order in which a person reads it; warnings last."""
    return (*explain(row).sentences(), *row.warnings)


def counted(rows: Iterable[MatchRow], states: Iterable[MatchState]) -> Counter[Verdict]:
    """How many rows of each verdict `Reviewing.accept_states` would store."""
    return Counter(verdict for _, verdict in in_bulk(rows, states))


def is_double(row: MatchRow) -> bool:
    """Whether klanten of this row would stand twice, were the coupling started now as Time On does it."""
    return bool(duplicates((row,)))


def alike_says(found: Iterable[Candidate]) -> tuple[Sentence, ...]:
    """Who looks like a klant that is about to be made, a sentence each: where it is, and which fields are equal."""
    return tuple(_alike_says(one) for one in found)


def _alike_says(one: Candidate) -> Sentence:
    fields = ", ".join(t(FIELD_LABELS[name]) for name in one.agree)
    if fields:
        return say(
            "Lijkt ({score}) op {klant} in {kant}; gelijk: {velden}.",
            score=one.score, klant=known_as(one.partij), kant=one.partij.side.label, velden=fields,
        )  # fmt: skip
    return say(
        "Lijkt ({score}) op {klant} in {kant}.",
        score=one.score, klant=known_as(one.partij), kant=one.partij.side.label,
    )  # fmt: skip


async def mended(review: Review) -> dict[Side, tuple[Mend, ...]]:
    """What to mend at the source, on either side: each list alone brings the double klanten to zero."""
    return {side: await asyncio.to_thread(mends, review.rows, side) for side in Side}
