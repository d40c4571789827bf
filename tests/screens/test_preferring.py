"""Colours, language and mouse change while the program runs, on the whole screen, and are kept."""

import re

import pytest
from babel.messages.pofile import read_po

from core.config import find_paths, load_settings
from core.setting_checks import THEMES
from core.text import LOCALES, set_language
from tests.screens.coupled import at
from tests.screens.fakes import FakeService, summary
from tests.screens.pilot import press, settle, shown
from tui.app import Koppelbord
from tui.theme import PREFIX

OF_A_KOPPELING = (
    "review", "plan", "sync", "afronden", "klanten", "klant", "producten", "productgroepen", "registraties",
    "declaraties", "declaratie", "bewijs", "gebeurtenissen",
)  # fmt: skip
PO = LOCALES / "en" / "LC_MESSAGES" / "koppelbord.po"
SHORT = 12
ROAD = (("k", "koppelen.login"), ("enter", ""), ("k", "koppelen.administratie"), ("enter", "koppelen.koppel"))


@pytest.mark.parametrize("screen", OF_A_KOPPELING)
async def test_nothing_is_left_in_the_other_language(coupled, screen):
    subject = (await coupled.concept()).id if screen in ("declaratie", "bewijs") else ""
    async with at(coupled, screen, subject, size=(120, 40)) as pilot:
        await press(pilot, "f9")
        changed = said(pilot)
    set_language("en")
    async with at(coupled, screen, subject, size=(120, 40)) as pilot:
        assert changed == said(pilot)


async def test_nor_on_the_road_of_koppelen(world):
    app = Koppelbord(world.service)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        for key, screen in ROAD:
            await press(pilot, key)
            assert not screen or screen == app.screen.SCREEN
            await press(pilot, "f9")
            assert left_in_dutch("\n".join(said(pilot))) == []
            await press(pilot, "f9")
            assert left_in_dutch("\n".join(said(pilot)))


async def test_a_screen_below_speaks_it_too(coupled):
    async with at(coupled, "klanten", size=(120, 40)) as pilot:
        await press(pilot, "f9", "b")
        assert left_in_dutch("\n".join(said(pilot))) == []


async def test_the_help_follows():
    app = Koppelbord(FakeService([summary()]))
    async with app.run_test(size=(120, 60)) as pilot:
        await press(pilot, "question_mark", "f9")
        assert "Open the coupling: its customers" in "\n".join(shown(app))
        assert left_in_dutch("\n".join(said(pilot))) == []


async def test_each_theme_comes_by_and_the_last_is_kept(world):
    app = Koppelbord(world.service)
    async with app.run_test(size=(80, 24)) as pilot:
        seen = []
        for _ in THEMES:
            await press(pilot, "f8")
            seen.append(app.theme.removeprefix(PREFIX))
        assert seen == [*THEMES[1:], THEMES[0]]
        await press(pilot, "f8")
    assert load_settings(find_paths({"KOPPELBORD_HOME": str(world.service.paths.data.parent)}), {}).theme == THEMES[1]


async def test_without_colour_there_is_no_theme_to_choose(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = Koppelbord(FakeService([summary()]))
    async with app.run_test(size=(80, 24)) as pilot:
        before = app.theme
        await press(pilot, "f8")
        assert app.theme == before
        assert "NO_COLOR" in shown(app)[-2]


async def test_the_mouse_goes_off_and_on():
    service = FakeService([summary()])
    app = Koppelbord(service)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "f7")
        assert service.settings.mouse is False
        assert "Muis uit" in shown(app)[-2]
        await press(pilot, "f7")
        assert service.settings.mouse is True


def said(pilot):
    """All that is on screen, but for what just happened and the time."""
    lines = shown(pilot.app)
    return [re.sub(r"\d+:\d\d", "", lines[0]), *lines[1:-2], lines[-1]]


def left_in_dutch(text):
    """Whole sentences of the catalogue that stand there and say something else in English."""
    with PO.open("rb") as file:
        catalogue = read_po(file, locale="en")
    plain = [one for one in catalogue if isinstance(one.id, str) and "{" not in one.id and len(one.id) > SHORT]
    english = {one.string for one in plain}
    return [one.id for one in plain if re.search(rf"\b{re.escape(one.id)}", text) and one.id not in english]
