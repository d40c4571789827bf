"""Every action has a key, a help text in both languages, a place in the palette, and a command beside it that exists."""

import click
import pytest

from core.text import set_language, t
from screens import beside, keymap, palette
from tui.cli.program import program
from tui.routes import ROUTES


@pytest.fixture(scope="module")
def actions():
    for find in ROUTES.values():
        find()
    return keymap.every()


def command(words):
    """The command that these words reach, and the options that stand in them."""
    context, names = click.Context(program, info_name="koppelbord"), words.split()
    found = program
    while names and not names[0].startswith("--"):
        assert isinstance(found, click.Group), words
        found = found.get_command(context, names.pop(0))
        assert found is not None, words
    return found, names


def test_every_action_has_a_key_and_a_help_text_in_both_languages(actions):
    try:
        for action in actions:
            assert action.key_list, action.name
            set_language("nl")
            dutch = t(action.help)
            set_language("en")
            assert dutch.strip(), action.name
            assert t(action.help) not in ("", dutch), action.name
    finally:
        set_language("nl")


def test_every_action_of_a_screen_stands_in_its_palette(actions):
    for screen in {action.screen for action in actions if keymap.is_whole(action.screen)}:
        entries = {entry.key for entry in palette.actions(screen, lambda _action: True, lambda _action: "")}
        wanted = {one.name for one in (*keymap.of(screen), *keymap.COMMON_ACTIONS, *keymap.TABLE_ACTIONS)}
        assert wanted - {"algemeen.palette"} <= entries, screen


def test_every_action_that_does_more_than_move_has_a_command(actions):
    assert [action.name for action in actions if not beside.is_placed(action)] == []


def test_nothing_that_writes_is_called_a_move(actions):
    assert [action.name for action in actions if action.writes and not beside.command_of(action)] == []


def test_every_command_beside_a_key_exists_with_its_options(actions):
    for words in {beside.command_of(action) for action in actions} - {""}:
        found, options = command(words)
        known = {name for parameter in found.params for name in parameter.opts} | {"--help"}
        assert set(options) <= known, words


def test_no_line_of_the_list_is_for_an_action_that_is_gone(actions):
    names = {action.name for action in actions} | {action.id for action in actions}
    assert {*beside.BY_NAME, *beside.BY_ID, *beside.ON_SCREEN} <= names
