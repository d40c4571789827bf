"""Each row of the fault table, over a real socket."""

from email.utils import parsedate_to_datetime

import httpx
import pytest

from core.sandbox.faults import FAULTS, Rule
from core.sandbox.faults.kinds import KINDS

PATH = "/v2/verkooporders"
PLAIN = [
    # fault, status, orders afterwards
    ("401", 401, 0),
    ("403", 403, 0),
    ("403-quota", 403, 0),
    ("429", 429, 0),
    ("500-before", 500, 0),
    ("500-after", 500, 1),
    ("502", 502, 0),
    ("delay-before", 201, 1),
    ("delay-after", 201, 1),
    ("twice", 201, 2),
    ("empty-body", 201, 1),
    ("wrong-content-type", 201, 1),
    ("invalid-json", 201, 1),
    ("trickle", 201, 1),
    ("clock-skew", 201, 1),
    ("list-lag", 201, 1),
]
CUT = [("drop-before", 0), ("drop-after", 1), ("reset-before", 0), ("reset-after", 1), ("truncated-body", 1)]


@pytest.mark.parametrize(("fault", "status", "orders"), PLAIN)
async def test_a_fault_that_answers_leaves_this_behind(wire, shop, faults, fault, status, orders):
    faults.replace([Rule(fault, nth=(1,), seconds=7)])
    assert (await wire.post(PATH, json={})).status_code == status
    assert len(shop.orders) == orders
    faults.replace([])
    assert len((await wire.get(PATH)).json()) == orders


@pytest.mark.parametrize(("fault", "orders"), CUT)
async def test_a_fault_that_cuts_the_line_leaves_this_behind(wire, shop, faults, fault, orders):
    faults.replace([Rule(fault, nth=(1,))])
    with pytest.raises(httpx.TransportError):
        await wire.post(PATH, json={})
    assert len(shop.orders) == orders
    assert (await wire.get(PATH)).status_code == 200


def test_every_fault_has_its_row():
    assert {row[0] for row in PLAIN} | {row[0] for row in CUT} | {"answer"} == FAULTS == KINDS.keys()


async def test_the_made_up_answer_is_the_rules_own(wire, faults):
    faults.replace([Rule("answer", status=404, body="{}")])
    answer = await wire.get(PATH)
    assert (answer.status_code, answer.text) == (404, "{}")


async def test_only_a_quota_and_too_many_say_when_to_come_back(wire, faults):
    for fault, header in (("403-quota", "7"), ("429", "7"), ("403", None), ("500-before", None)):
        faults.replace([Rule(fault, seconds=7)])
        assert (await wire.get(PATH)).headers.get("Retry-After") == header


async def test_a_bad_gateway_speaks_html(wire, faults):
    faults.replace([Rule("502")])
    answer = await wire.get(PATH)
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.text.startswith("<html>")


async def test_delays_are_slept_and_a_trickle_in_parts(wire, faults, sleeper):
    faults.replace([Rule("delay-before", nth=(1,), seconds=3), Rule("delay-after", nth=(2,), seconds=4)])
    await wire.get(PATH)
    await wire.get(PATH)
    assert sleeper.slept == [3, 4]
    sleeper.slept.clear()
    faults.replace([Rule("trickle", seconds=2)])
    assert (await wire.post(PATH, json={})).json()["id"] == "order-1"
    assert len(sleeper.slept) > 10
    assert sum(sleeper.slept) <= 2


async def test_bodies_come_empty_mislabelled_or_broken(wire, faults):
    faults.replace([Rule("empty-body", nth=(1,)), Rule("wrong-content-type", nth=(2,)), Rule("invalid-json", nth=(3,))])
    empty, mislabelled, broken = [await wire.post(PATH, json={}) for _ in range(3)]
    assert empty.content == b""
    assert mislabelled.headers["content-type"].startswith("text/html")
    assert mislabelled.json()["id"] == "order-2"
    with pytest.raises(ValueError, match="property name"):
        broken.json()


async def test_the_date_is_off_by_what_the_rule_says(wire, faults):
    faults.replace([Rule("clock-skew", seconds=-300)])
    answer = await wire.get(PATH)
    assert answer.headers.get_list("Date") == [answer.headers["Date"]]
    assert parsedate_to_datetime(answer.headers["Date"]).timestamp() == 1_800_000_000 - 300


async def test_a_lagging_list_shows_a_new_order_later(wire, faults, ticks):
    faults.replace([Rule("list-lag", operation="GET /v2/verkooporders", seconds=30)])
    await wire.post(PATH, json={})
    assert (await wire.get(PATH)).json() == []
    ticks[0] += 30
    late = await wire.get(PATH)
    assert '"totaal":12.50' in late.text


async def test_a_call_that_no_rule_fits_passes_untouched(wire, faults):
    faults.replace(
        [Rule("502", service="timeon"), Rule("502", operation="PUT *"), Rule("502", operation="* /v2/relaties")]
    )
    assert (await wire.post(PATH, json={})).status_code == 201


async def test_a_dropped_line_in_process_is_a_reset(shop, faults):
    from core.sandbox.faults import FaultMiddleware

    faults.replace([Rule("drop-after")])
    transport = httpx.ASGITransport(FaultMiddleware(shop.app(), faults, "snelstart"))
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test") as client:
        with pytest.raises(ConnectionResetError):
            await client.post(PATH)
    assert len(shop.orders) == 1
