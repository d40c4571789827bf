from decimal import Decimal

import pytest

from core.domain.koppeling import KoppelingState, Step
from screens.koppelingen.screen import KoppelingenScreen
from screens.koppelingen.words import details, state_cell
from screens.widgets.said import paragraphs
from tests.screens.fakes import FakeService, koppeling, summary
from tests.screens.pilot import press, settle, shown
from tui.app import Koppelbord

SMIT = summary(koppeling=koppeling("Smit Legal", id_="smit", snelstart="Smit Legal B.V."), waiting=12)
BEGUN = summary(
    koppeling=koppeling("Jansen", id_="j", snelstart="", state=KoppelingState.AANGEMELD, step=Step.LEZEN),
    last_run_at=None,
)
GONE = summary(koppeling=koppeling("Oud", id_="oud", state=KoppelingState.ONTKOPPELD))


def words(one):
    return paragraphs(details(one)).plain


def test_a_state_is_a_symbol_and_a_word():
    assert state_cell(summary()).text == "● actief"
    assert state_cell(SMIT).text == "▲ 12 review"
    assert state_cell(BEGUN).text == "○ aangemeld"
    assert state_cell(GONE).text == "– ontkoppeld"
    assert state_cell(summary(problem="refused")).text == "✖ een rij geweigerd"


def test_the_details_say_what_is_open_and_never_gefactureerd():
    text = words(summary(open_amount=Decimal("4812.50")))
    assert "3 declaraties openstaand: € 4.812,50, waarvan 2 nog te factureren in SnelStart." in text
    assert "gefactureerd" not in text


def test_the_details_name_the_next_key():
    assert "r: 12 rijen wachten op een besluit" in words(SMIT)
    assert "de volgende stap is Lezen" in words(BEGUN)


async def test_without_a_koppeling_the_available_one_and_what_to_heed():
    app = Koppelbord(FakeService([]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        text = "\n".join(shown(app))
        assert "Er is nog geen koppeling. Beschikbaar:" in text
        assert "SnelStart            ○ Koppelen" in text
        for point in ("minstens inKaart", "accountantsabonnement", "Namen EXACT gelijk, of nummers gelijk"):
            assert point in text
        assert "k koppelen" in shown(app)[-1]
        assert "s sync" not in shown(app)[-1]


async def test_the_list_fits_and_amounts_stand_right():
    app = Koppelbord(FakeService([summary(), SMIT, BEGUN]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        lines = shown(app)
        assert lines[0].startswith(" Beheer › Koppelingen")
        assert "3 koppelingen  ·  " in lines[0]
        assert lines[3].endswith("4.812,50")
        assert "nog niet gekoppeld" in "\n".join(lines)


@pytest.mark.parametrize("width", [60, 80, 120, 160])
async def test_no_line_is_wider_than_the_terminal(width):
    app = Koppelbord(FakeService([summary(), SMIT, BEGUN]))
    async with app.run_test(size=(width, 24)) as pilot:
        await settle(pilot)
        assert all(len(line) <= width for line in shown(app))


@pytest.mark.parametrize(
    ("key", "screen"), [("l", "klanten"), ("p", "producten"), ("r", "review"), ("s", "sync"), ("k", "koppelen")]
)
async def test_each_key_asks_for_its_screen(key, screen, monkeypatch):
    app = Koppelbord(FakeService([summary()]))
    asked = []
    monkeypatch.setattr(app, "can_go", asked.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, key)
    assert asked == [screen]


async def test_enter_goes_on_with_koppelen_where_it_was(monkeypatch):
    app = Koppelbord(FakeService([BEGUN]))
    asked = []
    monkeypatch.setattr(app, "can_go", asked.append)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "enter", "r")
        assert asked == ["koppelen"]
        assert "Eerst lezen" in shown(app)[-2]


async def test_ontkoppelen_asks_and_no_is_no():
    gone = []

    class Steps:
        async def remains(self, one):
            return f"In SnelStart blijft alles van {one.id}."

        async def disconnect(self, one):
            gone.append(one.id)

    service = FakeService([summary()], steps=Steps())
    app = Koppelbord(service)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await press(pilot, "x")
        assert "Nog open: 3 declaraties, € 4.812,50." in "\n".join(shown(app))
        assert "In SnelStart blijft alles van bakker." in "\n".join(shown(app))
        await press(pilot, "enter", "n")
        assert gone == []
        await press(pilot, "x", "j")
        assert gone == ["bakker"]
        assert "● Ontkoppeld: Bakker & Zn Advies." in shown(app)[-2]


def test_the_kantoorbord_needs_no_list_that_is_still_being_read():
    screen = KoppelingenScreen(FakeService())
    assert (screen.summaries, screen.why_not("kantoorbord")) == (None, "")
