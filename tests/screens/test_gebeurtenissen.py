from screens.widgets.details import Details
from tests.screens.coupled import at, text_of
from tests.screens.pilot import press, shown


async def test_the_newest_first_in_words_without_the_calls(coupled):
    async with at(coupled, "gebeurtenissen") as pilot:
        screen = pilot.app.screen
        numbers = [int(screen.table.source.key(place)) for place in range(screen.table.count)]
        assert numbers == sorted(numbers, reverse=True)
        assert "gestart met synchronisatie" in text_of(pilot)
        assert screen.query_one(Details).text.startswith("afgerond: de koppeling is actief")
        assert "koppeling.afgerond" in screen.query_one(Details).text


async def test_a_filter_finds_and_the_chain_is_checked(coupled):
    async with at(coupled, "gebeurtenissen") as pilot:
        await press(pilot, "slash", *"gekoppeld", "enter", "v")
        assert 0 < pilot.app.screen.table.count < len(pilot.app.screen.pages.held)
        events = (await coupled.opened.verify()).events
        assert f"● Heel: {events} gebeurtenissen." in shown(pilot.app)[-2]


async def test_calls_are_shown_on_request(coupled):
    async with at(coupled, "gebeurtenissen") as pilot:
        before = len(pilot.app.screen.pages.held)
        await press(pilot, "a")
        calls = [one for one in await coupled.opened.events() if one.type.startswith("aanroep")]
        assert len(pilot.app.screen.pages.held) == before + len(calls)


async def test_enter_opens_the_proof_of_a_declaratie_and_of_nothing_else(coupled):
    async with at(coupled, "gebeurtenissen") as pilot:
        await press(pilot, "enter")
        assert "gaat niet over een declaratie" in shown(pilot.app)[-2]
    concept = await coupled.concept()
    async with at(coupled, "gebeurtenissen") as pilot:
        await press(pilot, "enter")
        assert (pilot.app.screen.SCREEN, pilot.app.screen.subject) == ("bewijs", concept.id)
