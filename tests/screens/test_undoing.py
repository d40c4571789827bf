"""`u` takes back the latest change wherever one is, and says beforehand which that is."""

from tests.screens.coupled import at
from tests.screens.fakes import FakeService, summary
from tests.screens.pilot import press, settle, shown
from tui.app import Koppelbord


async def test_a_concept_goes_from_another_screen_than_it_was_made_on(coupled):
    made = await coupled.concept()
    async with at(coupled, "klanten") as pilot:
        assert f"u ongedaan: concept gemaakt voor {made.klant}"[:30] in shown(pilot.app)[-2]
        await press(pilot, "u")
        assert f"Ongedaan: concept gemaakt voor {made.klant}." in shown(pilot.app)[-2]
        assert "besluiten in de review" in pilot.app.screen.undoable()
    assert await coupled.opened.declaraties.list() == []


async def test_the_list_of_declaraties_follows(coupled):
    await coupled.concept()
    async with at(coupled, "declaraties") as pilot:
        assert pilot.app.screen.table.count == 1
        await press(pilot, "u")
        await settle(pilot)
        assert pilot.app.screen.table.count == 0


async def test_what_can_not_be_taken_back_any_more_is_an_error_that_stays(coupled):
    made = await coupled.concept()
    await coupled.opened.declaraties.finalize(made.id)
    async with at(coupled, "klanten") as pilot:
        await press(pilot, "u")
        assert "heeft intussen een nummer" in "\n".join(shown(pilot.app))


async def test_colours_come_back_on_the_whole_screen():
    app = Koppelbord(FakeService([summary()]))
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.theme
        await press(pilot, "f8")
        assert app.theme != before
        await press(pilot, "u")
        assert app.theme == before


async def test_with_nothing_to_take_back_it_says_so_and_is_not_offered():
    app = Koppelbord(FakeService([summary()]))
    async with app.run_test(size=(120, 24)) as pilot:
        await settle(pilot)
        assert "ongedaan" not in shown(app)[-1]
        await press(pilot, "u")
        assert "Er is niets om ongedaan te maken." in shown(app)[-2]


async def test_read_only_takes_nothing_back(coupled):
    await coupled.concept()
    async with at(coupled, "klanten", read_only=True) as pilot:
        await press(pilot, "u")
        assert "Alleen lezen" in shown(pilot.app)[-2]
    assert len(await coupled.opened.declaraties.list()) == 1
