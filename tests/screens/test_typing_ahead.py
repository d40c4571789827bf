"""Over a slow line a person's keys arrive together: what follows `/` is the filter, not a row of commands."""

from textual import events

from screens.widgets.filterline import FilterLine
from screens.widgets.table import Table
from tests.screens.coupled import at
from tests.screens.pilot import settle


async def test_a_filter_that_arrives_in_one_piece_is_typed_whole(coupled):
    async with at(coupled, "klanten") as pilot:
        for key, character in (("slash", "/"), *((letter, letter) for letter in "bsqdr"), ("enter", "\r")):
            pilot.app.post_message(events.Key(key, character))
        await settle(pilot)
        screen = pilot.app.screen
        assert screen.SCREEN == "klanten"
        assert screen.query_one(FilterLine).filter == "bsqdr"
        assert isinstance(screen.focused, Table)
