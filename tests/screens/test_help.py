"""Help for the field and the screen, the tour, and the way from an error to its explanation."""

import pytest
from textual.screen import ModalScreen

from core.errors import MovedError, RefusedError
from core.text import t
from screens import field_help
from screens.base import Failed
from screens.rondleiding import STOPS
from tests.screens.coupled import at, text_of
from tests.screens.fakes import FakeService, summary
from tests.screens.pilot import LONGEST, press, settle, shown
from tui.app import Koppelbord
from tui.routes import ROUTES


async def test_the_field_that_is_typed_in_comes_first(coupled):
    async with at(coupled, "klanten", size=(120, 40)) as pilot:
        await press(pilot, "slash", "f1")
        assert pilot.app.screen.SCREEN == "help"
        assert shown(pilot.app)[3].split("│")[0].strip().startswith("▸ dit veld")
        assert "naam:bakker" in text_of(pilot)
        await press(pilot, "b", "a")
        assert pilot.app.screen.query_one("#filter").value == "a", "typing goes on where it was"


async def until(pilot, done):
    """While a dialog waits below there is no coming to rest."""
    for _ in range(LONGEST):
        if done():
            return
        await pilot.pause()
    pytest.fail("it does not come")


@pytest.mark.parametrize("field", ["naam", "nummer", "straat", "postcode", "plaats", "email", "telefoon", "btw"])
async def test_every_field_of_a_new_klant_has_help(coupled, field):
    async with at(coupled, "klant", size=(120, 40)) as pilot:
        pilot.app.screen.query_one(f"#{field}").focus()
        await press(pilot, "f1")
        assert t(field_help.FIELDS[field][0]) in pilot.app.screen.details.text


async def test_a_search_has_help_too():
    app = Koppelbord(FakeService([]))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+p")
        await pilot.press("f1")
        await until(pilot, lambda: getattr(app.screen, "SCREEN", "") == "help" and app.screen.table.count)
        assert t(field_help.FIELDS["search"][0]) in app.screen.details.text
        await pilot.press("b")
        await until(pilot, lambda: isinstance(app.screen, ModalScreen))
        await press(pilot, "ctrl+g")
        assert app.screen.SCREEN == "koppelingen"


@pytest.mark.parametrize(("problem", "key"), [(RefusedError(codes=("ART-0001",)), "ART-0001"), (MovedError(), "Moved")])
async def test_an_error_leads_to_its_explanation_and_stays(problem, key):
    app = Koppelbord(FakeService([summary()]))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        app.screen.post_message(Failed(problem))
        await settle(pilot)
        assert "h uitleg" in "\n".join(shown(app))
        await press(pilot, "h")
        assert app.screen.SCREEN == "uitleg"
        assert app.screen.table.key == key
        await press(pilot, "b")
        assert problem.title in "\n".join(shown(app)), "the error stays until it is dismissed"


def test_the_tour_has_ten_steps_and_each_goes_to_a_screen_that_is():
    assert len(STOPS) == 10
    assert {stop.screen for stop in STOPS} <= set(ROUTES)


async def test_the_tour_knows_what_was_done_and_goes_on_there(coupled):
    await coupled.concept()
    async with at(coupled, "klanten") as pilot:
        await press(pilot, "f3")
        assert pilot.app.screen.done == [True] * 8 + [False, False]
        assert pilot.app.screen.table.cursor == 8
        await press(pilot, "enter")
        assert pilot.app.screen.SCREEN == "declaraties"
        await press(pilot, "b")
        assert pilot.app.screen.SCREEN == "rondleiding"


async def test_before_koppelen_only_the_first_step_can_be_gone_to():
    app = Koppelbord(FakeService([]))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f3", "down", "enter")
        assert app.screen.SCREEN == "rondleiding"
        assert "Eerst koppelen: stap 1." in shown(app)[-2]


async def test_the_help_leads_to_the_tour_and_the_messages():
    app = Koppelbord(FakeService([]))
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "question_mark")
        for key, screen in (("more.rondleiding", "rondleiding"), ("more.uitleg", "uitleg")):
            app.screen.table.go_key(key)
            await press(pilot, "enter")
            assert screen == app.screen.SCREEN
            await press(pilot, "b")
