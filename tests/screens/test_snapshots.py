"""What every screen looks like at 80×24 and 120×40, as text; `scenes.py` lists them, `snapshots/` keeps them."""

import os
import re
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.store import journal
from core.text import set_language
from tests.conftest import FixedClock, World
from tests.inline import run_inline
from tests.screens.coupled import couple_by_key
from tests.screens.pilot import press, settle, shown
from tests.screens.scenes import LOGIN, NARROW, SCENES, WALKED, WIDE
from tests.snapshot import Snapshots
from tui.app import Koppelbord
from tui.routes import ROUTES

PASSING = {"koppelen", "koppelen.lezen", "doctor"}
"""On their way to another screen before a picture can be taken; and the one that tells of the machine it runs on."""
FOLDER = Path(__file__).parent / "snapshots"
HASH = re.compile(r"\b(?:[0-9a-f]{8}|[0-9a-f]{16}|[0-9a-f]{64})\b")
COUNT = re.compile(r"\b(?=[a-f]*\d)[0-9a-f]+\b")
PICTURES = [(scene, language) for scene in SCENES for language in scene.languages]


def lines(app, scene):
    """What is on screen; hashes hold what is random and are drawn as dots."""
    hidden = [HASH.sub(lambda found: "·" * len(found[0]), line) for line in shown(app)]
    return hidden if scene.counts else [COUNT.sub(lambda found: "#" * len(found[0]), line) for line in hidden]


def name_of(scene, language, size):
    return f"{scene.name}.{language}.{size[0]}x{size[1]}"


@pytest.fixture
def snapshots(request):
    return Snapshots(FOLDER, update=request.config.getoption("--update-snapshots"))


@pytest.fixture(scope="module")
def walked(tmp_path_factory):
    """One world for all pictures: a koppeling at work, a concept of last month; every clock says the same."""
    before = dict(os.environ)
    os.environ.update(TZ="Europe/Amsterdam")
    time.tzset()
    named = pytest.MonkeyPatch()
    named.setattr(journal, "actor", lambda: "anna")
    for find in ROUTES.values():
        find()
    made = World(tmp_path_factory.mktemp("walked"), FixedClock(datetime(2026, 11, 24, 13, 2, tzinfo=UTC)))
    known = run_inline(couple_by_key(made))
    yield made, known | {"declaratie-record": f"declaratie:{known['declaratie']}"}
    named.undo()
    os.environ.clear()
    os.environ.update(before)
    time.tzset()


@pytest.mark.parametrize(("scene", "language"), PICTURES, ids=lambda one: getattr(one, "name", one))
async def test_a_screen_looks_as_it_did(walked, snapshots, scene, language, tmp_path, monkeypatch):
    world, known = walked
    set_language(language)
    monkeypatch.chdir(tmp_path)
    if scene.home == WALKED:
        shutil.copytree(world.environment["KOPPELBORD_HOME"], tmp_path, dirs_exist_ok=True)
    key = {"SNELSTART_KOPPELSLEUTEL": "", "SNELSTART_LOGIN_URL": "https://control.demo"} if scene.home == LOGIN else {}
    async with world.service(LANG=language, HOME=str(tmp_path), **key) as service:
        app = Koppelbord(service)
        async with app.run_test(size=NARROW) as pilot:
            await settle(pilot)
            if scene.home == WALKED:
                app.screen.go(scene.screen, known["koppeling"], known.get(scene.subject, scene.subject))
                await settle(pilot)
            await press(pilot, *scene.keys.split())
            assert scene.home == WALKED or scene.screen == app.screen.SCREEN
            snapshots.check(name_of(scene, language, NARROW), lines(app, scene))
            await pilot.resize_terminal(*WIDE)
            await settle(pilot)
            snapshots.check(name_of(scene, language, WIDE), lines(app, scene))


def test_no_picture_is_left_over(snapshots):
    names = {name_of(scene, language, size) for scene, language in PICTURES for size in (NARROW, WIDE)}
    assert snapshots.left_over(names) == []


def test_every_screen_has_a_picture():
    assert {scene.screen for scene in SCENES} >= set(ROUTES) - PASSING
