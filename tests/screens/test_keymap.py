import re

import pytest

from core.text import t
from screens import keymap
from screens.keymap import Action, ClashError
from tools.catalogue import ROOT, known, said_in
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


LITERAL = re.compile(
    r"(?<![\w'’.&{-])(?:esc|spatie|ctrl\+[a-z]|[fF]\d{1,2}|[a-tv-zA-Z]|u(?= maakt))(?![\w'’}-]|\.\w)|(?:^|(?<=[ ,:;]))[*?/+←→↑↓](?=[ ,:;.]|$)"
    r"|(?:^|[.,;:] )enter\b|\b(?:met|op) enter\b"
)
NAMED = re.compile(r"\{([a-z_]+(?:\.[a-z_]+)+)\}")
NO_KEYS = {
    "spatie": "the word for it",
    "Duur (s)": "seconds",
    "{n} s": "seconds",
    "{n} per s": "a second",
    "Zoals je het belt; een buitenlands nummer met + ervoor.": "a telephone number",
    "Toetsen als in vim: j k g G.": "what the preset is",
    "Naast esc hoort een letter: {action}.": "about that key itself",
}


def messages():
    """Every sentence of the screens, singular and plural apart."""
    for path in sorted((ROOT / "screens").rglob("*.py")):
        for found in said_in(path.read_text(encoding="utf-8")):
            yield from (found,) if isinstance(found, str) else found


def test_no_sentence_names_a_key_by_its_letter(screens):
    period = re.compile(r"t/m")
    found = {one for one in messages() if one not in NO_KEYS and LITERAL.search(period.sub("", one))}
    assert found == set()


def test_every_action_named_in_a_sentence_exists_in_both_languages(screens):
    catalogue = known()
    for message in catalogue:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        english = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = [set(NAMED.findall(one)) for one in ids]
        assert wanted == [set(NAMED.findall(one)) for one in english], message.id
        assert not [name for name in set().union(*wanted) if keymap.named(name) is None], message.id


@pytest.fixture
def rebound():
    keymap.rebind({"registraties.make": "f5", "sync.start": "W"})
    yield
    keymap.rebind({})
    keymap.stand("")


def test_a_sentence_names_the_key_that_a_person_chose(screens, rebound):
    assert t("Vrij: {tabel.mark} markeert, {registraties.make} maakt een declaratie.").startswith(
        "Vrij: spatie markeert, f5 "
    )


def test_a_sentence_of_several_screens_names_the_key_of_the_one_in_front(screens, rebound):
    keymap.stand("sync")
    assert t("Eerst Starten met synchronisatie: {here.start}.").endswith(": W.")
    keymap.stand("plan")
    assert t("Eerst Starten met synchronisatie: {here.start}.").endswith(": S.")
