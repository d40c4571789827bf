"""Pushing one and many: what it answers, what it refuses, and that a second push does nothing."""

from datetime import timedelta

import pytest

from core.domain.declaratie import DeclaratieState, OrderState
from core.domain.koppeling import Progress
from core.domain.push import PushVerdict
from core.errors import CredentialsError, GuardError, KoppelsleutelError, PausedError, UnreachableError
from tests.invoicing.fakes import START, FakeSnelStart, Office, hour, lost_request, refused


async def one(office: Office) -> str:
    await office.fill(hour(1), hour(2))
    return (await office.declaraties.create(["1:uren", "2:uren"])).id


async def month(office: Office) -> None:
    await office.fill(hour(1, klant=1), hour(2, klant=2), hour(3, klant=3), coupled=3)
    await office.declaraties.create_month(2026, 10)


async def test_a_push_makes_one_order_of_a_concept_and_numbers_it(office: Office) -> None:
    result = await office.declaraties.push(await one(office))
    assert (result.verdict, result.declaratie.nummer) == (PushVerdict.PUSHED, "2026-0001")
    assert result.declaratie.order is OrderState.ORDER
    assert result.declaratie.state is DeclaratieState.OPENSTAAND
    (order,) = office.snelstart.orders.values()
    assert order["orderreferentie"].startswith(f"{result.declaratie.marker} · 2026-0001 · PO-1")
    assert order["memo"].startswith(result.declaratie.marker)
    assert order["procesStatus"] == "Order"


async def test_a_second_push_says_nothing_to_do_and_asks_nothing(office: Office) -> None:
    declaratie = await one(office)
    await office.declaraties.push(declaratie)
    looks = office.snelstart.looks
    summary = await office.declaraties.push_all()
    assert summary.to_json() == {
        "pushed": 0, "adopted": 0, "unknown": 0, "refused": 0, "nothing": 1, "total": "0.00",
    }  # fmt: skip
    assert office.snelstart.looks == looks
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.NOTHING


async def test_push_all_counts_and_reports_progress(office: Office) -> None:
    await month(office)
    seen: list[Progress] = []
    summary = await office.declaraties.push_all(progress=seen.append)
    assert summary.to_json()["pushed"] == 3
    assert summary.to_json()["total"] == "262.50"
    assert [p.done for p in seen] == [0, 1, 2, 3]
    assert not summary.needs_person


async def test_a_dry_run_writes_nothing_and_calls_nobody(office: Office) -> None:
    await month(office)
    summary = await office.declaraties.push_all(dry_run=True)
    assert summary.to_json()["pushed"] == 3
    assert (office.snelstart.posts, office.snelstart.looks, office.timeon.calls) == (0, 0, 0)
    assert {d.state for d in await office.declaraties.list()} == {DeclaratieState.CONCEPT}


async def test_stop_is_asked_before_each(office: Office) -> None:
    await month(office)
    answers = iter([False, True])
    summary = await office.declaraties.push_all(stop=lambda: next(answers))
    assert summary.cancelled
    assert len(office.snelstart.orders) == 1


async def test_a_refused_one_shows_the_code_and_never_holds_the_others(office: Office) -> None:
    await month(office)
    office.snelstart.faults = [FakeSnelStart.make, refused, FakeSnelStart.make]
    summary = await office.declaraties.push_all()
    assert summary.to_json() | {"total": ""} == {
        "pushed": 2, "adopted": 0, "unknown": 0, "refused": 1, "nothing": 0, "total": "",
    }  # fmt: skip
    (bad,) = [r for r in summary.results if r.verdict is PushVerdict.REFUSED]
    assert bad.codes == ("VOR-0002",)
    assert bad.declaratie.order is OrderState.REFUSED
    assert "geen klant" in bad.declaratie.reason


async def test_a_refused_one_can_be_pushed_again_once_mended(office: Office) -> None:
    declaratie = await one(office)
    office.snelstart.faults = [refused]
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.REFUSED
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.PUSHED
    assert len(office.snelstart.orders) == 1


@pytest.mark.parametrize(
    "problem", [KoppelsleutelError("ingetrokken"), PausedError("429", until=START), UnreachableError("connect")]
)
async def test_what_was_not_executed_stops_the_rest_cleanly_and_goes_on_later(
    office: Office, problem: Exception
) -> None:
    await month(office)

    def fail(_fake: FakeSnelStart, _body: dict) -> None:
        raise problem

    office.snelstart.faults = [FakeSnelStart.make, fail]
    summary = await office.declaraties.push_all()
    assert summary.stopped is problem
    assert summary.to_json()["stopped"]["exit_code"] == problem.exit_code
    assert (summary.count(PushVerdict.PUSHED), office.snelstart.posts) == (1, 2)
    after = await office.declaraties.push_all()
    assert after.count(PushVerdict.PUSHED) == 2
    assert office.snelstart.doubles() == 0


async def test_one_that_was_not_executed_raises_for_a_single_push(office: Office) -> None:
    declaratie = await one(office)

    def fail(_fake: FakeSnelStart, _body: dict) -> None:
        raise CredentialsError

    office.snelstart.faults = [fail]
    with pytest.raises(CredentialsError):
        await office.declaraties.push(declaratie)
    assert (await office.declaraties.get(declaratie)).order is OrderState.PLANNED


async def test_three_without_an_outcome_stop_the_run(office: Office) -> None:
    await office.fill(*(hour(n, klant=n) for n in range(1, 6)), klanten=5, coupled=5)
    await office.declaraties.create_month(2026, 10)
    office.snelstart.faults = [lost_request] * 5
    summary = await office.declaraties.push_all()
    assert summary.count(PushVerdict.UNKNOWN) == 3
    assert isinstance(summary.stopped, UnreachableError)


async def test_another_administration_is_refused_before_anything_is_written(office: Office) -> None:
    declaratie = await one(office)
    office.snelstart.administratie = "5d2d5c1e-0000-4000-8000-00000000ffff"
    with pytest.raises(GuardError):
        await office.declaraties.push(declaratie)
    assert office.snelstart.posts == 0
    assert (await office.declaraties.get(declaratie)).state is DeclaratieState.CONCEPT


async def test_clocks_that_differ_send_nothing(office: Office) -> None:
    declaratie = await one(office)
    office.snelstart.skew = timedelta(seconds=61)
    with pytest.raises(GuardError, match="61 seconden"):
        await office.declaraties.push(declaratie)
    office.snelstart.skew = timedelta(seconds=-59)
    assert (await office.declaraties.push(declaratie)).verdict is PushVerdict.PUSHED


async def test_a_cent_that_snelstart_counts_otherwise_is_told(office: Office) -> None:
    declaratie = await one(office)

    def cent(fake: FakeSnelStart, body: dict) -> dict:
        order = fake.make(body)
        order["totaalExclusiefBtw"] -= order["totaalExclusiefBtw"] / 17500
        return order

    office.snelstart.faults = [cent]
    result = await office.declaraties.push(declaratie)
    assert result.verdict is PushVerdict.PUSHED
    assert "174.99" in result.declaratie.reason
