"""A klant with a factuurkorting in SnelStart: the order says so itself, so what was meant can be told from what is there."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.declaratie import Regel
from core.domain.money import total
from core.domain.push import PushVerdict
from core.invoicing.btw import btw_for, totals
from core.sandbox import Sandbox, build_sandbox
from core.sandbox.faults import Rule
from core.text import say
from tests.invoicing.test_money import DAY, TARIEVEN
from tests.invoicing.town import Town, fill

TODAY = date(2026, 11, 24)
PERCENTAGES = ("2.5", "10", "33.333")


@pytest.fixture
def sandbox() -> Sandbox:
    made = build_sandbox(seed=5, klanten=12, today=TODAY)
    for n, relatie in enumerate(made.snelstart.administraties[0].table("relaties").values()):
        if "Klant" in relatie["relatiesoort"]:
            relatie["factuurkorting"] = Decimal(PERCENTAGES[n % len(PERCENTAGES)])
    return made


async def test_the_order_is_to_the_cent_what_the_preview_said(town: Town, sandbox: Sandbox) -> None:
    made = await town.declaraties.create_month(2026, 10)
    previews = {one.id: await town.declaraties.preview(one.id) for one in made.created}
    assert all(one.totals.korting > 0 for one in previews.values())
    assert (await town.declaraties.push_all()).count(PushVerdict.PUSHED) == len(previews)
    table = sandbox.snelstart.administraties[0].table("verkooporders")
    for declaratie in await town.declaraties.list():
        order, said = table[declaratie.order_id], previews[declaratie.id]
        assert order["totaalExclusiefBtw"] == said.totals.excl == declaratie.totaal - said.totals.korting
        assert order["totaalInclusiefBtw"] == said.totals.incl
        assert declaratie.reason == ""


async def test_a_push_and_its_dry_run_tell_what_the_orders_come_to(town: Town, sandbox: Sandbox) -> None:
    made = await town.declaraties.create_month(2026, 10)
    dry = await town.declaraties.push_all(dry_run=True)
    pushed = await town.declaraties.push_all()
    there = total(
        one["totaalExclusiefBtw"] for one in sandbox.snelstart.administraties[0].table("verkooporders").values()
    )
    assert dry.total == pushed.total == there < made.total
    assert pushed.to_json()["total"] == str(there)


async def test_an_order_whose_answer_was_lost_is_known_again(town: Town, sandbox: Sandbox) -> None:
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    sandbox.faults.replace([Rule("drop-after", "snelstart", "POST /v2/verkooporders", nth=(1,))])
    await town.declaraties.push(made.id)
    sandbox.faults.replace([])
    await town.declaraties.push(made.id)
    assert (await town.declaraties.get(made.id)).reason == ""
    assert (await town.declaraties.push(made.id)).verdict is PushVerdict.NOTHING
    assert sandbox.totals(town.administratie)["orders"]["count"] == 1


async def test_a_credit_takes_back_what_was_sent_also_when_the_klant_has_another_korting_now(
    town: Town, sandbox: Sandbox
) -> None:
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    await town.declaraties.push(made.id)
    for relatie in sandbox.snelstart.administraties[0].table("relaties").values():
        relatie["factuurkorting"] = None if relatie["factuurkorting"] is None else Decimal(50)
    await fill(town, date(2026, 10, 1), TODAY)
    credit = await town.declaraties.credit(made.id)
    assert (await town.declaraties.push(credit.id)).verdict is PushVerdict.PUSHED
    orders = sandbox.snelstart.administraties[0].table("verkooporders").values()
    for name in ("totaalExclusiefBtw", "totaalInclusiefBtw"):
        assert total(order[name] for order in orders) == 0


amounts = st.decimals(-100_000, 100_000, places=2)
regels = st.lists(st.tuples(amounts, st.sampled_from(["Hoog", "Laag", "Geen"])), min_size=1, max_size=12)


@given(regels, st.decimals(0, 100, places=3))
def test_what_goes_off_and_what_is_left_are_the_lines_and_a_credit_mirrors_it(
    rows: list[tuple[Decimal, str]], korting: Decimal
) -> None:
    def sums(sign: int):
        made = [Regel("a", "A", "", Decimal(sign), one, sign * one, soort, one, say("x")) for one, soort in rows]
        return totals(made, btw_for(made, TARIEVEN, DAY, "group", korting))

    there, back = sums(1), sums(-1)
    assert there.excl + there.korting == total(one for one, _ in rows)
    assert (there.excl + back.excl, there.btw + back.btw, there.incl + back.incl) == (0, 0, 0)
    assert btw_for([], TARIEVEN, DAY, "group", korting) == ()
