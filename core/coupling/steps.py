"""One step of a person in the review: what was decided together, and what that ended. Stored, taken back, done again.

Each is one unit of work on the file, and tells between which two moments of the file it stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from core.clock import iso
from core.domain.match import Decision, Verdict
from core.errors import MovedError
from core.store import decisions, reads
from core.store.connection import Connection

RECORDS = ("relaties", "customers")


@dataclass(frozen=True, slots=True)
class Step:
    """`made` stands because of it, `ended` stood before."""

    made: tuple[Decision, ...] = ()
    ended: tuple[Decision, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.made or self.ended)


@dataclass(frozen=True, slots=True)
class Stored:
    """A step that is in the file; `before` and `after` are the stamps around it."""

    step: Step
    before: str
    after: str


def stamp(db: Connection) -> str:
    """The moment of the file as far as the review is concerned."""
    return reads.stamp(db, RECORDS)


def records_stamp(text: str) -> str:
    """The part of a stamp that tells of the klanten, decisions aside."""
    return text.rsplit(":", 1)[0]


def store(db: Connection, batch: Sequence[Decision], replacing: Sequence[Decision] = ()) -> Stored:
    """Decide these together or not at all; what was so already is no part of the step. Raises MovedError.

    What is `replacing` stood until one of its values changed: it ends first, so that another verdict can be given.
    """
    before = stamp(db)
    made: list[Decision] = []
    ended = [one for one in replacing if decisions.withdraw(db, one, iso(batch[0].at))] if batch else []
    for decision in batch:
        stood = decisions.touching(db, decision)
        if not decisions.decide(db, (decision,)):
            continue
        made.append(decision)
        ended += [one for one in stood if one.verdict is Verdict.REJECT or _is_ended(one, decision)]
    return Stored(Step(tuple(made), tuple(ended)), before, stamp(db))


def count_new(db: Connection, batch: Sequence[Decision]) -> int:
    """How many of these would be stored; raises MovedError as `store` would. Nothing is changed."""
    db.execute("SAVEPOINT looking")
    try:
        return len(store(db, batch).step.made)
    finally:
        db.execute("ROLLBACK TO looking")
        db.execute("RELEASE looking")


def refusals(db: Connection, batch: Sequence[Decision]) -> dict[int, MovedError]:
    """Which of these would be refused, by position, and why, the others being stored. Nothing is changed."""
    found: dict[int, MovedError] = {}
    db.execute("SAVEPOINT looking")
    try:
        for at, decision in enumerate(batch):
            try:
                store(db, (decision,))
            except MovedError as moved:
                found[at] = moved
    finally:
        db.execute("ROLLBACK TO looking")
        db.execute("RELEASE looking")
    return found


def take_back(db: Connection, step: Step, at: str) -> Stored:
    """Undo: what it made goes, as far as it still stands, and what it ended stands again."""
    before = stamp(db)
    gone = tuple(one for one in reversed(step.made) if decisions.withdraw(db, one, at))
    again = tuple(one for one in step.ended if gone and decisions.decide(db, (one,)))
    return Stored(Step(again, gone), before, stamp(db))


def _is_ended(stood: Decision, decision: Decision) -> bool:
    """Whether this decision took the place of that one: the same two, of which one may have been decided before."""
    return (stood.timeon_id, stood.snelstart_id) == (decision.timeon_id, decision.snelstart_id)
