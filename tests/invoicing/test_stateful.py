"""Any order of work, faults, kills, edits, restores and clock jumps: the promises hold at every rest.

Live drafts a marker at most one after a sweep; no registratie on two orders that stand; what koppelbord says it sent is
what stands in SnelStart, to the cent; nothing that a person changed is written over; a second push does nothing.
"""

import asyncio
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Coroutine
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from core.domain.declaratie import DeclaratieState, OrderState
from core.domain.push import PushVerdict
from core.errors import AppError
from core.invoicing import pusher, pushing, sweeping
from core.invoicing.marker import mark_of
from core.store import journal
from tests.invoicing.fakes import FakeSnelStart, Office, delivered_twice, hour, lost_reply, lost_request, refused
from tests.kill import killed_at

FAULTS = [FakeSnelStart.make, lost_request, lost_reply, delivered_twice, refused]
SETTLED = {OrderState.ORDER, OrderState.INVOICED, OrderState.PARTLY_PAID, OrderState.PAID}


class Invoicing(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.runner = asyncio.Runner()
        self.folder = Path(tempfile.mkdtemp())
        self.office = Office(self.folder / "k.db")
        self.hours = 0
        self.edited: dict[str, Decimal] = {}
        self.backup: Path | None = None
        self.run(self.office.fill())

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.runner.run(work)

    def teardown(self) -> None:
        self.office.close()
        self.runner.close()
        shutil.rmtree(self.folder)

    @rule(klant=st.sampled_from([1, 2]), seconds=st.integers(60, 20_000))
    def book(self, klant: int, seconds: int) -> None:
        self.hours += 1
        self.run(self.office.fill(hour(self.hours, klant=klant, secondsBillable=seconds)))

    @rule()
    def create(self) -> None:
        if self.hours:
            self.run(self.office.declaraties.create_month(2026, 10))

    @rule(which=st.integers(0, 9))
    def delete_a_concept(self, which: int) -> None:
        concepts = self.run(self.office.declaraties.list(DeclaratieState.CONCEPT))
        if concepts:
            self.run(self.office.declaraties.delete(concepts[which % len(concepts)].id))

    @rule(which=st.integers(0, 9))
    def credit(self, which: int) -> None:
        found = [d for d in self.run(self.office.declaraties.list(DeclaratieState.OPENSTAAND)) if d.order in SETTLED]
        if found:
            try:
                self.run(self.office.declaraties.credit(found[which % len(found)].id))
            except AppError:
                return

    @rule(faults=st.lists(st.sampled_from(FAULTS), max_size=3))
    def push(self, faults: list[Any]) -> None:
        self.office.snelstart.faults = list(faults)
        self.run(self.office.declaraties.push_all())
        self.office.snelstart.faults = []

    @rule(at=st.integers(1, 40), faults=st.lists(st.sampled_from(FAULTS), max_size=2))
    def push_and_die(self, at: int, faults: list[Any]) -> None:
        self.office.snelstart.faults = list(faults)
        with killed_at(at, pusher, pushing, sweeping):
            self.run(self.office.declaraties.push_all())
        self.office.snelstart.faults = []
        self.office.close()
        self.office.open()

    @rule(seconds=st.sampled_from([1, 60, 600, 1_000, 100_000]))
    def wait(self, seconds: int) -> None:
        self.office.clock.forward(seconds=seconds)

    @rule(which=st.integers(0, 9))
    def someone_edits_an_order(self, which: int) -> None:
        orders = list(self.office.snelstart.orders.values())
        if orders:
            order = orders[which % len(orders)]
            order["totaalExclusiefBtw"] += Decimal("1000.00")
            self.edited[order["id"]] = order["totaalExclusiefBtw"]

    @rule(which=st.integers(0, 9))
    def someone_deletes_an_order(self, which: int) -> None:
        orders = list(self.office.snelstart.orders)
        if orders:
            self.edited.pop(orders[which % len(orders)], None)
            del self.office.snelstart.orders[orders[which % len(orders)]]

    @rule(which=st.integers(0, 9), saldo=st.sampled_from(["121.00", "1.00", "0.00"]))
    def someone_invoices_an_order(self, which: int, saldo: str) -> None:
        orders = list(self.office.snelstart.orders)
        if orders:
            self.office.snelstart.invoice(orders[which % len(orders)], saldo)
            self.run(self.office.declaraties.follow())

    @rule()
    def back_up(self) -> None:
        self.office.close()
        self.backup = self.folder / "k.bak"
        shutil.copy(self.office.path, self.backup)
        self.office.open()

    @rule()
    def restore(self) -> None:
        if self.backup is None:
            return
        self.office.close()
        shutil.copy(self.backup, self.office.path)
        self.office.open()
        self.run(self.office.fill())

    @invariant()
    def nothing_that_a_person_changed_is_written_over(self) -> None:
        for order_id, total in self.edited.items():
            assert self.office.snelstart.orders[order_id]["totaalExclusiefBtw"] == total

    @invariant()
    def the_journal_is_whole(self) -> None:
        assert self.run(self.office.database.read(journal.verify)).ok

    @rule()
    def rest(self) -> None:
        """Let everything settle and look."""
        for _ in range(2):
            self.office.clock.forward(seconds=1_000)
            self.run(self.office.declaraties.push_all())
        self.run(self.office.declaraties.sweep())
        again = self.run(self.office.declaraties.push_all())
        assert again.count(PushVerdict.PUSHED) == again.count(PushVerdict.ADOPTED) == 0
        self._one_draft_a_marker()
        self._no_hour_twice()
        self._what_was_sent_stands_there()

    def _one_draft_a_marker(self) -> None:
        drafts = [
            str(order["orderreferentie"])[:14]
            for order in self.office.snelstart.orders.values()
            if order["verkoopfactuur"] is None and order["id"] not in self.edited
        ]
        assert all(count == 1 for count in Counter(drafts).values())

    def _no_hour_twice(self) -> None:
        marks = {
            mark.marker: mark
            for order in self.office.snelstart.orders.values()
            if (mark := mark_of(order["orderreferentie"], order["memo"])) is not None
        }
        credited = {mark.credits for mark in marks.values() if mark.credits}
        held = Counter(one for mark in marks.values() if mark.marker not in credited for one in mark.registraties)
        assert all(count == 1 for count in held.values())

    def _what_was_sent_stands_there(self) -> None:
        for declaratie in self.run(self.office.declaraties.list()):
            if declaratie.order in SETTLED:
                order = self.office.snelstart.orders[declaratie.order_id]
                if order["id"] not in self.edited:
                    assert order["totaalExclusiefBtw"] == declaratie.totaal


TestInvoicing = pytest.mark.timeout(300)(Invoicing.TestCase)
TestInvoicing.settings = settings(
    max_examples=int(os.environ.get("KOPPELBORD_EXAMPLES", "40")),
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
