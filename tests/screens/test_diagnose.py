"""Diagnose: figures, what fails with what to do, the slowest calls, the runs; and trying again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.errors import RefusedError
from core.store import pauses, register
from screens.widgets.details import Details
from tests.screens.coupled import at, text_of
from tests.screens.pilot import press, shown


@pytest.fixture
async def failing(coupled):
    """Two declaraties that SnelStart refuses with one code; answers how to end that."""
    free = await coupled.free()
    paired = sorted(
        {row.timeon.naam for row in await coupled.opened.klanten() if row.timeon and row.snelstart} & free.keys()
    )
    for naam in paired[:2]:
        await coupled.opened.declaraties.create(free[naam][:2])
    door = coupled.opened.snelstart
    create = door.create

    async def refuse(_resource, _body):
        raise RefusedError("De relatie is geen klant", codes=("VOR-0002",), status=400)

    door.create = refuse
    await coupled.opened.declaraties.push_all()
    await coupled.opened.refresh("declaraties")

    def mended():
        door.create = create

    return mended


async def test_a_koppeling_in_order_says_so_with_its_figures(coupled):
    async with at(coupled, "diagnose") as pilot:
        text = text_of(pilot)
        assert "niets gaat fout" in shown(pilot.app)[0]
        assert "nog te factureren in SnelStart" in text
        assert "per minuut" in text
        assert "Niets gaat fout." in text
        await press(pilot, "t")
        assert "Zet de cursor op een rij die fout gaat." in shown(pilot.app)[-2]


async def test_a_key_that_is_refused_says_what_to_do_above_what_waits(coupled):
    one = next(one for one in await coupled.service.koppelingen() if one.koppeling == coupled.opened.koppeling)
    await coupled.service.register.write(lambda db: register.save_summary(db, replace(one, problem="credentials")))
    async with at(coupled, "diagnose") as pilot:
        assert "een sleutel wordt geweigerd" in text_of(pilot)
        assert "→ Maak een nieuwe sleutel" in text_of(pilot)


async def test_what_fails_stands_under_its_code_with_plain_words_and_a_next_step(coupled, failing):
    async with at(coupled, "diagnose") as pilot:
        assert "2 rijen gaan fout" in shown(pilot.app)[0]
        assert "✖ VOR-0002 · 2 rijen" in text_of(pilot)
        details = pilot.app.screen.query_one(Details).text
        assert "De relatie van de order is geen klant" in details
        assert "soort klant" in details
        assert "✖ gaat fout" in text_of(pilot)
        await press(pilot, "down", "enter")
        assert pilot.app.screen.SCREEN == "declaratie"


async def test_a_row_is_tried_again_and_then_the_group(coupled, failing):
    failing()
    async with at(coupled, "diagnose") as pilot:
        await press(pilot, "down", "t", "n")
        assert "2 rijen gaan fout" in shown(pilot.app)[0]
        await press(pilot, "t", "j")
        assert "1 rij opgelost." in shown(pilot.app)[-2]
        assert "1 rij gaat fout" in shown(pilot.app)[0]
        await press(pilot, "home", "t", "j")
        assert "niets gaat fout" in shown(pilot.app)[0]


async def test_what_still_fails_is_said(coupled, failing):
    async with at(coupled, "diagnose") as pilot:
        await press(pilot, "asterisk", "t", "j")
        assert "0 opgelost, 2 nog fout." in shown(pilot.app)[-2]


async def test_calls_and_runs_lead_to_their_moment(coupled):
    async with at(coupled, "diagnose") as pilot:
        await press(pilot, "right")
        found = pilot.app.screen.found
        assert pilot.app.screen.table.count == len(found.slowest) > 0
        await press(pilot, "right")
        assert "aanroepen" in text_of(pilot)
        assert "█" in text_of(pilot)
        await press(pilot, "enter")
        screen = pilot.app.screen
        assert screen.SCREEN == "tijdlijn"
        assert screen.timeline.events[screen.place].at <= found.runs[-1].at


async def test_it_leads_to_the_record_the_doctor_and_the_timeline(coupled, failing):
    async with at(coupled, "diagnose") as pilot:
        await press(pilot, "r")
        assert "Zet de cursor op een rij van een klant of declaratie." in shown(pilot.app)[-2]
        for keys, screen in ((("down", "r"), "record"), (("h",), "tijdlijn"), (("c",), "doctor")):
            await press(pilot, *keys)
            assert screen == pilot.app.screen.SCREEN
            await press(pilot, "b")


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (160, 50)])
async def test_no_line_is_wider_than_the_terminal_and_the_keys_stand_below(coupled, failing, size):
    async with at(coupled, "diagnose", size=size) as pilot:
        lines = shown(pilot.app)
        assert all(len(line) <= size[0] for line in lines)
        assert "enter open" in lines[-1]
        assert "VOR-0002" in text_of(pilot)


async def test_a_service_that_asked_to_wait_is_named_as_it_is_called(coupled):
    now = coupled.service.clock()
    await coupled.opened.database.write(
        lambda db: pauses.begin(db, "timeon", now, now + timedelta(minutes=9), "rustig aan")
    )
    async with at(coupled, "diagnose") as pilot:
        assert "gevraagd te wachten: Time On tot" in text_of(pilot)
