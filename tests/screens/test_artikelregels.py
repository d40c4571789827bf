from decimal import Decimal

from textual.widgets import Input

from core.domain.registratie import Soort
from core.invoicing.ruling import Wanted
from screens.widgets.form import FormDialog
from tests.screens.coupled import at, text_of
from tests.screens.pilot import press, settle, shown


async def test_a_rule_is_made_question_by_question_and_counts_at_once(coupled):
    rows = [one for one in await coupled.opened.registraties() if one.regel and one.registratie.soort is Soort.UREN]
    chosen = rows[0].registratie
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "A", "plus", "u", "enter")
        pilot.app.screen.query_one("#search", Input).value = chosen.medewerker
        await settle(pilot)
        await press(pilot, "enter", "enter")
        assert isinstance(pilot.app.screen, FormDialog)
        pilot.app.screen.query_one("#prijs", Input).value = "duur"
        await press(pilot, "enter")
        assert "'duur' is geen getal" in text_of(pilot)
        pilot.app.screen.query_one("#prijs", Input).value = "123,50"
        await press(pilot, "enter")
        assert f"Regel 1: {chosen.medewerker}" in shown(pilot.app)[-2]
        assert "regel 1" in text_of(pilot)
    after = {one.registratie.id: one for one in await coupled.opened.registraties()}[chosen.id]
    assert after.regel.prijs == Decimal("123.50")
    assert "Regel 1" in str(after.regel.rule)


async def test_esc_anywhere_makes_nothing_and_an_inferred_one_can_not_go(coupled):
    async with at(coupled, "artikelregels") as pilot:
        await press(pilot, "plus", "u", "escape")
        await press(pilot, "x")
        assert "afgeleid uit de artikelen" in shown(pilot.app)[-2]
    assert all(one.rule.inferred for one in await coupled.opened.declaraties.ruling.all())


async def test_a_rule_goes_after_a_yes(coupled):
    artikelen, *_ = await coupled.opened.declaraties.ruling.choices()
    await coupled.opened.declaraties.ruling.add(Wanted(Soort.UREN, artikelen[0].id, woord="bellen"))
    async with at(coupled, "artikelregels") as pilot:
        assert "'bellen'" in text_of(pilot)
        await press(pilot, "x", "n")
        assert (await coupled.opened.declaraties.ruling.all())[0].rule.id == 1
        await press(pilot, "x", "j")
    assert all(one.rule.inferred for one in await coupled.opened.declaraties.ruling.all())
