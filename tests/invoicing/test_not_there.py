"""What is not in SnelStart is taken back by nothing and holds nobody; what stays there of two is never the last to go."""

import json

import pytest

from core.domain.declaratie import OrderState
from core.domain.push import PushVerdict
from core.errors import MovedError
from core.invoicing import restoring
from core.invoicing.results import PushResult
from core.store import observed
from core.store.connection import Connection
from tests.invoicing.fakes import FakeSnelStart, Office, delivered_twice, hour, lost_request, refused


async def made(office: Office) -> str:
    await office.fill(hour(1), hour(2))
    return (await office.declaraties.create(["1:uren", "2:uren"])).id


async def credited(office: Office, declaratie: str, *, definitive: bool = False) -> PushResult:
    credit = await office.declaraties.credit(declaratie)
    if definitive:
        await office.declaraties.finalize(credit.id)
    return await office.declaraties.push(credit.id)


@pytest.mark.parametrize("fault", [refused, lost_request])
@pytest.mark.parametrize("definitive", [False, True])
async def test_a_credit_of_what_did_not_arrive_is_not_sent(office: Office, fault: object, definitive: bool) -> None:
    declaratie = await made(office)
    office.snelstart.faults = [fault]
    await office.declaraties.push(declaratie)
    result = await credited(office, declaratie, definitive=definitive)
    assert result.verdict is PushVerdict.REFUSED
    assert "niet verstuurd" in result.reason
    assert office.snelstart.orders == {}


async def test_a_credit_of_an_order_that_was_deleted_takes_nothing_back(office: Office) -> None:
    declaratie = await made(office)
    await office.declaraties.push(declaratie)
    office.snelstart.orders.clear()
    await office.declaraties.sweep()
    result = await credited(office, declaratie)
    assert result.verdict is PushVerdict.REFUSED
    assert "1200 is in SnelStart verwijderd" in result.reason
    assert office.snelstart.orders == {}


async def test_what_was_credited_before_it_was_sent_never_goes_and_holds_nobody(office: Office) -> None:
    await office.fill(hour(3, klant=2))
    declaratie = await made(office)
    await office.declaraties.finalize(declaratie)
    credit = await office.declaraties.credit(declaratie)
    await office.declaraties.finalize(credit.id)
    again = await office.declaraties.create(["1:uren", "2:uren"])
    assert (await office.declaraties.push(again.id)).verdict is PushVerdict.PUSHED
    await office.declaraties.create(["3:uren"])
    summary = await office.declaraties.push_all()
    assert summary.stopped is None
    verdicts = {one.declaratie.id: one.verdict for one in summary.results}
    assert (verdicts[declaratie], verdicts[credit.id]) == (PushVerdict.REFUSED, PushVerdict.REFUSED)
    assert summary.count(PushVerdict.PUSHED) == 1
    assert len(office.snelstart.orders) == 2


async def test_of_two_equal_orders_none_goes_when_a_person_just_removed_the_other(office: Office) -> None:
    declaratie = await made(office)
    office.snelstart.faults = [delivered_twice]
    await office.declaraties.push(declaratie)
    async with office.declaraties._pushing().session() as snapshot:
        del office.snelstart.orders[min(office.snelstart.orders)]
        swept = await office.declaraties._sweeping().run(snapshot)
    assert swept.removed == ()
    (left,) = office.snelstart.orders
    await office.declaraties.sweep()
    after = await office.declaraties.get(declaratie)
    assert (after.order, after.order_id) == (OrderState.ORDER, left)


async def test_three_that_rest_hold_nobody_back(office: Office) -> None:
    await office.fill(*(hour(n, klant=n) for n in range(1, 7)), klanten=6, coupled=6)
    await office.declaraties.create_month(2026, 10)
    office.snelstart.faults = [lost_request] * 3
    assert (await office.declaraties.push_all()).stopped is not None
    office.clock.forward(minutes=2)
    summary = await office.declaraties.push_all()
    assert summary.stopped is None
    assert (summary.count(PushVerdict.UNKNOWN), summary.count(PushVerdict.PUSHED)) == (3, 3)


async def test_a_refused_order_goes_again_with_what_was_chosen_since(office: Office) -> None:
    def known(db: Connection) -> None:
        rows = [(f"k{n}", bytes([n]), json.dumps({"nummer": n}).encode(), "") for n in (1, 2)]
        observed.upsert_other(db, "kostenplaatsen", rows)

    declaratie = await made(office)
    await office.database.write(known)
    await office.declaraties.choose_kostenplaats("1", 1)
    office.snelstart.faults = [refused]
    first = await office.declaraties.push(declaratie)
    await office.declaraties.choose_kostenplaats("1", 2)
    assert (await office.declaraties.preview(declaratie)).body["kostenplaats"] == {"id": "k2"}
    second = await office.declaraties.push(declaratie)
    (order,) = office.snelstart.orders.values()
    assert order["kostenplaats"] == {"id": "k2"}
    assert second.verdict is PushVerdict.PUSHED
    assert second.declaratie.marker == first.declaratie.marker


async def test_a_refused_order_that_would_be_the_same_is_planned_once(office: Office) -> None:
    declaratie = await made(office)
    office.snelstart.faults = [refused, FakeSnelStart.make]
    await office.declaraties.push(declaratie)
    await office.declaraties.push(declaratie)
    types = [line.type for line in await office.declaraties.evidence(declaratie)]
    assert types.count("push.bedoeld") == 1


async def test_what_was_credited_while_nobody_knew_whether_it_arrived_is_looked_for_and_not_sent(
    office: Office,
) -> None:
    declaratie = await made(office)
    office.snelstart.faults = [lost_request]
    await office.declaraties.push(declaratie)
    credit = await office.declaraties.credit(declaratie)
    await office.declaraties.finalize(credit.id)
    again = await office.declaraties.create(["1:uren", "2:uren"])
    await office.declaraties.push(again.id)
    office.clock.forward(minutes=16)
    summary = await office.declaraties.push_all()
    verdicts = {one.declaratie.id: one.verdict for one in summary.results}
    assert (verdicts[declaratie], verdicts[credit.id]) == (PushVerdict.REFUSED, PushVerdict.REFUSED)
    assert [order["omschrijving"] for order in office.snelstart.orders.values()] == [
        "Declaratie 2026-0003, oktober 2026"
    ]


async def test_a_credit_does_not_come_back_where_another_took_its_place(office: Office) -> None:
    declaratie = await made(office)
    await office.declaraties.push(declaratie)
    credit = await office.declaraties.credit(declaratie)
    kept = await office.database.read(lambda db: restoring.keep(db, credit.id))
    await office.declaraties.delete(credit.id)
    other = await office.declaraties.credit(declaratie)
    with pytest.raises(MovedError, match=f"al gecrediteerd door {other.id}"):
        await office.database.write(lambda db: restoring.put_back(db, kept, ""))
