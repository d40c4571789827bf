"""A cent of difference is told with the line that makes it; a template of one's own is a warning."""

from decimal import Decimal

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


def test_a_template_that_is_not_standard_warns() -> None:
    assert list(_sjablonen([{"omschrijving": "Standaard"}, {"omschrijving": "Oud", "nonactief": True}])) == []
    assert "Huisstijl" in str(next(iter(_sjablonen([{"omschrijving": "Huisstijl"}]))))
