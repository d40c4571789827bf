"""From nog te factureren to archief, and what people do in SnelStart meanwhile."""

from decimal import Decimal

from core.domain.declaratie import DeclaratieState, OrderState
from core.invoicing.results import FollowResult
from tests.invoicing.fakes import Office, hour, lost_reply


async def pushed(office: Office) -> str:
    await office.fill(hour(1))
    made = await office.declaraties.create(["1:uren"])
    await office.declaraties.push(made.id)
    return next(iter(office.snelstart.orders))


def words(result: FollowResult) -> list[str]:
    return [str(what) for _, what in result.changes]


async def test_an_order_is_followed_until_it_is_paid(office: Office) -> None:
    order = await pushed(office)
    assert words(await office.declaraties.follow()) == []
    office.snelstart.invoice(order, "121.00")
    assert words(await office.declaraties.follow()) == ["gefactureerd: 26700001, 121,00"]
    declaratie = await office.declaraties.get("2026-0001")
    assert declaratie.order is OrderState.INVOICED
    assert declaratie.factuur is not None
    assert (declaratie.factuur.nummer, str(declaratie.factuur.verval)) == ("26700001", "2026-11-19")
    assert words(await office.declaraties.follow()) == []
    office.snelstart.invoice(order, "21.00")
    assert words(await office.declaraties.follow()) == ["nog open: 21,00"]
    assert (await office.declaraties.get("2026-0001")).order is OrderState.PARTLY_PAID
    office.snelstart.invoice(order, "0.00")
    assert words(await office.declaraties.follow()) == ["betaald, naar archief"]
    declaratie = await office.declaraties.get("2026-0001")
    assert (declaratie.order, declaratie.state) == (OrderState.PAID, DeclaratieState.ARCHIEF)
    assert (await office.declaraties.follow()).looked == 0


async def test_a_credit_is_paid_when_nothing_is_open(office: Office) -> None:
    order = await pushed(office)
    office.snelstart.invoice(order, "-50.00", "-121.00")
    await office.declaraties.follow()
    assert (await office.declaraties.get("2026-0001")).order is OrderState.PARTLY_PAID


async def test_many_facturen_are_read_as_a_list(office: Office) -> None:
    await office.fill(*(hour(n, klant=n) for n in range(1, 13)), klanten=12, coupled=12)
    await office.declaraties.create_month(2026, 10)
    await office.declaraties.push_all()
    for order in list(office.snelstart.orders):
        office.snelstart.invoice(order, "0.00")
    assert len((await office.declaraties.follow()).changes) == 24
    assert {d.state for d in await office.declaraties.list()} == {DeclaratieState.ARCHIEF}


async def test_one_that_comes_back_is_an_order_again(office: Office) -> None:
    order = await pushed(office)
    kept = office.snelstart.orders.pop(order)
    await office.declaraties.follow()
    assert (await office.declaraties.get("2026-0001")).order is OrderState.GONE
    office.snelstart.orders[order] = kept
    await office.declaraties.follow()
    assert (await office.declaraties.get("2026-0001")).order is OrderState.ORDER


async def test_a_marker_taken_out_is_told_once_and_the_order_stays_ours(office: Office) -> None:
    order = await pushed(office)
    office.snelstart.orders[order] |= {"orderreferentie": "x", "memo": ""}
    for _ in range(2):
        result = await office.declaraties.follow()
        assert len(result.sweep.parked) == 1
    assert (await office.declaraties.get("2026-0001")).order is OrderState.ORDER
    told = [line for line in await office.declaraties.evidence("2026-0001") if line.type == "order.gewijzigd"]
    assert len(told) == 1


async def test_an_order_of_ours_that_this_file_does_not_know_is_reported_once(office: Office) -> None:
    order = await pushed(office)
    stranger = dict(office.snelstart.orders[order])
    text = str(stranger["memo"]).replace(str(stranger["memo"])[:14], "KBAAAAAAAAAAAA").replace("u1", "u77")
    stranger |= {"id": "other", "nummer": 1300, "orderreferentie": "KBAAAAAAAAAAAA", "memo": text}
    office.snelstart.orders["other"] = stranger
    assert (await office.declaraties.sweep()).unknown == ("1300",)
    assert (await office.declaraties.sweep()).unknown == ("1300",)
    assert office.snelstart.orders["other"]["totaalExclusiefBtw"] == Decimal("87.50")


async def test_the_sweep_adopts_what_arrived_unseen(office: Office) -> None:
    await office.fill(hour(1))
    made = await office.declaraties.create(["1:uren"])
    office.snelstart.faults = [lost_reply]
    await office.declaraties.push(made.id)
    assert (await office.declaraties.sweep()).adopted == ("1200",)
    assert (await office.declaraties.get(made.id)).order is OrderState.ORDER
