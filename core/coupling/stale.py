"""A decision on what a person saw, refused when it is no longer so: what it was then, what it is now.

Whoever looks at a row and presses a key decides on the values of that row; a colleague or a sync may have been quicker.
"""

from collections.abc import Iterable

from core.coupling.kept import Kept
from core.domain.match import Decision, MatchRow, Verdict
from core.domain.partij import Partij, Side
from core.domain.verdict_words import in_words
from core.errors import MovedError
from core.matching import compared, differences_say
from core.store import records
from core.store.connection import Connection
from core.text import Sentence, say


def refuse_stale(kept: Kept, seen: Iterable[MatchRow]) -> None:
    """Raise MovedError for the first of these rows that stands otherwise now, with both versions."""
    for row in seen:
        now = kept.by_key.get(row.key)
        if now is row:
            continue
        standing = _rejected(kept, row) if now is None else now.decision
        if standing is not None and standing != row.decision:
            raise MovedError(say("Er staat al: {staat}.", staat=in_words(standing)))
        if now is None:
            raise MovedError(_both(row, _where_now(kept, row)))
        was, is_ = _values(row), _values(now)
        if changed := differences_say(was, is_):
            raise MovedError(changed[0])
        if (now.state, now.contradiction, now.waits) != (row.state, row.contradiction, row.waits):
            raise MovedError(_both(row, now.reason))


def refuse_moved(db: Connection, batch: Iterable[Decision]) -> None:
    """Raise MovedError for the first of these that was decided on other values than stand in the file now."""
    for decision in batch:
        pair = {side: find(db, side, id_) for side, id_ in _ids(decision)}
        for side, id_ in _ids(decision):
            if pair[side] is None:
                naam = decision.compared.get(f"{side.value}.naam", "") or id_
                raise MovedError(say("{naam} staat niet meer in {kant}.", naam=naam, kant=side.label))
        now = compared(pair.get(Side.TIMEON), pair.get(Side.SNELSTART))
        if changed := differences_say(decision.compared, now):
            raise MovedError(changed[0])


def find(db: Connection, side: Side, id_: str) -> Partij | None:
    """The klant of this id; nobody without an id."""
    return records.partij(db, side, id_) if id_ else None


def _ids(decision: Decision) -> tuple[tuple[Side, str], ...]:
    both = ((Side.TIMEON, decision.timeon_id), (Side.SNELSTART, decision.snelstart_id))
    return tuple((side, id_) for side, id_ in both if id_)


def _values(row: MatchRow) -> dict[str, str]:
    """What is compared of everyone in the row; of a knot the first on either side stands for all."""
    return compared(row.left, row.right)


def _both(row: MatchRow, now: Sentence) -> Sentence:
    return say("Je zag: {toen} Nu: {nu}", toen=row.reason, nu=now)


def _rejected(kept: Kept, row: MatchRow) -> Decision | None:
    """That the two of this pair are not the same, where somebody said so."""
    if row.left is None or row.right is None:
        return None
    return kept.standing.get((row.left.id, row.right.id, Verdict.REJECT))


def _where_now(kept: Kept, row: MatchRow) -> Sentence:
    """What the row says in which the first of these stands now."""
    ids = {(one.side, one.id) for one in (*row.timeon, *row.snelstart)}
    for other in kept.review.rows:
        if any((one.side, one.id) in ids for one in (*other.timeon, *other.snelstart)):
            if other.decision is not None:
                return say("{staat}.", staat=in_words(other.decision))
            return other.reason
    return say("hij staat er niet meer.")
