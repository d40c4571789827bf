"""The failure table of docs/never-twice.md, row by row; kills and real processes have files of their own."""

import shutil
import sqlite3
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from core.domain.declaratie import OrderState
from core.domain.push import IntentState, PushVerdict
from core.errors import BusyError, DiskFullError, GuardError, PersonNeededError
from core.invoicing import pushing
from core.invoicing.declaraties import Declaraties, Identity
from core.invoicing.lookup import find
from core.invoicing.pusher import Pusher
from core.store import intents
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from tests.invoicing.fakes import (
    IDENTITY,
    FakeSnelStart,
    Office,
    delivered_twice,
    hour,
    lost_reply,
    lost_request,
)


async def planned(office: Office) -> str:
    await office.fill(hour(1), hour(2))
    return (await office.declaraties.create(["1:uren", "2:uren"])).id


async def test_request_lost_is_unknown_and_sent_again_only_after_settling(office: Office) -> None:
    declaratie = await planned(office)
    office.snelstart.faults = [lost_request]
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.UNKNOWN
    office.clock.forward(seconds=899)
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.UNKNOWN
    assert office.snelstart.posts == 1
    office.clock.forward(seconds=2)
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.PUSHED
    assert len(office.snelstart.orders) == 1


async def test_reply_lost_is_adopted_and_never_sent_again(office: Office) -> None:
    declaratie = await planned(office)
    office.snelstart.faults = [lost_reply]
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.UNKNOWN
    result = await office.declaraties.push(declaratie)
    assert (result.verdict, office.snelstart.posts) == (PushVerdict.ADOPTED, 1)
    assert result.declaratie.order_nummer == "1200"


async def test_a_run_over_all_counts_what_its_own_sweep_found_as_adopted(office: Office) -> None:
    await planned(office)
    office.snelstart.faults = [lost_reply]
    summary = await office.declaraties.push_all()
    assert (summary.count(PushVerdict.ADOPTED), summary.count(PushVerdict.UNKNOWN)) == (1, 0)
    assert not summary.needs_person
    assert office.snelstart.posts == 1


async def test_server_commits_after_our_look_up(office: Office) -> None:
    declaratie = await planned(office)
    late: list[dict[str, Any]] = []

    def slow(_fake: FakeSnelStart, body: dict[str, Any]) -> Any:
        late.append(body)
        return lost_request(_fake, body)

    office.snelstart.faults = [slow]
    await office.declaraties.push(declaratie)
    office.clock.forward(seconds=100)
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.UNKNOWN
    office.snelstart.make(late[0])
    office.clock.forward(seconds=900)
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.ADOPTED
    assert office.snelstart.doubles() == 0


async def test_delivered_twice_is_healed_by_the_sweep(office: Office) -> None:
    declaratie = await planned(office)
    office.snelstart.faults = [delivered_twice]
    await office.declaraties.push(declaratie)
    assert office.snelstart.doubles() == 1
    swept = await office.declaraties.sweep()
    assert (swept.removed, office.snelstart.doubles()) == (("1201",), 0)
    assert (await office.declaraties.get(declaratie)).order_nummer == "1200"


async def test_a_double_that_was_edited_or_invoiced_is_left_for_a_person(office: Office) -> None:
    declaratie = await planned(office)
    office.snelstart.faults = [delivered_twice]
    await office.declaraties.push(declaratie)
    first, second = office.snelstart.orders.values()
    second["regels"] = [*second["regels"], {"artikel": {"id": "x"}, "aantal": 1, "stuksprijs": 5}]
    swept = await office.declaraties.sweep()
    assert (swept.removed, len(swept.parked), office.snelstart.doubles()) == ((), 1, 1)
    office.snelstart.invoice(second["id"], "10.00")
    swept = await office.declaraties.sweep()
    assert swept.removed == (str(first["nummer"]),)
    assert (await office.declaraties.get(declaratie)).order_nummer == str(second["nummer"])


async def test_two_processes_on_one_file_push_once(office: Office) -> None:
    declaratie = await planned(office)
    other = Database(office.path, KOPPELING)
    twin = Declaraties(
        other, office.snelstart, office.timeon, office.settings, office.clock, IDENTITY, lock_seconds=0.0
    )

    def meanwhile(fake: FakeSnelStart, body: dict[str, Any]) -> Any:
        claimed.append(claim_by_another())
        return fake.make(body)

    def claim_by_another() -> object:
        with sqlite3.connect(office.path) as db:
            live = intents.live(db, declaratie)
            assert live is not None
            now = office.clock()
            return intents.claim(
                db, live.id, owner="elsewhere", now=now, lease_until=now + timedelta(seconds=9), fence=live.fence
            )

    claimed: list[object] = []
    office.snelstart.faults = [meanwhile]

    async def push_twin(_fake: FakeSnelStart) -> None:
        with pytest.raises(BusyError):
            await twin.push(declaratie)

    company_info = office.snelstart.company_info

    async def verify_while_other_tries() -> dict[str, Any]:
        if not tried:
            tried.append(True)
            await push_twin(office.snelstart)
        return await company_info()

    tried: list[bool] = []
    office.snelstart.company_info = verify_while_other_tries  # type: ignore[method-assign]
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.PUSHED
    assert (tried, claimed, office.snelstart.posts) == ([True], [None], 1)
    other.close()


async def test_a_paused_process_that_wakes_with_a_post_in_hand_does_not_send_it(office: Office) -> None:
    declaratie = await planned(office)
    sending = intents.sending

    def sleep_after(db: sqlite3.Connection, intent: Any, at: str) -> None:
        sending(db, intent, at)
        office.clock.forward(seconds=3_600)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(intents, "sending", sleep_after)
        result = await office.declaraties.push(declaratie)
    assert (result.verdict, office.snelstart.posts) == (PushVerdict.UNKNOWN, 0)
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.PUSHED


async def test_a_pause_counts_although_the_clock_was_set_back_meanwhile(office: Office) -> None:
    declaratie = await planned(office)
    seconds = iter([100, 100 + 3_600])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pushing, "Pusher", partial(Pusher, stopwatch=lambda: next(seconds)))
        result = await office.declaraties.push(declaratie)
    assert (result.verdict, office.snelstart.posts) == (PushVerdict.UNKNOWN, 0)


async def test_a_run_that_lost_its_claim_stores_nothing(office: Office) -> None:
    declaratie = await planned(office)

    def overtaken(fake: FakeSnelStart, body: dict[str, Any]) -> Any:
        with sqlite3.connect(office.path) as db:
            db.execute("UPDATE push_intents SET fence = fence + 1")
        return fake.make(body)

    office.snelstart.faults = [overtaken]
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.UNKNOWN
    assert (await office.declaraties.get(declaratie)).order is OrderState.SENDING
    office.clock.forward(seconds=3_600)
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.ADOPTED
    assert office.snelstart.doubles() == 0


@pytest.mark.parametrize("jump", [-86_400, 3_600])
async def test_the_clock_jumps_between_look_up_and_post(office: Office, jump: int) -> None:
    declaratie = await planned(office)
    office.snelstart.faults = [lost_request]
    before = office.clock.now
    mark = office.snelstart.clock_skew

    def jumped() -> timedelta | None:
        answer = mark()
        if office.snelstart.looks == 2:
            office.clock.now = before + timedelta(seconds=jump)
        return answer

    office.snelstart.clock_skew = jumped  # type: ignore[method-assign]
    await office.declaraties.push(declaratie)
    intent = await office.database.read(lambda db: intents.live(db, declaratie))
    assert intent is not None
    assert intent.last_sent_at is None or intent.last_sent_at >= before


async def test_a_clock_that_is_off_at_the_start_of_a_run_sends_nothing(office: Office) -> None:
    declaratie = await planned(office)
    office.snelstart.skew = timedelta(hours=-1)
    with pytest.raises(GuardError):
        await office.declaraties.push(declaratie)
    assert office.snelstart.posts == 0


async def test_a_database_restored_from_an_old_backup_adopts(office: Office) -> None:
    declaratie = await planned(office)
    office.close()
    backup = office.path.with_suffix(".bak")
    shutil.copy(office.path, backup)
    office.open()
    await office.declaraties.push(declaratie)
    office.close()
    for beside in (
        office.path,
        office.path.with_name(office.path.name + "-wal"),
        office.path.with_name(office.path.name + "-shm"),
    ):
        beside.unlink(missing_ok=True)
    shutil.copy(backup, office.path)
    office.open()
    result = await office.declaraties.push(declaratie)
    assert (result.verdict, office.snelstart.posts) == (PushVerdict.ADOPTED, 1)


async def test_a_lost_database_that_is_planned_again_adopts(office: Office) -> None:
    await office.declaraties.push(await planned(office))
    office.close()
    office.path = office.path.with_name("new.db")
    office.open()
    await office.fill()
    again = await office.declaraties.create(["2:uren", "1:uren"])
    result = await office.declaraties.push(again.id)
    assert (result.verdict, office.snelstart.posts) == (PushVerdict.ADOPTED, 1)


async def test_a_lost_database_with_other_lines_refuses_hours_that_are_in_snelstart(office: Office) -> None:
    await office.declaraties.push(await planned(office))
    office.close()
    office.path = office.path.with_name("new.db")
    office.open()
    await office.fill(hour(3))
    other = await office.declaraties.create(["2:uren", "3:uren"])
    result = await office.declaraties.push(other.id)
    assert (result.verdict, office.snelstart.posts) == (PushVerdict.REFUSED, 1)
    assert "2:uren" in result.reason
    assert "1200" in result.reason


async def test_the_list_lags(office: Office) -> None:
    declaratie = await planned(office)

    def hidden(fake: FakeSnelStart, body: dict[str, Any]) -> Any:
        fake.hidden.add(fake.make(body)["id"])
        return lost_request(fake, body)

    office.snelstart.faults = [hidden]
    await office.declaraties.push(declaratie)
    office.clock.forward(seconds=600)
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.UNKNOWN
    office.snelstart.hidden.clear()
    office.clock.forward(seconds=600)
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.ADOPTED


async def test_the_user_edits_the_order_and_nothing_is_pushed_over_it(office: Office) -> None:
    declaratie = await planned(office)
    await office.declaraties.push(declaratie)
    (order,) = office.snelstart.orders.values()
    order["totaalExclusiefBtw"] = Decimal("100.00")
    followed = await office.declaraties.follow()
    assert [nummer for nummer, _ in followed.changes] == ["2026-0001"]
    assert "100.00" in (await office.declaraties.get(declaratie)).reason
    assert (await office.declaraties.follow()).changes == ()
    await office.declaraties.push_all()
    assert order["totaalExclusiefBtw"] == Decimal("100.00")


async def test_the_user_edits_what_arrived_before_we_saw_it(office: Office) -> None:
    declaratie = await planned(office)
    office.snelstart.faults = [lost_reply]
    await office.declaraties.push(declaratie)
    (order,) = office.snelstart.orders.values()
    order["totaalExclusiefBtw"] = Decimal("100.00")
    result = await office.declaraties.push(declaratie)
    assert (result.verdict, office.snelstart.posts) == (PushVerdict.REFUSED, 1)
    assert "100.00" in result.reason
    accepted = await office.declaraties.push(declaratie, accept_changed=True)
    assert (accepted.verdict, office.snelstart.posts) == (PushVerdict.ADOPTED, 1)


async def test_the_user_takes_the_marker_out_of_the_reference(office: Office) -> None:
    declaratie = await planned(office)
    office.snelstart.faults = [lost_reply]
    await office.declaraties.push(declaratie)
    (order,) = office.snelstart.orders.values()
    order["orderreferentie"] = "eigen kenmerk"
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.ADOPTED


async def test_the_user_deletes_the_order_and_it_is_reported_not_made_again(office: Office) -> None:
    declaratie = await planned(office)
    await office.declaraties.push(declaratie)
    office.snelstart.orders.clear()
    assert (await office.declaraties.follow()).sweep.gone == ("2026-0001",)
    assert (await office.declaraties.get(declaratie)).order is OrderState.GONE
    summary = await office.declaraties.push_all()
    assert (summary.count(PushVerdict.REFUSED), office.snelstart.posts) == (1, 1)
    asked = await office.declaraties.push(declaratie, again=True)
    assert (asked.verdict, len(office.snelstart.orders)) == (PushVerdict.PUSHED, 1)


async def test_hours_that_change_after_the_push_change_nothing_in_snelstart(office: Office) -> None:
    declaratie = await planned(office)
    await office.declaraties.push(declaratie)
    before = {key: dict(order) for key, order in office.snelstart.orders.items()}
    await office.fill(hour(1, secondsBillable=9_999), hour(2))
    summary = await office.declaraties.push_all()
    assert (summary.count(PushVerdict.NOTHING), office.snelstart.orders) == (1, before)


async def test_hours_that_change_after_the_push_are_told_once_with_a_proposal(office: Office) -> None:
    declaratie = await planned(office)
    await office.declaraties.push(declaratie)
    before = {key: dict(order) for key, order in office.snelstart.orders.items()}
    await office.fill(hour(1, secondsBillable=9_999), hour(2))
    told = [str(what) for _, what in (await office.declaraties.follow()).changes]
    assert "1:uren" in told[0]
    assert told[1].startswith("Voorstel: crediteer")
    assert (await office.declaraties.follow()).changes == ()
    warnings = [str(one) for one in (await office.declaraties.preview(declaratie)).warnings]
    assert warnings[:2] == told
    assert office.snelstart.orders == before
    assert "declaratie.achterhaald" in [line.type for line in await office.declaraties.evidence(declaratie)]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"invoiceID": 5201}, "gefactureerd"),
        ({"secondsBillable": 1}, "gewijzigd"),
        ({"deleted": True}, "verdwenen"),
        (None, "verdwenen"),
    ],
)
async def test_hours_that_changed_before_the_push_refuse_it_by_row(
    office: Office, change: dict[str, Any] | None, words: str
) -> None:
    declaratie = await planned(office)
    if change is None:
        del office.timeon.rows["2"]
    else:
        office.timeon.rows["2"] |= change
    result = await office.declaraties.push(declaratie)
    assert (result.verdict, office.snelstart.posts) == (PushVerdict.REFUSED, 0)
    assert "2:uren" in result.reason
    assert words in result.reason
    assert result.declaratie.nummer == ""


async def test_an_approval_after_the_declaratie_was_made_refuses_nothing(office: Office) -> None:
    declaratie = await planned(office)
    office.timeon.rows["2"] |= {"approved": False, "approvedOn": "2026-11-01T10:00:00"}
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.PUSHED


async def test_disk_full_before_sending_sends_nothing(office: Office) -> None:
    declaratie = await planned(office)
    write = office.database.write

    async def full(work: Any, *, durable: bool = False) -> Any:
        if durable:
            raise DiskFullError
        return await write(work, durable=durable)

    office.database.write = full  # type: ignore[method-assign]
    with pytest.raises(DiskFullError):
        await office.declaraties.push(declaratie)
    assert office.snelstart.posts == 0
    office.database.write = write  # type: ignore[method-assign]
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.PUSHED


async def test_a_foreign_marker_refuses_the_whole_administration(office: Office) -> None:
    declaratie = await planned(office)
    stranger = Office(office.path.with_name("other.db"), clock=office.clock)
    stranger.snelstart = office.snelstart
    stranger.declaraties.snelstart = office.snelstart
    stranger.declaraties.identity = Identity(IDENTITY.administratie, "9999")
    await stranger.fill(hour(1), hour(2))
    theirs = await stranger.declaraties.create(["1:uren"])
    await stranger.declaraties.push(theirs.id)
    stranger.close()
    with pytest.raises(GuardError, match="elders gekoppeld"):
        await office.declaraties.push(declaratie)
    assert office.snelstart.posts == 1


@pytest.mark.parametrize("how", ["ignores_filter", "refuses_filter"])
async def test_a_filter_that_is_ignored_or_refused_finds_the_same(office: Office, how: str) -> None:
    await office.fill(hour(1, klant=1), hour(2, klant=2))
    await office.declaraties.create_month(2026, 10)
    setattr(office.snelstart, how, True)
    office.snelstart.faults = [lost_reply, lost_reply]
    await office.declaraties.push_all()
    again = await office.declaraties.push_all()
    assert (again.count(PushVerdict.NOTHING), office.snelstart.posts) == (2, 2)
    intent = await office.database.read(lambda db: intents.live(db, "1"))
    assert intent is not None
    assert [o.id for o in await find(office.snelstart, intent, "marker")] == [intent.remote_id]  # type: ignore[arg-type]


async def test_a_second_plan_for_one_declaratie_is_impossible(office: Office) -> None:
    declaratie = await planned(office)
    await office.declaraties.push(declaratie)
    intent = await office.database.read(lambda db: intents.live(db, declaratie))
    assert intent is not None
    assert intent.state is IntentState.DONE
    with sqlite3.connect(office.path) as db, pytest.raises(sqlite3.IntegrityError):
        intents.plan(
            db, declaratie_id=declaratie, marker="KBAAAAAAAAAAAA", generation=0, payload="{}", payload_hash="",
            total=Decimal(0), lines=0, relatie_id="", at="",
        )  # fmt: skip


async def test_a_credit_is_not_sent_before_what_it_credits(office: Office) -> None:
    declaratie = await planned(office)
    await office.declaraties.finalize(declaratie)
    credit = await office.declaraties.credit(declaratie)
    result = await office.declaraties.push(credit.id)
    assert result.verdict is PushVerdict.REFUSED
    summary = await office.declaraties.push_all()
    assert (summary.count(PushVerdict.PUSHED), summary.total) == (2, Decimal("0.00"))
    with pytest.raises(PersonNeededError):
        await office.declaraties.credit(credit.id)
