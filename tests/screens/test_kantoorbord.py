"""The Kantoorbord: what needs a person first, and work over a selection."""

import asyncio

import pytest

from core.domain.koppeling import KoppelingState
from core.service.bus import Changed
from core.service.many import Done
from core.support.health import board
from screens.kantoorbord.screen import KantoorbordScreen
from tests.screens.coupled import at, text_of
from tests.screens.fakes import NOW, FakeService, koppeling, summary
from tests.screens.pilot import press, settle, shown
from tui.app import Koppelbord


class Board:
    """The half of support that the board asks."""

    def __init__(self, service):
        self.service = service

    async def board(self):
        return board(self.service.summaries, NOW, 30)


def app_of(*summaries):
    service = FakeService(list(summaries))
    service.support = Board(service)
    return Koppelbord(service)


def one(naam, **more):
    state = more.pop("state", KoppelingState.ACTIEF)
    return summary(koppeling=koppeling(naam, id_=naam.casefold(), state=state, snelstart=f"{naam} B.V."), **more)


MANY = [
    one("Vers"),
    one("Wacht", waiting=3),
    one("Fout", problem="credentials"),
    one("Rust", state=KoppelingState.GEPAUZEERD),
]


async def on_board(pilot):
    await settle(pilot)
    await press(pilot, "K")


async def test_work_over_thousands_tells_how_far_it_is_a_hundred_times(monkeypatch):
    app = app_of(*MANY)
    async with app.run_test(size=(120, 30)) as pilot:
        await on_board(pilot)
        told = []
        monkeypatch.setattr(app.screen, "say", lambda *parts: told.append(parts[-1]))

        async def work():
            for _ in range(5000):
                yield Done(MANY[0].koppeling)

        await app.screen._follow("pauzeren", 5000, work())
        assert (len(told), told[0], told[-1]) == (101, "pauzeren: 50 van 5000", "pauzeren: 5000 klaar.")


async def test_what_needs_a_person_comes_first_with_why():
    app = app_of(*MANY)
    async with app.run_test(size=(120, 30)) as pilot:
        await on_board(pilot)
        table = app.screen.table
        assert [table.source.key(place) for place in range(table.count)] == ["fout", "wacht", "rust", "vers"]
        assert "✖ gaat fout" in text_of(pilot)
        assert "een sleutel wordt geweigerd" in text_of(pilot)
        await press(pilot, "right")
        assert app.screen.table.count == 2


@pytest.mark.parametrize("width", [60, 80, 160])
async def test_no_line_is_wider_than_the_terminal(width):
    app = app_of(*MANY)
    async with app.run_test(size=(width, 24)) as pilot:
        await on_board(pilot)
        assert all(len(line) <= width for line in shown(app))


async def test_five_thousand_are_there_and_only_what_is_visible_is_drawn(monkeypatch):
    from screens.kantoorbord import rows

    drawn, cells = [], rows.cells
    monkeypatch.setattr(rows, "cells", lambda row, now: drawn.append(row) or cells(row, now))
    app = app_of(*(one(f"Kantoor{number}", waiting=number % 7) for number in range(5000)))
    async with app.run_test(size=(80, 24)) as pilot:
        await on_board(pilot)
        assert app.screen.table.count == 5000
        await press(pilot, "end")
        assert len({row.summary.koppeling.id for row in drawn}) < 60


async def test_marks_are_counted_and_added_up():
    app = app_of(*MANY)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_board(pilot)
        await press(pilot, "space", "space")
        assert "2 gemarkeerd, samen € 9.625,00 open." in shown(app)[-2]


async def test_without_a_koppeling_it_says_what_to_do():
    app = app_of()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.screen.go("kantoorbord")
        await settle(pilot)
        assert "Er is nog geen koppeling" in text_of(pilot)
        await press(pilot, "s")
        assert "Er is geen koppeling." in shown(app)[-2]


async def test_pause_asks_and_pauses_and_resume_undoes_it(coupled):
    async with at(coupled, "kantoorbord") as pilot:
        await press(pilot, "p", "n")
        assert (await coupled.service.koppelingen())[0].koppeling.state is KoppelingState.ACTIEF
        await press(pilot, "p", "j")
        assert (await coupled.service.koppelingen())[0].koppeling.state is KoppelingState.GEPAUZEERD
        assert "pauzeren: 1 klaar." in shown(pilot.app)[-2]
        await press(pilot, "s")
        assert "juiste staat" in shown(pilot.app)[-2]
        await press(pilot, "P")
        assert (await coupled.service.koppelingen())[0].koppeling.state is KoppelingState.ACTIEF


async def test_sync_over_a_selection_runs_as_planned_and_says_what_came_of_it(coupled):
    before = len(await coupled.opened.syncing.runs())
    async with at(coupled, "kantoorbord") as pilot:
        await press(pilot, "s", "j")
        assert "synchroniseren: 1 klaar." in shown(pilot.app)[-2]
    assert len(await coupled.opened.syncing.runs()) == before + 1


async def test_one_that_fails_is_named(coupled):
    async def refused(*_more, **_flags):
        from core.errors import TimeOnKeyError

        raise TimeOnKeyError

    coupled.opened.syncing.sync = refused
    async with at(coupled, "kantoorbord") as pilot:
        await press(pilot, "s", "j")
        assert f"1 niet: {coupled.opened.koppeling.timeon_naam}" in shown(pilot.app)[-2]


async def test_enter_opens_the_diagnosis_and_read_only_refuses_what_writes(coupled):
    async with at(coupled, "kantoorbord", read_only=True) as pilot:
        await press(pilot, "p")
        assert "Alleen lezen" in shown(pilot.app)[-2]
        await press(pilot, "enter")
        assert (pilot.app.screen.SCREEN, pilot.app.screen.koppeling_id) == ("diagnose", coupled.opened.koppeling.id)


async def test_where_something_changes_all_the_time_the_register_is_read_once_in_a_while(monkeypatch):
    app = app_of(*MANY)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_board(pilot)
        app.calm = 0.001
        read, rested, board_of = [], [], app.service.support.board
        monkeypatch.setattr(app.service.support, "board", lambda: read.append(1) or board_of())
        monkeypatch.setattr(app.screen, "set_timer", lambda seconds, after: rested.append((seconds, after)))
        for _ in range(5):
            app.changed.publish(Changed("sync", "vers"))
            await settle(pilot)
        assert len(read) == 1
        [(seconds, after)] = rested
        assert seconds == KantoorbordScreen.REST > 1
        after()
        await settle(pilot)
        assert len(read) == 2, "what changed while it rested"


async def test_a_filter_that_lets_nothing_through_is_not_an_office_without_koppelingen():
    app = app_of(*MANY)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_board(pilot)
        await press(pilot, "slash", *"zzz", "enter")
        assert "Het filter laat geen rij door; esc laat het los." in text_of(pilot)
        assert "nog geen koppeling" not in text_of(pilot)


async def test_while_it_reads_it_does_not_say_that_there_is_nothing(monkeypatch):
    app, may_go_on = app_of(*MANY), asyncio.Event()
    board_of = app.service.support.board

    async def slowly():
        await may_go_on.wait()
        return await board_of()

    monkeypatch.setattr(app.service.support, "board", slowly)
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("K", "p")
        assert "Wordt gelezen." in shown(app)[-2]
        may_go_on.set()
        await settle(pilot)
