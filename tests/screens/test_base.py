import pytest
from textual.worker import WorkerFailed

from core.domain.koppeling import KoppelingState, Step
from core.errors import DamagedDatabaseError
from screens.widgets.dialogs import ErrorDialog
from screens.widgets.filterline import FilterLine
from screens.widgets.lines import HappenedLine
from tests.screens.fakes import FakeService, koppeling, summary
from tests.screens.pilot import press, settle, shown
from tui.app import Koppelbord

THREE = [
    summary(),
    summary(koppeling=koppeling("Smit Legal", id_="smit", snelstart="Smit Legal B.V."), waiting=12),
    summary(
        koppeling=koppeling("Jansen", id_="j", snelstart="", state=KoppelingState.AANGEMELD, step=Step.LOGIN),
        last_run_at=None,
    ),
]


def app_of(*summaries, **more):
    return Koppelbord(FakeService(list(summaries)), **more)


async def test_slash_filters_as_one_types_and_enter_keeps_it():
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "s", "m", "i", "t", "enter")
        assert app.screen.table.count == 1
        assert "/ smit  1 van 3" in shown(app)[1]
        assert app.focused is app.screen.table


async def test_escape_lets_the_filter_go_first_and_then_goes_nowhere():
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "s", "m", "i", "t", "escape")
        assert app.screen.table.count == 3
        await press(pilot, "n")
        assert app.screen.table.key == "smit"
        await press(pilot, "escape", "b")
        assert app.screen.SCREEN == "koppelingen"


async def test_letters_in_the_filter_are_no_keys():
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash", "q", "k")
        assert app.screen.query_one(FilterLine).filter == "qk"


async def test_help_lists_every_key_of_the_screen_and_b_goes_back():
    app = app_of(*THREE)
    async with app.run_test(size=(80, 40)) as pilot:
        await press(pilot, "question_mark")
        text = "\n".join(shown(app))
        assert "Ontkoppel; de geschiedenis blijft." in text
        assert "Filter de rijen" in text
        await press(pilot, "b")
        assert app.screen.SCREEN == "koppelingen"


async def test_a_welcome_stands_on_the_first_screen():
    app = app_of(*THREE, welcome="Probeer alles.")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert "Probeer alles." in shown(app)[-2]


async def test_q_leaves_with_exit_code_nought():
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "q")
    assert app.return_value == 0


async def test_q_leaves_from_a_screen_below():
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "question_mark", "q")
    assert app.return_value == 0


@pytest.mark.parametrize("key", ["escape", "b", "enter"])
async def test_an_error_stays_until_it_is_dismissed(key):
    service = FakeService([])

    async def broken():
        raise DamagedDatabaseError("register.db")

    service.koppelingen = broken
    app = Koppelbord(service)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, ErrorDialog)
        text = "\n".join(shown(app))
        assert "✖ Het gegevensbestand is niet leesbaar." in text
        assert "→ Zet een back-up terug" in text
        await press(pilot, "down", key)
        assert app.screen.SCREEN == "koppelingen"
        assert "niet leesbaar" in app.screen.query_one("#happened", HappenedLine).text


@pytest.mark.parametrize("size", [(59, 24), (80, 15), (20, 5)])
async def test_too_small_is_one_sentence_and_no_key_acts(size):
    app = app_of(*THREE)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        text = " ".join(" ".join(shown(app)).split())
        assert text == "Maak dit venster minstens 60 bij 16; nu is het te klein."
        await pilot.press("x", "q", "k", "down")
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert app.screen.SCREEN == "koppelingen"
        assert app.screen.table.cursor == 0


async def test_read_only_says_why_not():
    app = app_of(*THREE, read_only=True)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "x")
        assert app.screen.SCREEN == "koppelingen"
        assert "Alleen lezen" in shown(app)[-2]


async def test_the_cursor_of_a_filter_does_not_blink():
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "slash")
        assert app.focused.cursor_blink is False


async def test_copying_says_where_it_went(monkeypatch):
    monkeypatch.delenv("TMUX", raising=False)
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "y")
        assert "● 1 gekopieerd: op het klembord van de terminal." in shown(app)[-2]


async def test_an_unforeseen_failure_ends_the_program_without_a_traceback_on_screen():
    service = FakeService([])

    async def broken():
        raise ZeroDivisionError

    service.koppelingen = broken
    app = Koppelbord(service)
    with pytest.raises(WorkerFailed):
        async with app.run_test(size=(80, 24)) as pilot:
            await pilot.pause()
    assert isinstance(app.crash, ZeroDivisionError)
    assert app._exit_renderables == []


async def test_without_colour_nothing_is_coloured_and_the_cursor_shows(monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        drawn = "".join(strip.render(app.console) for strip in app.screen._compositor.render_strips())
        filtered = [filter_ for filter_ in app.get_line_filters() if type(filter_).__name__ == "NoColor"]
        assert filtered
        assert "38;2;" not in drawn
        assert any(line.startswith(" ▸ Bakker") for line in shown(app))


async def test_a_list_that_can_not_be_brought_up_to_date_is_told_and_the_program_goes_on(monkeypatch):
    async def repair(_service):
        raise DamagedDatabaseError

    monkeypatch.setattr(FakeService, "repair", repair)
    app = app_of(*THREE)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        assert isinstance(app.screen, ErrorDialog)
        await press(pilot, "escape")
        assert app.screen.table.count == 3
