"""What a run could not do is told, and what one did itself, or a person decided meanwhile, is in nobody's way."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from core.clock import iso
from core.domain.match import Decision, Verdict
from core.domain.partij import Side
from core.domain.plan import LineOutcome, PlanLine
from core.sandbox.faults import Rule
from core.sandbox.snelstart import acts as bookkeeper
from core.sandbox.timeon import acts as user
from core.snelstart.client import SnelStart
from core.store import decisions, observed
from core.store.connection import Connection
from core.syncing import pending
from core.syncing.engine import Sync
from core.text import say
from core.timeon.client import TimeOn
from tests.syncing.conftest import World
from tests.syncing.test_time_on_save import saving

__all__ = ["saving"]


async def test_a_klant_that_changed_on_both_sides_is_written_on_both_in_one_run(saving: World) -> None:
    customer, relatie = await saving.pair()
    await saving.opened.sync()
    saving.edit_timeon(customer, phoneNumber="010-1234567")
    saving.edit_snelstart(relatie, email="nieuw@voorbeeld.nl")
    report, _ = await saving.opened.sync()
    assert [(one.line.service, one.outcome) for one in report.results] == [
        (Side.SNELSTART, LineOutcome.WRITTEN),
        (Side.TIMEON, LineOutcome.WRITTEN),
    ]
    assert saving.customers[customer]["emailAddress"] == "nieuw@voorbeeld.nl"
    assert saving.relaties[relatie]["telefoon"] == "010-1234567"


async def test_a_change_that_was_answered_and_not_made_is_told_and_stays_to_be_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def unheeded(self: SnelStart, resource: str, record_id: str, _body: Any) -> Any:
        return json.loads(await self.read(resource, record_id) or b"{}")

    customer, relatie = await world.pair()
    await world.opened.sync()
    world.edit_timeon(customer, phoneNumber="010-1234567")
    with monkeypatch.context() as patch:
        patch.setattr(SnelStart, "update", unheeded)
        report, _ = await world.opened.sync()
    (line,) = report.results
    assert (report.ok, line.outcome) == (False, LineOutcome.REFUSED)
    assert "telefoon" in line.reason
    report, _ = await world.opened.sync()
    assert (report.refused, report.proven, world.relaties[relatie]["telefoon"]) == (0, True, "010-1234567")


async def test_a_code_that_an_unheard_klant_holds_goes_to_nobody_else(world: World) -> None:
    await world.opened.sync()
    user.add_customer(world.sandbox.timeon, "Eerste Nieuwe B.V.", "X1")
    world.sandbox.faults.replace([Rule("drop-before", operation="POST /v2/relaties", nth=(1,))])
    await world.opened.sync()
    world.sandbox.faults.replace([])
    user.add_customer(world.sandbox.timeon, "Tweede Nieuwe B.V.", "X2")
    world.clock.tick(minutes=30)
    report, _ = await world.opened.sync()
    assert [one.outcome for one in report.results] == [LineOutcome.WRITTEN] * 2


async def test_a_klant_that_arrived_after_a_person_decided_otherwise_holds_no_run(world: World) -> None:
    await world.opened.sync()
    new = str(user.add_customer(world.sandbox.timeon, "Nieuwe Klant B.V.", "77001")["customerID"])
    administratie = world.sandbox.snelstart.administraties[0].id
    made = bookkeeper.add_relatie(world.sandbox.snelstart, administratie, "Nieuwe Klant B.V.")
    body = {"relatiecode": made["relatiecode"], "naam": made["naam"]}
    line = PlanLine(Side.SNELSTART, "POST", "/relaties", "klant", "", new, "", say("alleen in Time On"), (), body)

    def otherwise(db: Connection) -> str:
        pending.remember(db, line, world.clock())
        couple = next(one for one in decisions.live(db) if one.verdict is Verdict.COUPLE)
        decisions.withdraw(db, couple, iso(world.clock()))
        decisions.decide(db, [Decision(new, couple.snelstart_id, Verdict.COUPLE, "een mens", world.clock())])
        return couple.snelstart_id

    chosen = await world.opened.database.write(otherwise)
    world.clock.tick(minutes=30)
    await world.opened.sync()
    assert (await world.opened.database.read(decisions.couples))[new] == chosen
    (told,) = await world.opened.events(type_="sync.nagekomen")
    assert (told.subject, told.detail["remote"]) == (f"klant:{new}", made["id"])
    assert await world.opened.database.read(pending.codes) == []


async def test_a_run_that_is_cancelled_while_it_proves_itself_is_recorded_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    proving = asyncio.Event()

    async def stuck(*_args: object) -> None:
        proving.set()
        await asyncio.Event().wait()

    monkeypatch.setattr(Sync, "_proven", stuck)
    user.add_customer(world.sandbox.timeon, "Nieuwe Klant B.V.", "77001")
    run = asyncio.ensure_future(world.opened.sync())
    await proving.wait()
    run.cancel()
    await asyncio.gather(run, return_exceptions=True)
    ((_, _, ended, ok, report),) = await world.opened.syncing.runs(1)
    assert (bool(ended), ok) == (True, False)
    assert (report["writes"], report["stopped"]) == (1, "CancelledError")


async def test_a_klant_that_slipped_by_between_two_pages_is_not_gone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another klant of the first page goes while the second is asked for."""
    await world.opened.sync()
    whole, taken, asked = TimeOn._read, min(world.customers), 0

    async def moving(client: TimeOn, method: str, path: str, body: Any) -> Any:
        nonlocal asked
        client._settings = replace(client._settings, timeon_page=20)
        found = await whole(client, method, path, body)
        asked += path == "/api/customer/list"
        if asked == 1:
            world.customers.pop(taken, None)
        return found

    def there(db: Connection) -> set[str]:
        return set(observed.digests(db, "customers").values())

    before = await world.opened.database.read(there)
    monkeypatch.setattr(TimeOn, "_read", moving)
    await world.opened.sync()
    assert before - await world.opened.database.read(there) == set()
    await world.opened.sync()
    assert before - await world.opened.database.read(there) == {str(taken)}
