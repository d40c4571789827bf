"""A cent of difference is told with the line that makes it; a template of one's own is a warning."""

from dataclasses import replace
from decimal import Decimal
from typing import Any, Literal

from core.domain.declaratie import Declaratie, OrderState
from core.invoicing.warnings import _sjablonen
from tests.invoicing.fakes import FakeSnelStart, Office, hour


async def test_the_line_that_makes_the_cent_is_named(office: Office) -> None:
    def a_cent_less(fake: FakeSnelStart, body):
        order = fake.make(body)
        order["totaalExclusiefBtw"] -= Decimal("0.01")
        order["regels"] = [{**line, "totaal": Decimal("21.87") if n else Decimal("87.50")}
                           for n, line in enumerate(order["regels"])]  # fmt: skip
        return order

    await office.fill(hour(1), hour(2, seconds=900, secondsBillable=900))
    made = await office.declaraties.create(["1:uren", "2:uren"])
    office.snelstart.faults = [a_cent_less]
    result = await office.declaraties.push(made.id)
    assert result.reason == (
        "Cent verschil: SnelStart telt 109.37, koppelbord 109.38 (excl. btw); regel 2 is daar 21.87, hier 21.88."
    )


THREE = (hour(1, secondsBillable=900), hour(2, secondsBillable=2700), hour(3, secondsBillable=900))


async def sent(office: Office, incl: Decimal | None, rounding: Literal["group", "line"] = "group") -> Declaratie:
    """The cent trap of the demo data, pushed to a SnelStart that counts this much including btw."""

    def counts(fake: FakeSnelStart, body: dict[str, Any]) -> dict[str, Any]:
        order = fake.make(body)
        order["totaalInclusiefBtw"] = incl
        return order

    office.settings = replace(office.settings, btw_rounding=rounding)
    office.open()
    await office.fill(*THREE)
    made = await office.declaraties.create(["1:uren", "2:uren", "3:uren"])
    office.snelstart.faults = [counts]
    return (await office.declaraties.push(made.id)).declaratie


async def test_btw_that_snelstart_rounds_a_line_is_a_cent_with_its_line(office: Office) -> None:
    declaratie = await sent(office, Decimal("132.35"))
    assert declaratie.verschil == "-0.01"
    assert "(incl. btw); de btw van regel 1 is 4,5948, afgerond 4.59" in declaratie.reason
    assert declaratie.order is OrderState.ORDER


async def test_with_btw_a_line_as_the_setting_the_same_order_is_equal(office: Office) -> None:
    declaratie = await sent(office, Decimal("132.35"), "line")
    assert (declaratie.verschil, declaratie.reason) == ("", "")


async def test_both_ways_are_shown_and_the_chosen_one_counts(office: Office) -> None:
    for rounding, incl in (("group", "132.36"), ("line", "132.35")):
        office.settings = replace(office.settings, btw_rounding=rounding)
        office.open()
        await office.fill(*THREE)
        made = await office.declaraties.create(["1:uren", "2:uren", "3:uren"])
        preview = await office.declaraties.preview(made.id)
        assert (preview.totals.btw_per_group, preview.totals.btw_per_line) == (Decimal("22.97"), Decimal("22.96"))
        assert preview.to_json()["incl"] == incl
        assert any(
            "per groep afgerond is 22,97, per regel 22,96: 1 cent verschil" in str(one) for one in preview.warnings
        )
        await office.declaraties.delete(made.id)


async def test_more_than_cents_including_btw_is_told_and_still_ours(office: Office) -> None:
    declaratie = await sent(office, Decimal("109.39"))
    assert (declaratie.verschil, declaratie.order) == ("", OrderState.ORDER)
    assert "inclusief btw" in declaratie.reason


async def test_a_total_that_is_left_out_is_not_compared(office: Office) -> None:
    declaratie = await sent(office, None)
    assert (declaratie.verschil, declaratie.reason) == ("", "")


async def test_a_cent_that_goes_away_is_a_state_no_longer(office: Office) -> None:
    declaratie = await sent(office, Decimal("132.35"))
    office.snelstart.orders[declaratie.order_id]["totaalInclusiefBtw"] = Decimal("132.36")
    await office.declaraties.follow()
    assert (await office.declaraties.get(declaratie.id)).verschil == ""


def test_a_template_that_is_not_standard_warns() -> None:
    assert list(_sjablonen([{"omschrijving": "Standaard"}, {"omschrijving": "Oud", "nonactief": True}])) == []
    assert "Huisstijl" in str(next(iter(_sjablonen([{"omschrijving": "Huisstijl"}]))))
