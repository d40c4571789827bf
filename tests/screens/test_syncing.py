"""The sync screen: what runs, what is on its way, conflicts, runs and their lines; stop, pause, and taking a run back."""

from datetime import timedelta

import pytest

from core.domain.koppeling import KoppelingState, Progress
from core.domain.running import LifeSign, Running
from core.errors import StoppedError
from core.sandbox.snelstart import acts as bookkeeper
from core.sandbox.timeon import acts as user
from core.store import at_work, runs
from screens.syncing import asked_rows, run_rows
from screens.widgets.said import paragraphs
from screens.widgets.table import Table
from tests.screens.coupled import at, text_of
from tests.screens.pilot import press, settle, shown


def edit_relatie(coupled, relatie_id, **members):
    snelstart = coupled.world.sandbox.snelstart
    found = snelstart.administratie(coupled.world.administratie_id)
    bookkeeper._book(snelstart, found.id).change("relaties", found.table("relaties")[relatie_id], **members)


async def couple_with_a_phone(coupled):
    rows = await coupled.opened.klanten()
    both = [row for row in rows if row.timeon and row.snelstart and row.timeon.telefoon and row.snelstart.telefoon]
    return next(row for row in both if row.timeon.actief and row.snelstart.actief)


@pytest.fixture
async def both_changed(coupled):
    """A phone number changed on both sides since they agreed."""
    await coupled.opened.sync()
    row = await couple_with_a_phone(coupled)
    user.edit_customer(coupled.world.sandbox.timeon, int(row.timeon.id), {"phoneNumber": "010-1111111"})
    edit_relatie(coupled, row.snelstart.id, telefoon="010-2222222")
    await coupled.opened.sync()
    return coupled


async def test_a_run_with_its_counts_and_all_that_was_recorded(coupled):
    await coupled.opened.sync()
    async with at(coupled, "syncing", size=(120, 40)) as pilot:
        text = text_of(pilot)
        assert "[runs 2]" in text
        assert "▲ blijft liggen" in text
        await press(pilot, "down")
        details = pilot.app.screen.details.text
        assert "Bewezen: wat geschreven is, komt in een tweede plan niet terug." in details
        await press(pilot, "up")
        details = pilot.app.screen.details.text
        assert "aanroepen" in details
        assert "registraties 20" in details
        assert "producten " in details


async def test_a_klant_that_could_not_be_written_is_named_with_the_reason(coupled):
    user.add_customer(
        coupled.world.sandbox.timeon, "Stichting met een naam die veel te lang is voor SnelStart B.V.", "77001"
    )
    report, _ = await coupled.opened.sync()
    assert report.skipped
    async with at(coupled, "syncing", size=(160, 50)) as pilot:
        details = pilot.app.screen.details.text
        assert "▲ Stichting met een naam die veel te lang is" in details
        assert "tekens" in details
        assert "▲ blijft liggen" in text_of(pilot)
        await press(pilot, "enter")
        text, details = text_of(pilot), pilot.app.screen.details.text
        assert "Stichting met een naam die veel" in text
        assert f"niet gelukt {len(report.skipped)}" in text
        assert "Geldt die reden niet meer, dan neemt een volgende run dit mee." in details


async def test_the_lines_of_a_run_and_the_way_back_shown_before_it_is_taken(coupled):
    before = {row["naam"]: row for row in relaties(coupled).values()}
    user.add_customer(coupled.world.sandbox.timeon, "Nieuwe Klant B.V.", "77001")
    await coupled.opened.sync()
    async with at(coupled, "syncing") as pilot:
        await press(pilot, "enter")
        assert pilot.app.screen.SCREEN == "run"
        assert "● geschreven" in text_of(pilot)
        await press(pilot, "T")
        assert pilot.app.screen.SCREEN == "terugdraaien"
        assert "ja  →  nee" in text_of(pilot)
        made = next(row for row in relaties(coupled).values() if row["naam"] not in before)
        assert not made["nonactief"]
        await press(pilot, "S")
        assert relaties(coupled)[made["id"]]["nonactief"]
        assert "1 geschreven" in shown(pilot.app)[-2]


def relaties(coupled):
    return coupled.world.sandbox.snelstart.administratie(coupled.world.administratie_id).table("relaties")


async def test_a_run_that_wrote_nothing_can_not_be_taken_back_and_says_so(coupled):
    await coupled.opened.sync()
    async with at(coupled, "syncing") as pilot:
        await press(pilot, "T")
        assert pilot.app.screen.SCREEN == "syncing"
        assert "Deze run schreef niets." in shown(pilot.app)[-2]


async def test_a_line_that_was_refused_shows_why_and_what_to_do(coupled):
    user.add_customer(coupled.world.sandbox.timeon, "Nieuwe Klant B.V.", "77001")
    taken = next(iter(relaties(coupled).values()))
    await coupled.opened.read()
    await coupled.opened.reviewing.accept(await coupled.opened.mode())
    plan = (await coupled.opened.plan()).plan
    assert len(plan.lines) == 1
    taken["relatiecode"] = plan.lines[0].body["relatiecode"]
    report = await coupled.opened.apply(plan)
    async with at(coupled, "run", report.run) as pilot:
        assert "niet gelukt 1" in shown(pilot.app)[1]
        details = pilot.app.screen.details.text
        assert "REL-0008" in details
        assert "→ " in details
    _, started, ended, ok, record = (await coupled.opened.syncing.runs())[0]
    first = run_rows.details(run_rows.Run.of((report.run, started, ended, ok, record)))[0]
    assert paragraphs([first]).plain.startswith("✖ 1 regel niet geschreven;")


def test_two_long_values_are_shown_from_the_word_where_they_differ():
    assert asked_rows.apart("Apotheek Kamphuis B.V. Holding", "Apotheek Kamphuis B.V. Groep") == ("…Holding", "…Groep")
    assert asked_rows.apart("Apotheek Kamphuis B.V.", "Apotheek Kamphuis B.V. Groep") == ("…B.V.", "…B.V. Groep")
    assert asked_rows.apart("010-1111111", "010-2222222") == ("010-1111111", "010-2222222")
    assert asked_rows.apart("", "Groep") == ("", "Groep")


async def test_a_conflict_is_asked_first_and_answered_with_a_letter(both_changed):
    async with at(both_changed, "syncing") as pilot:
        assert pilot.app.screen.tab == "conflicten"
        assert "010-1111111" in text_of(pilot)
        assert "▲ kies" in text_of(pilot)
        await press(pilot, "enter", "n")
        assert "▲ kies" in text_of(pilot)
        await press(pilot, "d", "s")
        assert "● SnelStart" in text_of(pilot)
        assert "1 conflict beslist: SnelStart. Schrijven in Time On staat uit" in shown(pilot.app)[-2]
    found = await both_changed.opened.syncing.conflicts()
    assert [one.choice.value for one in found] == ["snelstart"]


async def test_what_is_on_its_way_has_a_clock_here_and_at_the_klant(coupled):
    await coupled.opened.sync()
    row = await couple_with_a_phone(coupled)
    user.edit_customer(coupled.world.sandbox.timeon, int(row.timeon.id), {"phoneNumber": "010-1111111"})
    await coupled.opened.read()
    async with at(coupled, "syncing", "onderweg") as pilot:
        assert "▲ wacht op een mens sinds" in text_of(pilot)
        await press(pilot, "enter")
        assert pilot.app.screen.SCREEN == "plan"
        assert "010-1111111" in pilot.app.screen.details.text
    async with at(coupled, "klanten") as pilot:
        pilot.app.screen.query_one(Table).go_key(f"t{row.timeon.id}")
        await settle(pilot)
        assert "▲ wacht" in text_of(pilot)
        assert "wacht op een mens sinds" in pilot.app.screen.details.text


async def test_a_difference_that_stays_says_why(coupled):
    await coupled.opened.sync()
    row = await couple_with_a_phone(coupled)
    edit_relatie(coupled, row.snelstart.id, telefoon="010-2222222")
    await coupled.opened.sync()
    async with at(coupled, "syncing", "verschillen") as pilot:
        assert "010-2222222" in text_of(pilot)
        assert "timeon_save" in pilot.app.screen.details.text


async def test_pause_and_resume_are_two_keys_and_only_one_of_them_is_offered(coupled):
    async with at(coupled, "syncing") as pilot:
        assert "h hervat" not in shown(pilot.app)[-1]
        await press(pilot, "z")
        assert coupled.opened.koppeling.state is KoppelingState.GEPAUZEERD
        assert "gepauzeerd" in shown(pilot.app)[0]
        assert "h hervat" in shown(pilot.app)[-1]
        await press(pilot, "h")
        assert coupled.opened.koppeling.state is KoppelingState.ACTIEF
        assert "volgende run" in shown(pilot.app)[0]


async def test_what_runs_is_told_with_its_pages_and_rate_and_is_stopped_with_one_key(coupled):
    working, now = coupled.opened.syncing.working, coupled.service.clock()
    async with at(coupled, "syncing") as pilot:
        screen = pilot.app.screen
        await press(pilot, "A")
        assert "Er loopt niets." in shown(pilot.app)[-2]
        with working.under_way():
            running = Running(now - timedelta(seconds=2))
            for done in (500, 1000):
                running = running.told(Progress("klanten", done, None, expected=9000), now)
            working.running = running
            screen.look()
            await pilot.pause()
            text = text_of(pilot)
            assert "◐ klanten" in text
            assert "2 pagina's · 500 per s · nog" in text
            assert "loopt nu" in shown(pilot.app)[0]
            await press(pilot, "A")
            assert "Breekt af na de pagina" in shown(pilot.app)[-2]
            with pytest.raises(StoppedError):
                working.through(lambda _progress: None)(Progress("klanten", 1500))
        screen.look()
        await pilot.pause()
        assert "◐ klanten" not in text_of(pilot)


async def elsewhere(database, work, seen):
    """A run that another program began, with its last sign of life."""
    await database.write(lambda db: at_work.keep(db, LifeSign(work, seen).to_record()))
    await database.write(lambda db: runs.begin(db, seen))


async def test_what_runs_in_another_program_is_told_too_and_can_be_stopped_from_here(coupled):
    database, now = coupled.opened.database, coupled.service.clock()
    began = now - timedelta(seconds=10)
    work = Running(began).told(Progress("klanten", 5000), now).told(Progress("producten", 25, None, expected=75), now)
    await elsewhere(database, work, now)
    async with at(coupled, "syncing") as pilot:
        pilot.app.screen.look()
        await settle(pilot)
        text = text_of(pilot)
        assert "loopt nu, elders" in shown(pilot.app)[0]
        assert "in een ander programma; A breekt het af." in text
        assert "500 per s · duur onbekend" in text
        assert "2 per s · nog " in text
        assert "◐ bezig" in text
        assert "A breek af" in shown(pilot.app)[-1]
        await press(pilot, "A")
        assert "Breekt af na de pagina" in shown(pilot.app)[-2]
        assert await database.write(lambda db: at_work.keep(db, LifeSign(work, now).to_record()))
        await database.write(at_work.over)
        pilot.app.screen.look()
        await settle(pilot)
        assert "◐ klanten" not in text_of(pilot)
        assert "volgende run" in shown(pilot.app)[0]


async def test_a_program_that_fell_away_is_told_with_its_last_sign(coupled):
    database, now = coupled.opened.database, coupled.service.clock()
    began, seen = now - timedelta(minutes=5), now - timedelta(minutes=4)
    work = Running(began).told(Progress("klanten", 5000), seen)
    await elsewhere(database, work, seen)
    async with at(coupled, "syncing") as pilot:
        pilot.app.screen.look()
        await settle(pilot)
        text = text_of(pilot)
        assert "geen teken meer sinds" in text
        assert "▲ viel weg" in text
        assert "Het programma viel weg" in text
        assert "volgende run" in shown(pilot.app)[0]
        await press(pilot, "A")
        assert "Er loopt niets." in shown(pilot.app)[-2]


async def test_the_screen_of_a_koppeling_without_runs_says_what_to_do(coupled):
    await coupled.opened.database.write(lambda db: db.execute("DELETE FROM runs"))
    async with at(coupled, "syncing") as pilot:
        assert "Nog geen run; s leest beide kanten en toont het plan." in text_of(pilot)
