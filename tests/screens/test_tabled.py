import json

from screens.widgets.columnchooser import ColumnsDialog
from tests.screens.pilot import press, shown
from tests.screens.test_base import THREE, app_of


async def test_what_can_not_be_meant_is_told_while_it_is_typed_and_the_rows_stay():
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"kleur:rood")
        assert "✖ Geen kolom kleur" in shown(app)[1]
        assert app.screen.table.count == 3
        await press(pilot, "enter")
        assert "Geen kolom kleur" in shown(app)[1]
        await press(pilot, "escape")
        assert "kleur" not in shown(app)[1]


async def test_the_chooser_sorts_turns_and_hides_behind_its_box():
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "O")
        assert isinstance(app.screen, ColumnsDialog)
        await press(pilot, "enter", "enter", "down", "down", "down", "space", "b")
        assert "Time On ↓" in shown(app)[2]
        assert "Sync" not in shown(app)[2]
        assert app.screen.table.source.key(0) == "smit"
        await press(pilot, "O")
        assert "✓▸ Time On" in "\n".join(shown(app))


async def test_what_is_shown_is_saved_beside_the_person_and_it_says_where(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", *"bakker", "enter", "E", "j")
        [file] = tmp_path.iterdir()
        assert "● 1 rij bewaard in" in shown(app)[-2]
        [row] = json.loads(file.read_text("utf-8"))
        assert (row["Time On"], row["Open €"]) == ("Bakker & Zn Advies", "4812.50")


async def test_saving_can_be_left():
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "E", "escape")
        assert app.screen.SCREEN == "koppelingen"
