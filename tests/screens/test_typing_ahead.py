"""Over a slow line a person's keys arrive together: what follows `/` is the filter, not a row of commands."""

import asyncio

from textual import events
from textual.widgets import Input

from core.errors import StorageError
from screens import palette
from screens.widgets.filterline import FilterLine
from screens.widgets.table import Table
from tests.screens.coupled import at
from tests.screens.pilot import press, settle


async def test_a_filter_that_arrives_in_one_piece_is_typed_whole(coupled):
    async with at(coupled, "klanten") as pilot:
        for key, character in (("slash", "/"), *((letter, letter) for letter in "bsqdr"), ("enter", "\r")):
            pilot.app.post_message(events.Key(key, character))
        await settle(pilot)
        screen = pilot.app.screen
        assert screen.SCREEN == "klanten"
        assert screen.query_one(FilterLine).filter == "bsqdr"
        assert isinstance(screen.focused, Table)


async def test_what_is_typed_behind_the_palette_waits_for_it_and_never_acts_on_the_screen_below(coupled, monkeypatch):
    reading, may_go_on = palette.places, asyncio.Event()

    async def slowly(*args):
        await may_go_on.wait()
        return await reading(*args)

    monkeypatch.setattr(palette, "places", slowly)
    async with at(coupled, "klanten") as pilot:
        for key in ("ctrl+p", *"bqbakker"):
            pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
        for _ in range(300):
            await asyncio.sleep(0)
        assert pilot.app.screen.SCREEN == "klanten"
        may_go_on.set()
        await settle(pilot)
        await pilot.pause()
        assert pilot.app.screen.query_one(Input).value == "bqbakker"


async def test_the_screen_has_its_keys_again_when_the_palette_could_not_be_read(coupled, monkeypatch):
    async def failing(*_args):
        raise StorageError("niets te lezen")

    monkeypatch.setattr(palette, "places", failing)
    async with at(coupled, "klanten") as pilot:
        await press(pilot, "ctrl+p", "enter", "slash", "a")
        assert pilot.app.screen.query_one(FilterLine).filter == "a"
