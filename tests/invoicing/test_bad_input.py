"""What people really have in their books: each ends with an equal order, or refused with the reason, and holds nobody else."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.domain.declaratie import OrderState
from core.domain.push import PushVerdict
from core.errors import MovedError, PersonNeededError
from core.invoicing.editing import Edit
from core.sandbox import Sandbox, build_sandbox
from core.store import observed
from tests.invoicing.fakes import Office, hour, relatie_id
from tests.invoicing.town import Town

TODAY = date(2026, 11, 24)


@pytest.fixture
def sandbox() -> Sandbox:
    return build_sandbox(seed=5, klanten=24, today=TODAY)


def table(sandbox: Sandbox, name: str) -> dict[str, dict[str, Any]]:
    return sandbox.snelstart.administraties[0].table(name)


@pytest.mark.parametrize("prijs", ["0", "-12.50", "0.0123456789", "1e12", "87.505"])
async def test_a_strange_price_arrives_as_it_was_and_counts_the_same(town: Town, sandbox: Sandbox, prijs: str) -> None:
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    edited = await town.declaraties.edit(made.id, 1, Edit(prijs=Decimal(prijs)))
    preview = await town.declaraties.preview(made.id)
    result = await town.declaraties.push(made.id)
    order = table(sandbox, "verkooporders")[result.declaratie.order_id]
    assert order["regels"][0]["stuksprijs"] == Decimal(prijs)
    assert (order["totaalExclusiefBtw"], result.declaratie.verschil) == (edited.totaal, "")
    if prijs != "87.505":
        assert any("egel 1" in str(warning) for warning in preview.warnings)


async def test_a_quantity_of_nothing_is_a_warning_and_an_equal_order(town: Town, sandbox: Sandbox) -> None:
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    edited = await town.declaraties.edit(made.id, 1, Edit(aantal=Decimal(0)))
    assert any("het aantal is 0" in str(one) for one in (await town.declaraties.preview(made.id)).warnings)
    result = await town.declaraties.push(made.id)
    assert table(sandbox, "verkooporders")[result.declaratie.order_id]["totaalExclusiefBtw"] == edited.totaal


async def test_ten_thousand_characters_become_a_line_that_snelstart_takes(town: Town, sandbox: Sandbox) -> None:
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    await town.declaraties.edit(made.id, 1, Edit(omschrijving="regel\x1b[2J\x00\r\n\u202e" * 1_000))
    result = await town.declaraties.push(made.id)
    text = table(sandbox, "verkooporders")[result.declaratie.order_id]["regels"][0]["omschrijving"]
    assert (result.verdict, len(text), text.isprintable()) == (PushVerdict.PUSHED, 250, True)


@pytest.mark.parametrize("gone", ["relaties", "artikelen"])
async def test_what_went_away_in_snelstart_refuses_its_declaratie_with_the_code_alone(
    town: Town, sandbox: Sandbox, gone: str
) -> None:
    made = (await town.declaraties.create_month(2026, 10)).created
    first = made[0]
    used = {regel.artikel_id for regel in first.regels}
    spared = [one for one in made[1:] if not used & {regel.artikel_id for regel in one.regels}]
    for record in {first.relatie_id} if gone == "relaties" else used:
        del table(sandbox, gone)[record]
    summary = await town.declaraties.push_all()
    results = {one.declaratie.id: one for one in summary.results}
    assert results[first.id].verdict is PushVerdict.REFUSED
    assert results[first.id].codes
    assert results[first.id].reason
    others = spared if gone == "artikelen" else made[1:]
    assert all(results[one.id].verdict is PushVerdict.PUSHED for one in others)
    assert summary.stopped is None


async def test_an_artikel_that_goes_between_preview_and_push_was_in_no_warning_and_is_one_now(town: Town) -> None:
    made = (await town.declaraties.create_month(2026, 10)).created[0]
    before = [str(one) for one in (await town.declaraties.preview(made.id)).warnings]
    await town.database.write(lambda db: observed.mark_gone(db, "artikelen", [made.regels[0].artikel_id]))
    after = [str(one) for one in (await town.declaraties.preview(made.id)).warnings]
    (new,) = [one for one in after if one not in before and one.startswith("Regel 1:")]
    assert "is niet meer in SnelStart" in new


async def test_a_nonactieve_klant_is_a_warning_before_anything_is_sent(office: Office) -> None:
    await office.fill(hour(1))
    made = await office.declaraties.create(["1:uren"])

    def retire(db: Any) -> None:
        row = db.execute("SELECT raw FROM relaties WHERE id = ?", (relatie_id(1),)).fetchone()[0]
        changed = bytes(row).replace(b'"naam"', b'"nonactief": true, "naam"')
        db.execute("UPDATE relaties SET raw = ? WHERE id = ?", (changed, relatie_id(1)))

    await office.database.write(retire)
    warnings = [str(one) for one in (await office.declaraties.preview(made.id)).warnings]
    assert any("is nonactief in SnelStart" in one for one in warnings)


async def test_two_klanten_that_became_one_in_snelstart_are_not_numbered_under_the_old_one(office: Office) -> None:
    await office.fill(hour(1))
    made = await office.declaraties.create(["1:uren"])
    await office.database.write(
        lambda db: db.execute("UPDATE decisions SET snelstart_id = ? WHERE timeon_id = '1'", (relatie_id(3),))
    )
    result = await office.declaraties.push(made.id)
    assert (result.verdict, office.snelstart.posts) == (PushVerdict.REFUSED, 0)
    with pytest.raises(MovedError, match="andere relatie"):
        await office.declaraties.finalize(made.id)


async def test_two_people_at_one_declaratie_make_one_order(office: Office) -> None:
    await office.fill(hour(1))
    made = await office.declaraties.create(["1:uren"])
    await office.declaraties.push(made.id)
    assert (await office.declaraties.push(made.id)).verdict is PushVerdict.NOTHING
    with pytest.raises(MovedError):
        await office.declaraties.edit(made.id, 1, Edit(prijs=Decimal(1)))
    with pytest.raises(MovedError):
        await office.declaraties.delete(made.id)
    assert (await office.declaraties.get(made.id)).order is OrderState.ORDER


async def test_a_period_over_a_change_of_tariff_warns_and_counts_the_tariff_of_the_order(office: Office) -> None:
    await office.fill(
        hour(1, day="2018-12-20", seconds=0, secondsBillable=0, expenseValue=100, remark="Treinreis Utrecht"),
        hour(2, day="2019-01-10", seconds=0, secondsBillable=0, expenseValue=100, remark="Treinreis Utrecht"),
    )
    made = await office.declaraties.create(["1:onkosten", "2:onkosten"])
    preview = await office.declaraties.preview(made.id)
    assert [(one.percentage, one.bedrag) for one in preview.btw] == [(Decimal(9), Decimal("18.00"))]
    assert any("Btw Laag werd 9,00% op 01-01-2019" in str(one) for one in preview.warnings)


async def test_a_klant_that_was_taken_out_of_the_coupling_is_told_with_the_way_back(office: Office) -> None:
    await office.fill(hour(1), coupled=0)
    with pytest.raises(PersonNeededError, match="Match review"):
        await office.declaraties.create(["1:uren"])
