"""Compare one couple field by field, and remember what that says: agreed values, questions, nothing to do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from core.clock import Clock, iso
from core.domain.agreement import Agreed, Choice, Conflict
from core.domain.partij import Partij, Side
from core.errors import MovedError
from core.store import agreed, conflicts, records
from core.store.agreed import Couple
from core.store.connection import Connection
from core.syncing.fields import BY_NAME, FIELDS
from core.syncing.three_way import Move, move
from core.text import say

_QUIET = frozenset({Move.NOTHING, Move.AGREE})


@dataclass(frozen=True, slots=True)
class Compared:
    """A couple as its records are now, with a move and, where it has one, a conflict for each field."""

    timeon: Partij
    snelstart: Partij
    moves: Mapping[str, Move]
    conflicts: Mapping[str, Conflict]

    @property
    def couple(self) -> Couple:
        """Its ids."""
        return self.timeon.id, self.snelstart.id

    @property
    def quiet(self) -> bool:
        """Whether nothing is left to do or to ask."""
        return _QUIET.issuperset(self.moves.values())

    def values(self, field: str) -> Agreed:
        """What both sides have now."""
        one = BY_NAME[field]
        return Agreed(one.of(self.timeon), one.of(self.snelstart))


def compare(db: Connection, couple: Couple, owners: Mapping[str, Side]) -> Compared | None:
    """None when one of the two is not there any more."""
    left, right = records.partij(db, Side.TIMEON, couple[0]), records.partij(db, Side.SNELSTART, couple[1])
    if left is None or right is None:
        return None
    known = agreed.of(db, couple)
    asked = conflicts.of(db, couple)
    moves: dict[str, Move] = {}
    questions: dict[str, Conflict] = {}
    for field in FIELDS:
        name, timeon, snelstart = field.name, field.of(left), field.of(right)
        found = move(field, timeon, snelstart, known.get(name), owners.get(name))
        if found is Move.CONFLICT:
            before = asked.get(name)
            same = before is not None and (before.timeon, before.snelstart) == (timeon, snelstart)
            choice = before.choice if before is not None and same else None
            questions[name] = Conflict(left.id, right.id, name, timeon, snelstart, left.naam, choice)
            found = {Choice.TIMEON: Move.TO_SNELSTART, Choice.SNELSTART: Move.TO_TIMEON}.get(choice, found)  # type: ignore[arg-type]
        moves[name] = found
    return Compared(left, right, moves, questions)


def settle(db: Connection, clock: Clock, owners: Mapping[str, Side]) -> int:
    """After a read: agree on what is in step, ask what changed on both sides, pass over the rest next time.

    Answers how many questions are new.
    """
    asked, quiet = 0, []
    for couple in agreed.moved(db):
        found = compare(db, couple, owners)
        if found is None:
            continue
        at_rest = [name for name, one in found.moves.items() if one in _QUIET]
        known = agreed.of(db, couple)
        fresh = {name: found.values(name) for name in at_rest if found.moves[name] is Move.AGREE}
        if fresh or not known:
            agreed.agree(db, couple, fresh)
        conflicts.settled(db, couple, at_rest)
        asked += conflicts.ask(db, found.conflicts.values(), iso(clock()))
        if found.quiet:
            quiet.append(couple)
    agreed.looked(db, quiet)
    return asked


def decide(db: Connection, conflict: Conflict, choice: Choice, at: str) -> Agreed | None:
    """Keep a person's answer; *mag verschillen* agrees on the two values as they are. Answers what was agreed before."""
    couple = conflict.timeon_id, conflict.snelstart_id
    before = agreed.of(db, couple).get(conflict.field)
    conflicts.decide(db, conflict, choice, at)
    if choice is Choice.DIFFER:
        agreed.agree(db, couple, {conflict.field: Agreed(conflict.timeon, conflict.snelstart)})
    else:
        agreed.agree(db, couple, {})
    return before


def undecide(db: Connection, conflict: Conflict, before: Agreed | None, at: str) -> None:
    """Take an answer back: the same is asked again, or answered as it was. Raises MovedError once it was written."""
    couple = conflict.timeon_id, conflict.snelstart_id
    now = conflicts.of(db, couple).get(conflict.field)
    if now is None or (now.timeon, now.snelstart) != (conflict.timeon, conflict.snelstart):
        raise MovedError(
            say("Dit antwoord is al geschreven."),
            advice=say("Draai de run terug die het schreef: 'koppelbord sync undo'."),
        )
    conflicts.reopen(db, conflict, at)
    agreed.replace(db, couple, conflict.field, before)


def written(db: Connection, couple: Couple, fields: Collection[str]) -> None:
    """These fields were written on one side: what both sides have now is agreed."""
    left, right = records.partij(db, Side.TIMEON, couple[0]), records.partij(db, Side.SNELSTART, couple[1])
    if left is None or right is None:
        return
    now = {name: Agreed(BY_NAME[name].of(left), BY_NAME[name].of(right)) for name in fields}
    agreed.agree(db, couple, now)
    conflicts.settled(db, couple, fields)
