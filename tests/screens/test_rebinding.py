"""Other keys: what clashes is named, and those that can be had act, and stand wherever keys are shown."""

import pytest

from core.config import Settings
from core.domain.koppeling import KoppelingState
from screens import keymap, rebinding
from tests.screens.fakes import FakeService, koppeling, summary
from tests.screens.pilot import press, settle, shown
from tui.app import Koppelbord
from tui.keys import KeysError
from tui.routes import ROUTES


@pytest.fixture(scope="module")
def screens():
    return {name: find() for name, find in ROUTES.items()}


@pytest.fixture
def usual():
    """The person's own keys are gone again after the test."""
    yield
    keymap.rebind({})


@pytest.mark.parametrize("preset", ["standaard", "vim"])
def test_a_preset_can_be_had_on_every_screen(screens, preset):
    assert rebinding.problems(preset, "") == []


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ("review.redo=a", ("review.accept", "review.redo", "a doet al")),
        ("review.redo=q", ("algemeen.quit", "review.redo")),
        ("review.accept=down", ("tabel.down", "review.accept")),
        ("review.accept=ctrl+b", ("ctrl+b", "tmux")),
        ("review.accept=ctrl+i", ("tab", "review.accept")),
        ("review.accept=ctrl+enter", ("ctrl+enter", "niet aan")),
        ("algemeen.back=escape", ("esc", "letter", "algemeen.back")),
        ("vraag.close=escape", ("letter",)),
        ("review.acept=z", ("review.acept", "review.accept")),
        ("iets.heel.anders=z", ("iets.heel.anders",)),
    ],
)
def test_what_can_not_be_is_named_with_both_actions(screens, keys, words):
    told = " ".join(map(str, rebinding.problems("standaard", keys)))
    assert all(word in told for word in words), told


def test_keys_that_change_places_do_not_clash(screens):
    assert rebinding.problems("standaard", "review.accept=x, review.reject=a") == []


def test_a_sign_is_written_as_on_the_keyboard(screens):
    assert rebinding.wanted("standaard", "review.create=* f5")["review.create"] == "asterisk,f5"
    assert rebinding.problems("standaard", "review.create=/") != []


def app_with(**settings):
    new = [summary(koppeling=koppeling(id_=one, state=KoppelingState.AANGEMELD)) for one in ("a", "b")]
    return Koppelbord(FakeService(new, settings=Settings(**settings)))


async def test_own_keys_act_and_stand_in_footer_help_and_palette(usual):
    app = app_with(keys="koppelingen.declaraties=f5, algemeen.help=H")
    async with app.run_test(size=(120, 60)) as pilot:
        await settle(pilot)
        assert "f5 declaraties" in shown(app)[-1]
        await press(pilot, "d", "question_mark")
        assert app.screen.SCREEN == "koppelingen"
        await press(pilot, "H")
        assert app.screen.SCREEN == "help"
        assert any(line.split()[:1] == ["f5"] for line in shown(app))
        await press(pilot, "b", "ctrl+p", *"Declaraties")
        assert any("f5" in line for line in shown(app))


async def test_vim_moves_and_its_letters_make_room(usual):
    app = app_with(preset="vim")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "j")
        assert app.screen.table.cursor == 1
        await press(pilot, "k")
        assert app.screen.table.cursor == 0
        assert "+k koppelen" in shown(app)[-1]


async def test_the_preset_changes_while_running(usual):
    service = FakeService([summary(), summary()])
    app = Koppelbord(service)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "f6", "j")
        assert app.screen.table.cursor == 1
        await press(pilot, "f6", "up", "j")
        assert app.screen.table.cursor == 0


def test_keys_that_clash_keep_the_program_from_starting(usual):
    with pytest.raises(KeysError, match=r"review\.accept"):
        app_with(keys="review.redo=a")
