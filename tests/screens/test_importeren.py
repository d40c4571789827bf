import pytest
from textual.widgets import Input

from screens.importeren.pathdialog import PathDialog
from screens.widgets.dialogs import AskDialog
from screens.widgets.picker import PickDialog
from tests.screens.coupled import at, text_of
from tests.screens.pilot import press, settle, shown

HEAD = "Datum;Klant;Omschrijving;Uren;Facturabel\n"


@pytest.fixture
async def klant(coupled):
    """The name of a klant that both sides know."""
    return min(row.timeon.naam for row in await coupled.opened.klanten() if row.timeon and row.snelstart)


def write(folder, text, name="uren.csv"):
    path = folder / name
    path.write_text(text, "utf-8")
    return str(path)


async def put(pilot, field, text):
    """Type at once."""
    pilot.app.screen.query_one(f"#{field}", Input).value = text
    await settle(pilot)


async def imported(coupled):
    return [one.registratie for one in await coupled.opened.registraties() if one.registratie.id.startswith("imp:")]


async def test_a_file_is_picked_by_its_path_shown_and_imported_by_one_key(coupled, klant, tmp_path, monkeypatch):
    write(tmp_path, HEAD + f"5-10-2026;{klant};Bellen;1,5;ja\n6-10-2026;{klant};Fout;veel;ja\n")
    monkeypatch.chdir(tmp_path)
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "i")
        assert isinstance(pilot.app.screen, PathDialog)
        assert "uren.csv" in text_of(pilot)
        await put(pilot, "path", "ur")
        await press(pilot, "tab")
        assert pilot.app.screen.query_one("#path", Input).value == "uren.csv"
        await press(pilot, "enter")
        assert "1 nieuw, 0 gewijzigd, 0 gelijk, 1 geweigerd" in shown(pilot.app)[-2]
        assert "rij 3, kolom Uren: 'veel' is geen duur" in text_of(pilot)
        assert not await imported(coupled)
        await press(pilot, "S")
        assert "1 rij geïmporteerd." in shown(pilot.app)[-2]
        (made,) = await imported(coupled)
        assert (made.seconds, made.omschrijving) == (5400, "Bellen")
        await press(pilot, "S")
        assert "Niets te doen" in shown(pilot.app)[-2]
        assert len(await imported(coupled)) == 1


async def test_esc_at_the_question_goes_back(coupled):
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "i", "escape")
        assert pilot.app.screen.SCREEN == "registraties"


async def test_columns_are_pointed_out_once_and_kept(coupled, klant, tmp_path):
    path = write(tmp_path, f"Dagje;Firma;Tijdje\n5-10-2026;{klant};1:30\n")
    async with at(coupled, "importeren", path) as pilot:
        assert "Wijs de kolom met de datum aan." in shown(pilot.app)[-2]
        for field, heading in (("datum", "Dagje"), ("klant", "Firma"), ("duur", "Tijdje")):
            pilot.app.screen.query_one("#mapping").go_key(field)
            await press(pilot, "enter")
            assert isinstance(pilot.app.screen, PickDialog)
            await put(pilot, "search", heading)
            await press(pilot, "enter")
        assert "v toont het voorbeeld" in shown(pilot.app)[-2]
        await press(pilot, "v")
        assert "1 nieuw" in shown(pilot.app)[-2]
        await press(pilot, "S")
    other = write(tmp_path, f"Dagje;Firma;Tijdje\n7-10-2026;{klant};2\n", "later.csv")
    async with at(coupled, "importeren", other) as pilot:
        assert "1 nieuw" in shown(pilot.app)[-2]
    assert len(await imported(coupled)) == 1


async def test_a_name_that_is_no_klant_is_pointed_out_and_remembered(coupled, klant, tmp_path):
    path = write(tmp_path, HEAD + "5-10-2026;De Bakker;Bellen;1;ja\n")
    async with at(coupled, "importeren", path) as pilot:
        assert "▲ zoekt klant" in text_of(pilot)
        await press(pilot, "k")
        await put(pilot, "search", klant)
        await press(pilot, "enter")
        assert "▲ zoekt klant" not in text_of(pilot)
        await press(pilot, "S")
    (made,) = await imported(coupled)
    assert made.klant == klant


async def test_day_or_month_first_is_asked_when_no_row_says(coupled, klant, tmp_path):
    path = write(tmp_path, HEAD + f"3/4/2026;{klant};Bellen;1;ja\n")
    async with at(coupled, "importeren", path) as pilot:
        assert isinstance(pilot.app.screen, AskDialog)
        await press(pilot, "d")
        assert "3 apr 2026" in text_of(pilot)


async def test_a_changed_row_waits_until_it_may_be_replaced(coupled, klant, tmp_path):
    write(tmp_path, HEAD + f"5-10-2026;{klant};Bellen;1;ja\n")
    await coupled.opened.importing.run(tmp_path / "uren.csv")
    path = write(tmp_path, HEAD + f"5-10-2026;{klant};Bellen;2;ja\n")
    async with at(coupled, "importeren", path) as pilot:
        assert "1:00 → 2:00" in text_of(pilot)
        await press(pilot, "S")
        assert "Niets te doen" in shown(pilot.app)[-2]
        await press(pilot, "w", "S")
    (made,) = await imported(coupled)
    assert made.seconds == 7200


async def test_a_file_that_is_none_is_told(coupled, tmp_path):
    async with at(coupled, "importeren", str(tmp_path / "nergens.csv")) as pilot:
        assert "bestaat niet" in text_of(pilot)


async def test_read_only_imports_nothing(coupled, klant, tmp_path):
    path = write(tmp_path, HEAD + f"5-10-2026;{klant};Bellen;1;ja\n")
    async with at(coupled, "importeren", path, read_only=True) as pilot:
        await press(pilot, "S")
        assert "Alleen lezen" in shown(pilot.app)[-2]
    assert not await imported(coupled)
