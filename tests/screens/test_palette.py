from screens.widgets.picker import PickDialog
from tests.screens.coupled import at, text_of
from tests.screens.pilot import press, shown
from tests.screens.test_base import THREE, app_of


async def test_every_action_of_the_screen_is_there_and_what_can_not_be_is_grey_with_its_reason():
    app = app_of()
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "ctrl+p", *"ontkoppel")
        assert isinstance(app.screen, PickDialog)
        text = "\n".join(shown(app))
        assert "Koppel eerst: druk op k." not in text, "an empty list offers koppelen alone"
        await press(pilot, "escape", "ctrl+p", *"koppel een")
        assert "Koppel een Time On-administratie" in "\n".join(shown(app))


async def test_choosing_does_it():
    app = app_of(*THREE)
    app.service.open = None
    app.service.summaries = THREE[2:]
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "ctrl+p", *"hulp", "enter")
        assert app.screen.SCREEN == "help"


async def test_go_to_a_klant_and_a_declaratie(coupled):
    made = await coupled.concept()
    async with at(coupled, "klanten") as pilot:
        await press(pilot, "ctrl+p", *"declaratie concept", "enter")
        assert (pilot.app.screen.SCREEN, pilot.app.screen.subject) == ("declaratie", made.id)
        await press(pilot, "ctrl+p", *f"klant {made.klant[:6]}".casefold().replace(".", ""), "enter")
        assert pilot.app.screen.SCREEN in ("registraties", "klanten"), text_of(pilot)


async def test_a_reason_is_told_when_a_grey_one_is_chosen(coupled):
    await coupled.opened.declaraties.push((await coupled.concept()).id)
    async with at(coupled, "declaraties", size=(120, 30)) as pilot:
        await press(pilot, "ctrl+p", *"verstuur alles")
        assert "Niets te doen" in text_of(pilot)
        await press(pilot, "enter")
        assert "Niets te doen" in pilot.app.screen.query_one("#happened").text


async def test_go_to_an_order_by_its_number(coupled):
    sent = (await coupled.opened.declaraties.push((await coupled.concept()).id)).declaratie
    assert sent.order_nummer
    async with at(coupled, "klanten", size=(120, 30)) as pilot:
        await press(pilot, "ctrl+p", *f"order {sent.order_nummer}", "enter")
        assert (pilot.app.screen.SCREEN, pilot.app.screen.subject) == ("declaratie", sent.id)
