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


async def type_at_once(pilot, *keys):
    for key in keys:
        pilot.app.post_message(events.Key(key, key if len(key) == 1 else None))
    await settle(pilot)
    await pilot.pause()
    await settle(pilot)


async def test_what_is_typed_before_a_list_is_shown_is_for_its_rows(coupled):
    async with at(coupled, "klanten") as pilot:
        await type_at_once(pilot, "t", "down", "down", "down")
        assert pilot.app.screen.SCREEN == "registraties"
        assert pilot.app.screen.table.cursor == 3


async def test_keys_go_through_as_many_screens_as_they_name(coupled):
    await coupled.opened.declaraties.create_month(*coupled.month)
    async with at(coupled, "klanten") as pilot:
        await type_at_once(pilot, "d", "down", "enter", "down", "down")
        second = pilot.app.screen_stack[-2].table.key
        assert (pilot.app.screen.SCREEN, pilot.app.screen.subject) == ("declaratie", second)
        assert pilot.app.screen.table.cursor == 2


async def test_a_list_that_takes_long_can_be_left(coupled, monkeypatch):
    never = asyncio.Event()

    async def slowly(*_args, **_more):
        await never.wait()

    async with at(coupled, "klanten") as pilot:
        monkeypatch.setattr(type(coupled.opened), "registraties", slowly)
        pilot.app.screen.go("registraties")
        for _ in range(300):
            await asyncio.sleep(0)
        assert pilot.app.screen.SCREEN == "registraties"
        await type_at_once(pilot, "b")
        assert pilot.app.screen.SCREEN != "registraties"


async def test_undo_twice_at_once_takes_two_back(coupled):
    for _ in range(2):
        await coupled.concept()
    async with at(coupled, "declaraties") as pilot:
        await type_at_once(pilot, "u", "u")
        assert await coupled.opened.declaraties.list() == []
