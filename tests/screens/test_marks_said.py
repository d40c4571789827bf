"""What is marked is counted in the line of what happened, on every list, and makes way for what happens after it."""

import pytest

from tests.screens.coupled import at
from tests.screens.pilot import press, shown


@pytest.mark.parametrize("screen", ["klanten", "producten", "productgroepen", "gebeurtenissen"])
async def test_marked_rows_are_counted_until_none_is(coupled, screen) -> None:
    async with at(coupled, screen) as pilot:
        await press(pilot, "space", "space")
        assert "✓ 2 rijen gemarkeerd." in shown(pilot.app)[-2]
        await press(pilot, "asterisk")
        assert "gemarkeerd" not in shown(pilot.app)[-2]


async def test_what_happened_after_the_marks_stays_when_they_go(coupled) -> None:
    async with at(coupled, "klanten") as pilot:
        await press(pilot, "space")
        pilot.app.screen.say_done("Iets anders.")
        pilot.app.screen.table.unmark()
        await press(pilot, "down")
        assert "Iets anders." in shown(pilot.app)[-2]
