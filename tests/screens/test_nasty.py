"""Whatever a service calls its klanten: every screen shows text, and nothing that steers a terminal or is markup."""

import shutil

import pytest

from tests.screens.pilot import press, settle, shown
from tests.screens.scenes import SCENES, WALKED, WIDE
from tests.screens.test_snapshots import walked
from tests.security.nasty import poison, steers
from tui.app import Koppelbord

__all__ = ["walked"]
NAMED = {"klanten", "klant", "koppelingen", "declaraties", "review", "registraties", "producten"}


@pytest.mark.parametrize("scene", [one for one in SCENES if one.home == WALKED], ids=lambda one: one.name)
async def test_no_name_steers_a_terminal(walked, scene, tmp_path, monkeypatch):
    world, known = walked
    monkeypatch.chdir(tmp_path)
    shutil.copytree(world.environment["KOPPELBORD_HOME"], tmp_path, dirs_exist_ok=True)
    poison(tmp_path)
    async with world.service(HOME=str(tmp_path)) as service:
        app = Koppelbord(service)
        async with app.run_test(size=WIDE) as pilot:
            await settle(pilot)
            app.screen.go(scene.screen, known["koppeling"], known.get(scene.subject, scene.subject))
            await settle(pilot)
            await press(pilot, *scene.keys.split())
            lines = shown(app)
    assert [line for line in lines if steers(line)] == []
    if scene.name in NAMED:
        assert any("[red]" in line for line in lines), "shown as text, and not taken for markup"
