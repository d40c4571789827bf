"""No key on any screen of koppelen, not while it is pasted and not in a picture of the screen."""

from tests.screens.pilot import press, settle
from tests.security.test_planted import leaks, secrets_of
from tui.app import Koppelbord


async def test_a_picture_of_every_step_of_koppelen_shows_no_key(world) -> None:
    facts = world.sandbox.facts("", "", "")
    secrets = secrets_of(facts)
    key = facts["administraties"][0]["koppelsleutel"]
    app = Koppelbord(world.service)
    pictures: list[str] = []
    async with app.run_test(size=(160, 50)) as pilot:

        async def picture(*keys: str) -> None:
            await press(pilot, *keys)
            pictures.append(app.export_screenshot())

        await settle(pilot)
        await picture("k")
        await picture("p")
        app.focused.value = key
        await pilot.pause()
        await picture()
        await picture("enter")
        await picture("enter")
        await picture("k")
        assert app.screen.SCREEN == "review"
    assert len(pictures) == 6
    assert leaks(secrets, "screenshot", "\n".join(pictures)) == []
