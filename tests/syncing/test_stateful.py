"""Whatever people and machines do in whatever order: it converges, writes only what a line says, and overwrites nothing.

Edits and deactivations on either side, records deleted, runs, runs killed halfway, an old backup restored, clocks that
jump.
"""

import asyncio
import copy
import functools
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from core.domain.agreement import Choice
from core.domain.match import Mode
from core.domain.partij import Side
from core.domain.plan import LineOutcome
from core.errors import AppError, GuardError
from core.sandbox import Sandbox, build_sandbox
from core.syncing import create, engine, read_snelstart, read_timeon, update
from tests.conftest import FixedClock
from tests.syncing.conftest import World, freeze, service_of
from tests.syncing.test_crash import KilledError

BEGAN = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""Half an hour before the hour that comes twice."""
POINTED = (create, engine, read_snelstart, read_timeon, update)
PHONES = st.sampled_from(["010-1000001", "010-1000002", "010-1000003", "0900-123"])
EMAILS = st.sampled_from(["een@voorbeeld.nl", "twee@voorbeeld.nl", ""])
KLANT = st.integers(0, 3)
DONE = (LineOutcome.WRITTEN, LineOutcome.ADOPTED)


RAN: Counter[str] = Counter()


def counted(act: Callable[..., None]) -> Callable[..., None]:
    """A rule that says how often it ran: one that never does proves nothing."""

    RAN[act.__name__] = 0

    @functools.wraps(act)
    def told(*args: Any, **how: Any) -> None:
        RAN[act.__name__] += 1
        act(*args, **how)

    return told


class Ground:
    """One coupled world, made once and copied for every example."""

    def __init__(self, folder: Path) -> None:
        self.clock = FixedClock(BEGAN)
        self.home = folder / "ground"
        self.folder = folder
        self.server = FixedClock(BEGAN)
        self.sandbox = build_sandbox(klanten=15, today=date(2026, 10, 25), now=self.server)
        self.pairs: list[tuple[int, str]] = []

    async def couple(self) -> None:
        async with service_of(self.sandbox, self.home, self.clock) as service:
            await service.koppelen().walk(Mode.SAFE, start=True)
            world = World(self.sandbox, service, self.clock, await service.open())
            await world.opened.sync()
            self.pairs = [await world.pair(n) for n in range(4)]
        self.frozen = freeze(self.sandbox, self.server)


class Two(RuleBasedStateMachine):
    """The model: what each side held when a run last ended, by couple and field."""

    ground: Ground

    @initialize()
    def start(self) -> None:
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp(dir=self.ground.folder))
        self.home = self.folder / "home"
        shutil.copytree(self.ground.home, self.home)
        self.clock = FixedClock(BEGAN)
        self.server, self.october = FixedClock(BEGAN), False
        self.sandbox: Sandbox = self.ground.frozen.thaw(self.server)
        self.world = World(self.sandbox, service_of(self.sandbox, self.home, self.clock), self.clock, None)
        self.open()
        self.since = self.values()
        self.backup: Path | None = None
        self.restored = False
        self.answered: set[tuple[int, str, str]] = set()

    def open(self) -> None:
        self.world.service = service_of(self.sandbox, self.home, self.clock)
        self.world.opened = self.runner.run(self.world.service.open())

    def close(self) -> None:
        self.runner.run(self.world.service.aclose())

    def teardown(self) -> None:
        if not hasattr(self, "runner"):
            return
        for _ in range(3):
            self.answer_all(Choice.TIMEON)
            self.clock.tick(minutes=31)
            self.server.tick(minutes=31)
            self.sync()
        planned = self.runner.run(self.world.opened.plan())
        assert planned.plan.lines == ()
        assert planned.conflicts == ()
        self.close()
        self.runner.close()
        shutil.rmtree(self.folder)

    def values(self) -> dict[tuple[int, str], dict[str, tuple[str, str]]]:
        """(Time On, SnelStart) of telefoon and email of the couples that are whole."""
        found = {}
        for customer, relatie in self.ground.pairs:
            left, right = self.world.customers.get(customer), self.world.relaties.get(relatie)
            if left is not None and right is not None:
                found[customer, relatie] = {
                    "telefoon": (left["phoneNumber"] or "", right["telefoon"] or ""),
                    "email": (left["emailAddress"] or "", right["email"] or ""),
                }
        return found

    @rule(klant=KLANT, value=PHONES)
    @counted
    def phone_in_time_on(self, klant: int, value: str) -> None:
        if self.ground.pairs[klant][0] in self.world.customers:
            self.world.edit_timeon(self.ground.pairs[klant][0], phoneNumber=value)

    @rule(klant=KLANT, value=EMAILS)
    @counted
    def email_in_time_on(self, klant: int, value: str) -> None:
        if self.ground.pairs[klant][0] in self.world.customers:
            self.world.edit_timeon(self.ground.pairs[klant][0], emailAddress=value or None)

    @rule(klant=KLANT, phone=PHONES, email=EMAILS)
    @counted
    def edit_in_snelstart(self, klant: int, phone: str, email: str) -> None:
        if self.ground.pairs[klant][1] in self.world.relaties:
            self.server.tick(seconds=1)
            self.world.edit_snelstart(self.ground.pairs[klant][1], telefoon=phone, email=email or None)

    @rule(klant=KLANT)
    @counted
    def deactivate_in_time_on(self, klant: int) -> None:
        if self.ground.pairs[klant][0] in self.world.customers:
            self.world.edit_timeon(self.ground.pairs[klant][0], isActive=False)

    @rule(klant=KLANT)
    @counted
    def deactivate_in_snelstart(self, klant: int) -> None:
        if self.ground.pairs[klant][1] in self.world.relaties:
            self.world.edit_snelstart(self.ground.pairs[klant][1], nonactief=True)

    @rule(klant=KLANT, side=st.sampled_from(list(Side)))
    @counted
    def delete(self, klant: int, side: Side) -> None:
        customer, relatie = self.ground.pairs[klant]
        if side is Side.TIMEON:
            self.world.customers.pop(customer, None)
        else:
            self.world.relaties.pop(relatie, None)

    @rule(full=st.booleans())
    @counted
    def sync(self, full: bool = False) -> None:
        before = self.values()
        raw = copy.deepcopy((dict(self.world.relaties), dict(self.world.customers)))
        try:
            report, _ = self.runner.run(self.world.opened.sync(full=full))
        except GuardError:
            report, _ = self.runner.run(self.world.opened.sync(full=full, released=True))
        after = self.values()
        self.check(before, after)
        touched = {result.remote_id for result in report.results if result.outcome in DONE}
        changed = {id_ for id_, row in self.world.relaties.items() if raw[0].get(id_) != row}
        changed |= {str(id_) for id_, row in self.world.customers.items() if raw[1].get(id_) != row}
        assert changed <= touched, "no write without a line"
        self.since, self.restored = after, False
        self.answered.clear()
        again, _ = self.runner.run(self.world.opened.sync())
        assert again.writes == 0, "a second run writes nothing"

    def check(self, before: dict[Any, Any], after: dict[Any, Any]) -> None:
        for couple, fields in before.items():
            for field, (timeon, snelstart) in fields.items():
                now_timeon, now_snelstart = after[couple][field]
                assert now_timeon == timeon, "nothing is saved in Time On while that is off"
                if now_snelstart == snelstart:
                    continue
                assert now_snelstart, "nothing typed is blanked"
                assert now_snelstart == timeon
                if not self.restored and couple in self.since:
                    asked = (*couple, field) in self.answered
                    assert asked or snelstart == self.since[couple][field][1], "nothing changed is overwritten"

    @rule(choice=st.sampled_from(list(Choice)))
    @counted
    def answer_all(self, choice: Choice) -> None:
        for conflict in self.runner.run(self.world.opened.syncing.conflicts()):
            if conflict.choice is None:
                self.answered.add((int(conflict.timeon_id), conflict.snelstart_id, conflict.field))
                self.runner.run(self.world.opened.syncing.decide_conflicts([conflict.key], choice))

    @rule(at=st.integers(1, 12))
    @counted
    def killed(self, at: int) -> None:
        count = 0

        def crashpoint(name: str) -> None:
            nonlocal count
            count += 1
            if count == at:
                raise KilledError(name)

        with pytest.MonkeyPatch.context() as patch:
            for module in POINTED:
                patch.setattr(module, "crashpoint", crashpoint)
            try:
                self.runner.run(self.world.opened.sync())
            except (KilledError, AppError):
                self.restored = True
        self.close()
        self.open()

    @rule()
    @counted
    def back_up(self) -> None:
        self.close()
        self.backup = self.folder / "backup"
        shutil.rmtree(self.backup, ignore_errors=True)
        shutil.copytree(self.home, self.backup)
        self.open()

    @precondition(lambda self: self.backup is not None)
    @rule()
    @counted
    def restore(self) -> None:
        self.close()
        shutil.rmtree(self.home)
        shutil.copytree(self.backup, self.home)
        self.restored = True
        self.open()

    @rule(minutes=st.sampled_from([-600, -60, -2, 90, 1440]))
    @counted
    def clock_jumps(self, minutes: int) -> None:
        self.clock.tick(minutes=minutes)

    @rule(minutes=st.sampled_from([1, 30, 300]))
    @counted
    def time_passes(self, minutes: int) -> None:
        self.clock.tick(minutes=minutes)
        self.server.tick(minutes=minutes)

    @precondition(lambda self: not self.october and self.server.now.day == BEGAN.day)
    @rule()
    @counted
    def the_hour_comes_twice(self) -> None:
        self.october = True
        self.server.tick(minutes=-60)

    @invariant()
    def no_double(self) -> None:
        if hasattr(self, "world"):
            codes = [row["relatiecode"] for row in self.world.relaties.values()]
            assert len(codes) == len(set(codes))


def test_whatever_happens(tmp_path: Path) -> None:
    ground = Ground(tmp_path)
    asyncio.run(ground.couple())
    machine = type("Machine", (Two,), {"ground": ground})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=20,
            stateful_step_count=15,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert [name for name, count in RAN.items() if not count] == []
