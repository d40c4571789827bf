"""Decide, undo, redo, export and import in any order: the file, the kept review and a fresh look always agree."""

import asyncio
import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.coupling.exchange import HEADINGS, from_text, to_rows
from core.coupling.reviewing import Reviewing
from core.coupling.verdicts import Wish
from core.domain.match import Verdict
from core.errors import MovedError
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from tests.conftest import FixedClock
from tests.coupling.laid import put
from tests.matching.test_review import sides

Live = frozenset[tuple[str, str, str]]
NONE: Live = frozenset()


class ReviewMachine(RuleBasedStateMachine):
    """`past` holds what stood before each step that can be taken back, `future` what each redo brings back."""

    @initialize(world=sides(most=5))
    def lay(self, world):
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.clock = FixedClock(datetime(2026, 11, 24, tzinfo=UTC))
        self.database = Database(Path(self.folder.name) / "one.sqlite", KOPPELING)
        self.run(self.database.write(lambda db: put(db, [*world[0], *world[1]])))
        self.reviewing = Reviewing(self.database, self.clock)
        self.past, self.future, self.exported = [], [], []
        self.stands = NONE

    def run(self, work):
        self.clock.tick(seconds=1)
        return self.runner.run(work) if asyncio.iscoroutine(work) else work

    def live(self):
        standing, _ = self.run(self.reviewing.standing())
        return frozenset((one.timeon_id, one.snelstart_id, one.verdict.value) for one in standing)

    def stepped(self, count):
        if count:
            self.past.append(self.stands)
            self.future.clear()
        self.stands = self.live()

    def waiting(self):
        return self.run(self.reviewing.review()).waiting()

    @rule(data=st.data())
    def decide(self, data):
        rows = [row for row in self.waiting() if len(row.timeon) < 2 and len(row.snelstart) < 2]
        if not rows:
            return
        row = data.draw(st.sampled_from(rows))
        fits = (Verdict.COUPLE, Verdict.REJECT, Verdict.IGNORE) if row.is_pair else (Verdict.CREATE, Verdict.IGNORE)
        self.stepped(self.run(self.reviewing.settle([Wish(row, data.draw(st.sampled_from(fits)))])))

    @rule(data=st.data(), rest=st.sampled_from([None, Verdict.IGNORE, Verdict.CREATE]))
    def resolve(self, data, rest):
        knots = [row for row in self.waiting() if row.timeon and row.snelstart and not row.is_pair]
        if not knots:
            return
        row = data.draw(st.sampled_from(knots))
        pairs = list(zip(row.timeon, data.draw(st.permutations(row.snelstart)), strict=False))
        self.stepped(self.run(self.reviewing.settle([Wish(row, pairs=tuple(pairs), rest=rest)])))

    @rule()
    def accept_everything_clear(self):
        states = {row.state for row in self.waiting()}
        self.stepped(self.run(self.reviewing.accept_states(states)))

    @rule()
    def undo(self):
        mine = bool(self.past)
        count = self.run(self.reviewing.undo())
        before, self.stands = self.stands, self.live()
        if mine:
            assert count
            assert self.stands == self.past.pop()
            self.future.append(before)

    @precondition(lambda self: self.future)
    @rule()
    def redo(self):
        assert self.run(self.reviewing.redo())
        self.past.append(self.stands)
        self.stands = self.live()
        assert self.stands == self.future.pop()

    @rule()
    def export(self):
        rows = to_rows(*self.run(self.reviewing.standing()))
        self.exported = json.dumps([dict(zip(HEADINGS, row, strict=True)) for row in rows])

    @precondition(lambda self: self.exported)
    @rule()
    def take_over(self):
        wanted = from_text(self.exported)
        asked = {(one.timeon_id, one.snelstart_id, one.verdict.value) for one in wanted}
        try:
            counted = self.run(self.reviewing.take_over(wanted, dry_run=True))
        except MovedError:
            with pytest.raises(MovedError):
                self.run(self.reviewing.take_over(wanted))
            assert self.live() == self.stands
            return
        count = self.run(self.reviewing.take_over(wanted))
        assert count == counted
        self.stepped(count)
        assert asked <= self.stands

    @invariant()
    def every_record_has_one_verdict(self):
        taken = [(side, id_) for left, right, verdict in self.stands if verdict != "reject"
                 for side, id_ in (("T", left), ("S", right)) if id_]  # fmt: skip
        assert len(taken) == len(set(taken))

    @invariant()
    def the_kept_review_is_what_a_fresh_look_shows(self):
        kept = self.run(self.reviewing.kept())
        fresh = self.run(Reviewing(self.database, self.clock).kept())
        assert _shape(kept.review) == _shape(fresh.review)
        assert kept.by_key == {row.key: row for row in kept.review.rows}
        assert kept.stamp == fresh.stamp

    def teardown(self):
        if hasattr(self, "runner"):
            self.database.close()
            self.runner.close()
            self.folder.cleanup()


def _shape(review):
    """What a row says, near matches apart: those are kept from the last whole look."""
    return {
        (tuple(one.id for one in row.timeon), tuple(one.id for one in row.snelstart)): (
            row.state, row.decision.verdict if row.decision else None,
        )
        for row in review.rows if row.state not in ("candidates", "only_timeon", "only_snelstart")
    }  # fmt: skip


ReviewMachine.TestCase.settings = settings(
    max_examples=40, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestReviewMachine = ReviewMachine.TestCase
