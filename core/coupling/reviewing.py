"""The match review of one koppeling: rows with reasons, verdicts that are stored, undo and redo without end.

The review is kept between decisions; what another process decides meanwhile is laid into it when it is asked for next.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.clock import Clock, iso
from core.coupling import steps
from core.coupling.exchange import Wanted
from core.coupling.kept import MOST_STEPS, Kept
from core.coupling.steps import Step, Stored
from core.domain.match import Decision, MatchRow, MatchState, Mode, Verdict
from core.domain.partij import Partij, Side
from core.errors import NotFoundError, UsageError
from core.matching import Duplicate, Review, accept_spelling, acceptable, compared, duplicates
from core.store import decisions, journal, records
from core.store import koppeling as facts
from core.store.connection import Connection, Database
from core.text import say

Batch = list[Decision]


@dataclass(slots=True)
class Reviewing:
    """The face of the review. One instance a person at work: it holds the undo and redo of that person."""

    database: Database
    clock: Clock
    _undo: list[Step] = field(default_factory=list)
    _redo: list[Step] = field(default_factory=list)
    _kept: Kept | None = None

    async def review(self) -> Review:
        """Every klant that takes part, in exactly one row; stored decisions first."""
        return (await self._current()).review

    async def simulate(self) -> tuple[Duplicate, ...]:
        """The double klanten that arise when one starts now as Time On does."""
        return (await self._current()).naive()

    async def simulate_decided(self) -> tuple[Duplicate, ...]:
        """The double klanten that are left after the decisions of now."""
        return duplicates((await self._current()).review.rows)

    async def accept(self, mode: Mode) -> int:
        """Store what `mode` accepts without a person; answers how many rows that settled."""
        found = await self.review()
        batch = [
            self._decision(row, verdict, mode.value)
            for row in found.waiting()
            if (verdict := acceptable(row, mode)) is not None
        ]
        await self.database.write(lambda db: facts.set_fact(db, "mode", mode.value))
        return await self._store(batch)

    async def accept_states(self, states: Iterable[MatchState]) -> int:
        """The bulk key: accept every waiting pair of these states that nothing contradicts."""
        wanted = frozenset(states)
        rows = [row for row in (await self.review()).waiting() if row.state in wanted and not row.contradiction]
        batch = []
        for row in rows:
            verdict = accept_spelling(row) or acceptable(row, Mode.TIMEON)
            if verdict is not None:
                batch.append(self._decision(row, verdict, journal.actor()))
        return await self._store(batch)

    async def decide(self, key: str, verdict: Verdict, other: str = "") -> None:
        """A person's verdict on the row `key`; `other` is the id on the other side to couple with instead.

        Raises NotFoundError for an unknown row and UsageError for a verdict that the row can't have.
        """
        row = await self.row(key)
        await self._store(
            [await self._with_other(row, other) if other else self._decision(row, verdict, journal.actor())]
        )

    async def couple(self, timeon_id: str, snelstart_id: str) -> None:
        """Couple two klanten by hand, whatever row they stand in."""
        pair = await self.database.read(
            lambda db: (records.partij(db, Side.TIMEON, timeon_id), records.partij(db, Side.SNELSTART, snelstart_id))
        )
        left, right = pair
        if left is None or right is None:
            raise NotFoundError(say("Geen klant {id}.", id=timeon_id if left is None else snelstart_id))
        await self._store([self._couple(left, right)])

    async def row(self, key: str) -> MatchRow:
        """One row by its key."""
        found = (await self._current()).by_key.get(key)
        if found is None:
            raise NotFoundError(say("Geen rij {key} in de review.", key=key))
        return found

    async def undo(self) -> int:
        """Take back the last step; when this person has none, the newest decision there is. Answers how many."""
        step = self._undo.pop() if self._undo else Step(made=await self._newest())
        done = await self._take_back(step)
        if done.step.ended:
            self._redo.append(Step(made=tuple(reversed(done.step.ended))))
        return len(done.step.ended)

    async def redo(self) -> int:
        """Do again what undo took back, here or in a process before this one; answers how many."""
        if self._redo:
            batch = self._redo.pop().made
        else:
            last = await self.database.read(decisions.newest_withdrawn)
            batch = (last,) if last is not None else ()
        if not batch:
            return 0
        stored = await self._decide(batch)
        if stored.step:
            self._undo.append(stored.step)
        return len(stored.step.made)

    async def standing(self) -> tuple[list[Decision], dict[str, str]]:
        """The decisions in force, and the naam of every id that still has one."""
        left, right, live, _ = await self.database.read(_all)
        return list(live), {one.id: one.naam for one in (*left, *right)}

    async def take_over(self, wanted: Sequence[Wanted], *, dry_run: bool = False) -> int:
        """Store decisions of a file, all or none; answers how many are new.

        Raises NotFoundError naming the row of an unknown klant, MovedError for one that stands otherwise.
        """
        at, by = self.clock(), journal.actor()
        batch = await self.database.read(lambda db: [_taken_over(db, one, by, at) for one in wanted])
        if dry_run:
            return await self.database.write(lambda db: steps.count_new(db, batch))
        return await self._store(batch)

    async def _store(self, batch: Batch) -> int:
        if not batch:
            return 0
        stored = await self._decide(batch)
        if stored.step:
            self._undo.append(stored.step)
            self._redo.clear()
        return len(stored.step.made)

    async def _decide(self, batch: Sequence[Decision]) -> Stored:
        stored = await self.database.write(lambda db: steps.store(db, batch))
        self._lay_in(stored)
        return stored

    async def _take_back(self, step: Step) -> Stored:
        at = iso(self.clock())
        stored = await self.database.write(lambda db: steps.take_back(db, step, at))
        self._lay_in(stored)
        return stored

    def _lay_in(self, stored: Stored) -> None:
        """Our own step into the kept review, when nothing else came between; much at once is quicker looked at anew."""
        kept = self._kept
        if kept is None or kept.stamp != stored.before:
            return
        if len(stored.step.made) + len(stored.step.ended) > MOST_STEPS:
            self._kept = None
            return
        for decision in stored.step.ended:
            kept.withdraw(decision)
        for decision in stored.step.made:
            kept.take(decision)
        kept.stamp = stored.after

    async def _newest(self) -> tuple[Decision, ...]:
        return tuple((await self.database.read(decisions.live))[-1:])

    async def _current(self) -> Kept:
        """The review of this moment of the file."""
        kept = self._kept
        now = await self.database.read(steps.stamp)
        if kept is not None and kept.stamp == now:
            return kept
        if kept is not None and kept.records == steps.records_stamp(now):
            live, at = await self.database.read(lambda db: (decisions.live(db), steps.stamp(db)))
            if kept.catch_up(at, live):
                return kept
        left, right, decided, at = await self.database.read(_all)
        self._kept = Kept.of(at, steps.records_stamp(at), left, right, decided, kept)
        return self._kept

    async def _with_other(self, row: MatchRow, other: str) -> Decision:
        one = row.left or row.right
        if one is None:
            raise UsageError(say("Deze rij is leeg."))
        across = await self.database.read(lambda db: records.partij(db, one.side.other, other))
        if across is None:
            raise NotFoundError(say("Geen klant {id}.", id=other))
        return self._couple(one, across) if one.side is Side.TIMEON else self._couple(across, one)

    def _couple(self, left: Partij, right: Partij) -> Decision:
        return Decision(left.id, right.id, Verdict.COUPLE, journal.actor(), self.clock(), compared(left, right))

    def _decision(self, row: MatchRow, verdict: Verdict, by: str) -> Decision:
        """The decision for a pair or a single; a knot must be undone pair by pair."""
        if len(row.timeon) > 1 or len(row.snelstart) > 1:
            raise UsageError(say("Een knoop los je op door te zeggen wie bij wie hoort."))
        if verdict in (Verdict.COUPLE, Verdict.REJECT) and not row.is_pair:
            raise UsageError(say("Hier staat maar één kant; kies met wie."))
        if verdict is Verdict.CREATE and row.is_pair:
            raise UsageError(say("Hier staan twee kanten; wijs het paar eerst af."))
        left, right = row.left, row.right
        at = self.clock()
        values = compared(left, right)
        return Decision(left.id if left else "", right.id if right else "", verdict, by, at, values)


def _taken_over(db: Connection, one: Wanted, by: str, at: datetime) -> Decision:
    left = records.partij(db, Side.TIMEON, one.timeon_id) if one.timeon_id else None
    right = records.partij(db, Side.SNELSTART, one.snelstart_id) if one.snelstart_id else None
    for asked, found in ((one.timeon_id, left), (one.snelstart_id, right)):
        if asked and found is None:
            raise NotFoundError(say("Rij {row}: geen klant {id}.", row=one.row, id=asked))
    return Decision(one.timeon_id, one.snelstart_id, one.verdict, by, at, compared(left, right))


def _all(db: Connection) -> tuple[Sequence[Partij], Sequence[Partij], Sequence[Decision], str]:
    return (
        records.partijen(db, Side.TIMEON),
        records.partijen(db, Side.SNELSTART),
        decisions.live(db),
        steps.stamp(db),
    )
