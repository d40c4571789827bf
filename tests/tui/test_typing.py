"""Keys that come faster than they are served: each lands where a slow hand would have put it."""

import asyncio

import pytest
from textual import events
from textual.app import ComposeResult
from textual.widgets import Input, Static

from screens.widgets.filterline import FilterLine
from tests.screens.pilot import settle
from tests.screens.test_kantoorbord import app_of, on_board, one
from tui.typing import OneByOne

NAMES = {"/": "slash", ">": "greater_than_sign", " ": "space", "*": "asterisk", "\r": "enter"}


async def type_fast(app, text, turns):
    """All of it, with so many turns of the loop between two keys, as a busy machine has them."""
    for letter in text:
        app.post_message(events.Key(NAMES.get(letter, letter), letter))
        for _ in range(turns):
            await asyncio.sleep(0)


@pytest.mark.parametrize("turns", [0, 2])
async def test_a_filter_typed_fast_is_what_was_typed_and_the_key_after_it_is_for_its_rows(turns):
    app = app_of(*(one(f"Kantoor{number}", waiting=number) for number in range(40)))
    async with app.run_test(size=(80, 24)) as pilot:
        await on_board(pilot)
        await type_fast(app, "/kantoor1 wacht>12\r*", turns)
        await settle(pilot)
        assert app.screen.query_one(FilterLine).filter == "kantoor1 wacht>12"
        assert (app.screen.table.count, len(app.screen.table.marks)) == (7, 7)


async def test_what_is_typed_behind_a_filter_that_takes_long_is_for_the_rows_it_finds(monkeypatch):
    app = app_of(*(one(f"Kantoor{number}") for number in range(40)))
    async with app.run_test(size=(80, 24)) as pilot:
        await on_board(pilot)
        table, asked, may_go_on = app.screen.table, [], asyncio.Event()
        look = table.filter_beside

        async def slowly(text):
            asked.append(text)
            await may_go_on.wait()
            return await look(text)

        monkeypatch.setattr(table, "filter_beside", slowly)
        await type_fast(app, "/kantoor1\r*", 1)
        for _ in range(1000):
            await asyncio.sleep(0)
        assert not table.marks
        may_go_on.set()
        await settle(pilot)
        assert len(table.marks) == 11
        assert len(asked) < len("kantoor1"), "one look for a burst, not one a letter"


class Vanishing(OneByOne):
    """`x` takes away the widget that has the key in its hands."""

    BINDINGS = (("x", "vanish"),)

    def compose(self) -> ComposeResult:
        yield Box()
        yield Input()

    def on_mount(self):
        self.query_one(Box).focus()


class Box(Static, can_focus=True):
    async def on_key(self, event):
        if event.key == "x":
            self.app.call_later(self.app.query_one(Input).focus)
            await self.remove()


async def test_a_widget_that_goes_away_with_a_key_in_its_hands_keeps_no_other():
    app = Vanishing()
    async with app.run_test() as pilot:
        await type_fast(app, "xab", 0)
        for _ in range(1000):
            await pilot.pause(0.001)
            if app.query_one(Input).value == "ab":
                return
        pytest.fail(f"lost: {app.query_one(Input).value!r}")
