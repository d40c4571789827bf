import pytest

from screens import keymap
from screens.keymap import Action, ClashError
from tui.routes import ROUTES

OTHERS = {"ctrl+a", "ctrl+b", "ctrl+s", "ctrl+q", "ctrl+z"}
COMMON_IN_TABLES = {key for action in keymap.TABLE_ACTIONS for key in action.key_list}


@pytest.fixture(scope="module")
def screens():
    return {name: find() for name, find in ROUTES.items()}


def test_two_actions_of_a_screen_never_share_a_key():
    with pytest.raises(ClashError):
        keymap.register("proef", (Action("a", "x", "", "Een."), Action("b", "x", "", "Twee.")))


def test_every_screen_is_registered_under_its_name(screens):
    for cls in screens.values():
        assert keymap.of(cls.SCREEN) == cls.ACTIONS


def test_every_action_has_a_key_a_help_text_and_a_method(screens):
    for cls in screens.values():
        for action in (*cls.ACTIONS, *keymap.COMMON_ACTIONS):
            assert action.key_list, action.name
            assert action.help, action.name
            assert callable(getattr(cls, f"action_{action.id}", None)), action.name


def test_no_key_belongs_to_tmux_or_the_terminal(screens):
    taken = {key for action in keymap.every() for key in action.key_list}
    assert not taken & OTHERS


def test_a_screen_leaves_the_common_keys_alone(screens):
    common = {key for action in keymap.COMMON_ACTIONS for key in action.key_list}
    for cls in screens.values():
        own = {key for action in cls.ACTIONS for key in action.key_list}
        assert not own & common, cls.SCREEN


def test_enter_is_never_the_key_of_something_that_writes():
    assert not [action.name for action in keymap.every() if action.writes and "enter" in action.key_list]


def test_every_escape_has_a_letter_beside_it_and_ctrl_g_where_letters_are_typed():
    lonely = [
        action.name
        for action in keymap.every()
        if "escape" in action.key_list and not any(len(key) == 1 or key == "ctrl+g" for key in action.key_list)
    ]
    assert lonely == []
