"""The whole road against the sandbox, with the real clients: a month, the orders, the facturen, the payments."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from core.domain.declaratie import DeclaratieState, OrderState
from core.domain.push import PushVerdict
from core.sandbox import RunningSandbox, Sandbox, build_sandbox
from core.sandbox.snelstart import acts
from tests.invoicing.town import Town, fill, open_town

TODAY = date(2026, 11, 24)


@pytest.fixture
def sandbox() -> Sandbox:
    return build_sandbox(seed=5, klanten=40, today=TODAY)


async def test_a_month_goes_to_snelstart_to_the_cent_and_is_followed_to_paid(town: Town, sandbox: Sandbox) -> None:
    made = await town.declaraties.create_month(2026, 10)
    previews = {one.id: await town.declaraties.preview(one.id) for one in made.created}
    summary = await town.declaraties.push_all()
    assert summary.to_json() | {"total": ""} == {
        "pushed": len(made.created), "adopted": 0, "unknown": 0, "refused": 0, "nothing": 0, "total": "",
    }  # fmt: skip
    orders = sandbox.totals(town.administratie)["orders"]
    assert (orders["count"], orders["total"]) == (len(made.created), made.total)
    table = sandbox.snelstart.administraties[0].table("verkooporders")
    declaraties = await town.declaraties.list()
    for declaratie in declaraties:
        order = table[declaratie.order_id]
        assert order["totaalExclusiefBtw"] == declaratie.totaal
        assert order["totaalInclusiefBtw"] == previews[declaratie.id].totals.incl
        assert declaratie.reason == ""
    first, second, third, fourth = declaraties[:4]
    paid = acts.invoice_order(sandbox.snelstart, town.administratie, first.order_id)
    acts.book_payment(sandbox.snelstart, town.administratie, paid["id"])
    partly = acts.invoice_order(sandbox.snelstart, town.administratie, second.order_id)
    acts.book_payment(sandbox.snelstart, town.administratie, partly["id"], Decimal("1.00"))
    acts.delete_order(sandbox.snelstart, town.administratie, third.order_id)
    acts.edit_order(sandbox.snelstart, town.administratie, fourth.order_id, omschrijving="andere tekst", regels=[])
    await town.declaraties.follow()
    after = {one.id: one for one in await town.declaraties.list()}
    assert (after[first.id].order, after[first.id].state) == (OrderState.PAID, DeclaratieState.ARCHIEF)
    assert after[second.id].order is OrderState.PARTLY_PAID
    assert after[third.id].order is OrderState.GONE
    assert "0 regels" in after[fourth.id].reason
    assert table[fourth.order_id]["omschrijving"] == "andere tekst"
    again = await town.declaraties.push_all()
    assert (again.count(PushVerdict.PUSHED), again.count(PushVerdict.ADOPTED), again.count(PushVerdict.REFUSED)) == (
        0,
        0,
        1,
    )
    credit = await town.declaraties.credit(first.nummer)
    assert (await town.declaraties.push(credit.id)).verdict is PushVerdict.PUSHED
    assert table[(await town.declaraties.get(credit.id)).order_id]["totaalExclusiefBtw"] == -first.totaal


async def test_an_hour_that_time_on_bills_meanwhile_refuses_its_declaratie(tmp_path: Path) -> None:
    sandbox = build_sandbox(seed=6, klanten=12, today=TODAY)
    async with RunningSandbox(sandbox) as facts:
        town = await open_town(facts, tmp_path / "k.db")
        await fill(town, date(2026, 10, 1), TODAY)
        made = (await town.declaraties.create_month(2026, 10)).created[0]
        hour = int(made.regels[0].registraties[0].split(":")[0])
        sandbox.timeon.hours[hour]["invoiceID"] = 5_999
        result = await town.declaraties.push(made.id)
        assert (result.verdict, sandbox.totals(town.administratie)["orders"]["count"]) == (PushVerdict.REFUSED, 0)
        assert str(hour) in result.reason
        await town.close()


async def test_the_specification_hangs_on_the_boeking_once(town: Town, sandbox: Sandbox) -> None:
    made = await town.declaraties.create_month(2026, 11)
    first = made.created[0]
    pushed = await town.declaraties.push(first.id)
    factuur = acts.invoice_order(sandbox.snelstart, town.administratie, pushed.declaratie.order_id)
    for _ in range(2):
        await town.declaraties.follow()
    boeking = factuur["verkoopBoeking"]["id"]
    hung = [raw async for page in town.snelstart.pages(f"documenten/Verkoopboekingen/{boeking}") for raw in page]
    assert len(hung) == 1
    assert f"Specificatie {pushed.declaratie.nummer}.pdf".encode() in hung[0]
