"""The match review of one koppeling: rows with reasons, verdicts that are stored, undo and redo without end.

The review is kept between decisions; what another process decides meanwhile is laid into it when it is asked for next.
A decision on a row that stands otherwise than the person saw it is refused, with both versions.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from core.clock import Clock, iso
from core.coupling import steps
from core.coupling.exchange import Wanted
from core.coupling.kept import Kept
from core.coupling.looking import Looking, OnProgress, everything, quiet
from core.coupling.stale import find, refuse_moved, refuse_stale
from core.coupling.steps import Step, Stored
from core.coupling.verdicts import Judge, Pair, Wish
from core.domain.match import Decision, MatchRow, MatchState, Mode, Verdict
from core.domain.partij import Side
from core.errors import MovedError, NotFoundError, StorageError, UsageError
from core.matching import Duplicate, Review, acceptable, compared, duplicates, in_bulk
from core.store import decisions, journal
from core.store import koppeling as facts
from core.store.connection import Connection, Database
from core.text import say

_DOUBLES = "review:doubles"


def _nobody(_made: Sequence[Decision]) -> None:
    """Nobody listens."""


def _no_one() -> None:
    """Nobody listens."""


@dataclass(slots=True)
class Reviewing:
    """The face of the review. One instance a person at work: it holds the undo and redo of that person."""

    database: Database
    clock: Clock
    decided: Callable[[Sequence[Decision]], object] = _nobody
    """Told what was decided in one step."""
    undone: Callable[[], object] = _no_one
    """Told that the latest step was taken back."""
    _undo: list[Step] = field(default_factory=list)
    _redo: list[Step] = field(default_factory=list)
    _looking: Looking = field(init=False)

    def __post_init__(self) -> None:
        self._looking = Looking(self.database)

    async def review(self, progress: OnProgress = quiet) -> Review:
        """Every klant that takes part, in exactly one row; stored decisions first."""
        return (await self.kept(progress)).review

    async def kept(self, progress: OnProgress = quiet) -> Kept:
        """The same with what changed since, for who draws it again and again."""
        return await self._looking.current(progress)

    @property
    def holds_much(self) -> bool:
        """Whether forgetting it would leave what it holds where nobody finds it."""
        return self._looking.holds_much

    async def stamp(self) -> str:
        """The moment of the file that a review of now would show; cheap to ask."""
        return await self._looking.stamp()

    async def simulate(self, progress: OnProgress = quiet) -> tuple[Duplicate, ...]:
        """The double klanten that arise when one starts now as Time On does."""
        return await self._looking.naive(progress)

    async def doubles_at_start(self, progress: OnProgress = quiet) -> int:
        """How many those are; kept in the file for as long as the klanten are the same."""
        of = steps.records_stamp(await self.stamp())
        known = await self.database.read(lambda db: facts.fact(db, _DOUBLES))
        if known and known["of"] == of:
            return int(known["n"])
        n = len(await self.simulate(progress))
        if not self.database.read_only:
            await self.database.write(lambda db: facts.set_fact(db, _DOUBLES, {"of": of, "n": n}))
        return n

    async def simulate_decided(self) -> tuple[Duplicate, ...]:
        """The double klanten that are left after the decisions of now."""
        return duplicates((await self.review()).rows)

    async def accept(self, mode: Mode, *, in_a_run: bool = False) -> int:
        """Store what `mode` accepts without a person; answers how many rows that settled.

        What a run does by itself is no step of the person at work, who may not even be there.
        """
        kept, judge = await self.kept(), self._judge(mode.value)
        found = kept.review
        batch = await asyncio.to_thread(lambda: judge.on_rows((row, acceptable(row, mode)) for row in found.waiting()))
        await self.database.write(lambda db: facts.set_fact(db, "mode", mode.value))
        return await self._store(batch, of=kept, is_step=not in_a_run)

    async def bulk(self, states: Iterable[MatchState]) -> list[tuple[MatchRow, Verdict]]:
        """What `accept_states` would do, row by row."""
        return await asyncio.to_thread(in_bulk, (await self.review()).rows, states)

    async def accept_states(self, states: Iterable[MatchState], expected: int | None = None) -> int:
        """The bulk key: accept every waiting row of these states that nothing contradicts.

        Raises MovedError when they are another number than were `expected`.
        """
        kept, judge = await self.kept(), self._judge()
        found = kept.review
        batch = await asyncio.to_thread(lambda: judge.on_rows(in_bulk(found.rows, states)))
        if expected is not None and len(batch) != expected:
            raise MovedError(say("Geteld werden er {toen}, nu zijn het er {nu}.", toen=expected, nu=len(batch)))
        return await self._store(batch, of=kept)

    async def decide(self, key: str, verdict: Verdict, other: str = "") -> None:
        """A person's verdict on the row `key`; `other` is the id on the other side to couple with instead.

        Raises NotFoundError for an unknown row and UsageError for a verdict that the row can't have.
        """
        row = await self.row(key)
        pairs = (await self._with_other(row, other),) if other else ()
        await self.settle([Wish(row, verdict, pairs)])

    def check(self, wishes: Sequence[Wish]) -> None:
        """Raise the UsageError that `settle` would, and do nothing else."""
        judge = self._judge()
        for wish in wishes:
            judge.of(wish)

    async def settle(self, wishes: Sequence[Wish]) -> int:
        """What a person wants of rows as they were seen, in one step; answers how many decisions were new.

        Raises MovedError, with both versions, when one of them stands otherwise now, and UsageError as `decide`; UsageError
        too when a klant stands in two pairs.
        """
        judge = self._judge()
        batch = [decision for wish in wishes for decision in judge.of(wish)]
        refuse_stale(await self.kept(), (wish.row for wish in wishes))
        earlier = [wish.row.earlier for wish in wishes if wish.row.earlier is not None]
        return await self._store(batch, earlier)

    async def couple(self, timeon_id: str, snelstart_id: str) -> None:
        """Couple two klanten by hand, whatever row they stand in."""
        pair = await self.database.read(
            lambda db: (find(db, Side.TIMEON, timeon_id), find(db, Side.SNELSTART, snelstart_id))
        )
        left, right = pair
        if left is None or right is None:
            raise NotFoundError(say("Geen klant {id}.", id=timeon_id if left is None else snelstart_id))
        await self._store([self._judge().couple(left, right)])

    async def row(self, key: str) -> MatchRow:
        """One row by its key."""
        found = (await self.kept()).by_key.get(key)
        if found is None:
            raise NotFoundError(say("Geen rij {key} in de review.", key=key))
        return found

    async def undo(self) -> int:
        """Take back the last step; when this person has none, the newest decision there is. Answers how many."""
        mine = [self._undo.pop()] if self._undo else []
        step = mine[0] if mine else Step(made=await self._newest())
        at = iso(self.clock())
        try:
            done = await self.database.write(lambda db: self._looking.own(steps.take_back(db, step, at)))
        except StorageError:
            self._undo += mine
            raise
        await self._looking.lay_in(done)
        self.undone()
        if done.step.ended:
            self._redo.append(Step(tuple(reversed(done.step.ended)), done.step.made))
        return len(done.step.ended)

    async def redo(self) -> int:
        """Do again what undo took back, here or in a process before this one; answers how many."""
        if self._redo:
            step = self._redo.pop()
        else:
            last = await self.database.read(decisions.newest_withdrawn)
            step = Step((last,) if last is not None else ())
        if not step.made:
            return 0
        stored = await self._decide(step.made, step.ended)
        if stored.step:
            self._undo.append(stored.step)
            self.decided(stored.step.made)
        return len(stored.step.made)

    async def standing(self) -> tuple[list[Decision], dict[str, str]]:
        """The decisions in force, and the naam of every id that still has one."""
        left, right, live, _ = await self.database.read(everything)
        return list(live), {one.id: one.naam for one in (*left, *right)}

    async def take_over(
        self, wanted: Sequence[Wanted], *, dry_run: bool = False, refused: list[str] | None = None
    ) -> int:
        """Store decisions of a file, all or none; answers how many are new.

        Raises NotFoundError naming the row of an unknown klant, MovedError for one that stands otherwise; with `refused`
        those are told there and the others are stored.
        """
        at, by = self.clock(), journal.actor()
        found = await self.database.read(lambda db: [_taken_over(db, one, by, at) for one in wanted])
        unknown = [one for one in found if isinstance(one, NotFoundError)]
        if unknown and refused is None:
            raise unknown[0]
        kept = [(asked, one) for asked, one in zip(wanted, found, strict=True) if isinstance(one, Decision)]
        batch = [one for _, one in kept]
        if refused is not None:
            refused.extend(one.detail for one in unknown)
            moved = await self.database.write(lambda db: steps.refusals(db, batch))
            refused.extend(f"{kept[at][0].place('verdict')}: {one.detail}" for at, one in moved.items())
            batch = [one for at, one in enumerate(batch) if at not in moved]
        if dry_run:
            return await self.database.write(lambda db: steps.count_new(db, batch))
        return await self._store(batch)

    async def _store(
        self,
        batch: Sequence[Decision],
        earlier: Sequence[Decision] = (),
        of: Kept | None = None,
        *,
        is_step: bool = True,
    ) -> int:
        """What was made of a whole review `of` this moment of the klanten is not looked up one by one; `is_step`: it can be
        taken back.
        """
        if not batch:
            return 0
        stored = await self._decide(batch, earlier, of.records if of else "")
        if stored.step and is_step:
            self._undo.append(stored.step)
            self.decided(stored.step.made)
            self._redo.clear()
        return len(stored.step.made)

    async def _decide(self, batch: Sequence[Decision], earlier: Sequence[Decision] = (), of: str = "") -> Stored:
        def work(db: Connection) -> Stored:
            if not of or of != steps.records_stamp(steps.stamp(db)):
                refuse_moved(db, batch)
            return self._looking.own(steps.store(db, batch, earlier))

        stored = await self.database.write(work)
        await self._looking.lay_in(stored)
        return stored

    async def _newest(self) -> tuple[Decision, ...]:
        return tuple((await self.database.read(decisions.live))[-1:])

    async def _with_other(self, row: MatchRow, other: str) -> Pair:
        one = row.left or row.right
        if one is None:
            raise UsageError(say("Deze rij is leeg."))
        across = await self.database.read(lambda db: find(db, one.side.other, other))
        if across is None:
            raise NotFoundError(say("Geen klant {id}.", id=other))
        return (one, across) if one.side is Side.TIMEON else (across, one)

    def _judge(self, by: str = "") -> Judge:
        return Judge(by or journal.actor(), self.clock())


def _taken_over(db: Connection, one: Wanted, by: str, at: datetime) -> Decision | NotFoundError:
    left, right = find(db, Side.TIMEON, one.timeon_id), find(db, Side.SNELSTART, one.snelstart_id)
    for column, asked, found in (("timeon_id", one.timeon_id, left), ("snelstart_id", one.snelstart_id, right)):
        if asked and found is None:
            return NotFoundError(say("{plaats}: geen klant {id}.", plaats=one.place(column), id=asked))
    return Decision(one.timeon_id, one.snelstart_id, one.verdict, by, at, compared(left, right))
