"""Lines are counted as the administration's own setting counts them, so that the order is to the cent what was shown."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.domain.push import PushVerdict
from core.invoicing.editing import Edit
from core.invoicing.lineamount import line_amount, line_rule
from core.sandbox import Sandbox, build_sandbox
from tests.invoicing.town import Town

TODAY = date(2026, 11, 24)


@pytest.fixture(params=["BerekenenOverStukprijs", "BerekenenOverRegelBedrag"])
def sandbox(request: pytest.FixtureRequest) -> Sandbox:
    made = build_sandbox(seed=5, klanten=12, today=TODAY)
    made.snelstart.administraties[0].company_info["regelkortingVerkooporder"] = request.param
    return made


@pytest.mark.parametrize("prijs", ["33.335", "0.004999", "87.4949", "-12.3449999"])
async def test_a_price_of_many_decimals_comes_to_what_snelstart_makes_of_it(
    town: Town, sandbox: Sandbox, prijs: str
) -> None:
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    await town.declaraties.edit(made.id, 1, Edit(aantal=Decimal("3.333"), prijs=Decimal(prijs)))
    preview = await town.declaraties.preview(made.id)
    pushed = await town.declaraties.push(made.id)
    [order] = sandbox.snelstart.administraties[0].table("verkooporders").values()
    assert order["totaalExclusiefBtw"] == preview.totals.excl
    assert [line["totaal"] for line in order["regels"]] == [regel.bedrag for regel in preview.declaratie.regels]
    assert (pushed.verdict, pushed.reason, pushed.declaratie.verschil) == (PushVerdict.PUSHED, "", "")


async def test_the_preview_tells_that_the_price_is_rounded_first(town: Town, sandbox: Sandbox) -> None:
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    await town.declaraties.edit(made.id, 1, Edit(aantal=Decimal(3), prijs=Decimal("33.335")))
    told = [str(one) for one in (await town.declaraties.preview(made.id)).warnings if "stukprijs op centen" in str(one)]
    over_price = (
        sandbox.snelstart.administraties[0].company_info["regelkortingVerkooporder"] == "BerekenenOverStukprijs"
    )
    assert bool(told) == over_price
    assert not told or "33,335 telt als 33,34, samen 100,02" in told[0]


def test_each_setting_has_its_own_arithmetic() -> None:
    assert line_amount(Decimal(3), Decimal("33.335"), "BerekenenOverStukprijs") == Decimal("100.02")
    assert line_amount(Decimal(3), Decimal("33.335"), "BerekenenOverRegelBedrag") == Decimal("100.01")
    assert line_amount(Decimal(1), Decimal("0.0049999"), "BerekenenOverRegelBedrag") == Decimal("0.01")
    assert line_amount(Decimal(1), Decimal("0.0049999")) == Decimal("0.00")
    assert [line_rule({"regelkortingVerkooporder": one}) for one in (None, "Anders")] == ["", ""]


amounts = st.decimals(-10_000, 10_000, places=6)


@given(amounts, amounts, st.sampled_from(["", "BerekenenOverStukprijs", "BerekenenOverRegelBedrag"]))
def test_a_credit_takes_back_every_line(aantal: Decimal, prijs: Decimal, rule: str) -> None:
    assert line_amount(-aantal, prijs, rule) == -line_amount(aantal, prijs, rule)  # type: ignore[arg-type]
