from core.domain.declaratie import DeclaratieState
from core.domain.money import euro, total
from core.domain.registratie import Lock, Soort
from screens.widgets.details import Details
from screens.widgets.dialogs import AskDialog, ErrorDialog, PasteDialog
from screens.widgets.picker import PickDialog
from screens.widgets.table import Table
from tests.screens.coupled import at, text_of
from tests.screens.pilot import press, shown


def locks(screen):
    return {one.lock for one in screen.rows.values()}


async def test_the_month_before_with_what_is_free_and_what_is_not(coupled):
    async with at(coupled, "registraties") as pilot:
        screen = pilot.app.screen
        assert (screen.selection.van.year, screen.selection.van.month) == coupled.month
        free = [one for one in screen.rows.values() if one.lock is Lock.NONE]
        assert {Lock.NONE, Lock.BILLED, Lock.NOT_BILLABLE} <= locks(screen)
        said = shown(pilot.app)[-2]
        assert f"{len(free)} vrij van {len(screen.rows)}" in said
        assert f"€ {euro(total(one.bedrag for one in free))} excl. btw" in said
        assert "○ vrij" in text_of(pilot)


async def test_marks_count_and_add_up_and_what_is_held_is_not_marked(coupled):
    async with at(coupled, "registraties") as pilot:
        screen = pilot.app.screen
        await press(pilot, "asterisk")
        marked = [screen.rows[key] for key in screen.table.marks]
        assert {one.lock for one in marked} == {Lock.NONE}
        held = len(screen.rows) - len(marked)
        assert f"{held} vergrendeld, niet gemarkeerd. {len(marked)} gemarkeerd" in shown(pilot.app)[-2]


async def test_a_range_is_marked_with_its_total(coupled):
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "f", "shift+down", "shift+down")
        screen = pilot.app.screen
        assert len(screen.table.marks) == 3
        expected = total(screen.rows[key].bedrag for key in screen.table.marks)
        assert "3 gemarkeerd: " in shown(pilot.app)[-2]
        assert f"€ {euro(expected)} excl. btw" in shown(pilot.app)[-2]


async def test_why_a_registratie_is_held_is_said_in_the_details(coupled):
    async with at(coupled, "registraties") as pilot:
        screen = pilot.app.screen
        billed = next(one for one in screen.rows.values() if one.lock is Lock.BILLED)
        screen.table.go_key(billed.id)
        await pilot.pause()
        assert "Time On factureerde dit zelf" in screen.query_one(Details).text
        assert "– gefactureerd" in text_of(pilot)


async def test_period_kind_and_approval_are_a_key_each(coupled):
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "w")
        assert {one.soort for one in pilot.app.screen.rows.values()} == {Soort.UREN}
        await press(pilot, "w", "w", "w", "a")
        assert all(one.goedgekeurd for one in pilot.app.screen.rows.values())
        assert "goedgekeurd" in shown(pilot.app)[1]
        await press(pilot, "right")
        assert pilot.app.screen.selection.van.month == coupled.world.today.month


async def test_an_empty_month_says_what_to_do(coupled):
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "v")
        assert isinstance(pilot.app.screen, PasteDialog)
        pilot.app.focused.value = "1999-01"
        await press(pilot, "enter")
        assert "In jan 1999 zijn er geen registraties: ← en →" in text_of(pilot)
        await press(pilot, "v")
        pilot.app.focused.value = "ooit [red]"
        await press(pilot, "enter")
        assert "Geen periode: ooit [red]. Probeer 2026-10." in shown(pilot.app)[-2]


async def test_a_klant_is_chosen_by_typing(coupled):
    naam = next(iter(await coupled.free()))
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "k")
        assert isinstance(pilot.app.screen, PickDialog)
        pilot.app.focused.value = naam
        await press(pilot, "enter")
        assert {one.klant for one in pilot.app.screen.rows.values()} == {naam}
        assert naam[:20] in shown(pilot.app)[1]


async def test_turnover_is_of_the_marked_ones_and_adds_up_whatever_the_way(coupled):
    async with at(coupled, "registraties") as pilot:
        screen = pilot.app.screen
        await press(pilot, "f", "shift+down", "shift+down", "shift+down", "o")
        expected = euro(total(screen.rows[key].bedrag for key in screen.table.marks))
        for label in ("per klant", "per project", "per product", "per medewerker", "per maand"):
            assert f"[{label}]" in shown(pilot.app)[1]
            assert f"€ {expected} excl. btw" in screen.query_one(Details).text
            await press(pilot, "right")
        await press(pilot, "b")
        assert screen.front == "list"
        assert pilot.app.screen.SCREEN == "registraties"


async def test_marked_ones_of_one_klant_become_a_concept_that_is_shown(coupled):
    async with at(coupled, "registraties") as pilot:
        screen = pilot.app.screen
        concept = await coupled.concept()
        await coupled.opened.declaraties.delete(concept.id)
        screen.table.marks = dict.fromkeys(one for regel in concept.regels for one in regel.registraties)
        await press(pilot, "m")
        assert pilot.app.screen.SCREEN == "declaratie"
        made = (await coupled.opened.declaraties.list())[0]
        assert (made.state, made.totaal) == (DeclaratieState.CONCEPT, concept.totaal)
        await press(pilot, "b")
        assert Lock.DECLARED in locks(pilot.app.screen)
        pilot.app.screen.table.go_key(made.regels[0].registraties[0])
        await pilot.pause()
        assert f"● concept {made.id}" in text_of(pilot)


async def test_a_klant_that_is_not_coupled_is_refused_with_the_way_out(coupled):
    paired = {row.timeon.naam for row in await coupled.opened.klanten() if row.timeon and row.snelstart}
    by_klant = await coupled.free()
    loose = next(naam for naam in by_klant if naam and naam not in paired)
    async with at(coupled, "registraties") as pilot:
        pilot.app.screen.table.marks = dict.fromkeys(by_klant[loose][:2])
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, ErrorDialog)
        assert "niet gekoppeld aan een relatie" in text_of(pilot)
        assert "Match review" in text_of(pilot)
        assert await coupled.opened.declaraties.list() == []


async def test_several_klanten_are_asked_first_and_get_one_each(coupled):
    by_klant = await coupled.free()
    async with at(coupled, "registraties") as pilot:
        ids = [one for naam in list(by_klant)[:4] for one in by_klant[naam][:2]]
        pilot.app.screen.table.marks = dict.fromkeys(ids)
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, AskDialog)
        assert "De selectie is van 4 klanten" in text_of(pilot)
        await press(pilot, "j")
        screen = pilot.app.screen
        assert screen.front == "made"
        made = await coupled.opened.declaraties.list()
        assert len(screen.made) == 4
        assert len(made) == sum(one.declaratie is not None for one in screen.made.values())


async def test_a_whole_month_is_counted_first_then_made_with_what_was_skipped(coupled):
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "M")
        assert "klanten een concept over" in text_of(pilot)
        assert await coupled.opened.declaraties.list() == []
        asked = text_of(pilot)
        await press(pilot, "j")
        screen = pilot.app.screen
        made = await coupled.opened.declaraties.list()
        skipped = [one for one in screen.made.values() if one.declaratie is None]
        assert len(made) > 3
        assert skipped
        assert f"▲ {len(skipped)} klanten zijn niet gekoppeld aan een relatie" in asked
        said = shown(pilot.app)[-2]
        assert f"{len(made)} concepten gemaakt, samen € {euro(total(one.totaal for one in made))} excl. btw." in said
        assert f"{len(skipped)} overgeslagen." in said
        assert skipped[0].reason in screen.query_one(Details).text
        await press(pilot, "end", "enter")
        assert pilot.app.screen.SCREEN == "declaratie"
        await press(pilot, "b", "b")
        assert pilot.app.screen.query_one("#list", Table).display


async def test_no_is_no(coupled):
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "M", "n")
        assert await coupled.opened.declaraties.list() == []


async def test_lines_can_share_what_they_are_grouped_by(coupled):
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "r")
        assert "per dag" in shown(pilot.app)[0]
        await press(pilot, "M", "j")
        assert {one.group_by for one in await coupled.opened.declaraties.list()} == {"day"}


async def test_a_month_is_asked_for_before_a_whole_month_is_made(coupled):
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "v")
        pilot.app.focused.value = "alles"
        await press(pilot, "enter", "M")
        assert "Kies eerst een hele maand" in shown(pilot.app)[-2]


async def test_read_only_makes_nothing(coupled):
    async with at(coupled, "registraties", read_only=True) as pilot:
        await press(pilot, "M")
        assert "Alleen lezen" in shown(pilot.app)[-2]


async def test_the_lock_map_says_whose_lock_it_is_and_goes_in(coupled):
    concept = await coupled.concept()
    async with at(coupled, "registraties") as pilot:
        await press(pilot, "L")
        table = pilot.app.screen.query_one("#locks", Table)
        assert table.key == concept.id
        assert f"concept {concept.id}" in text_of(pilot)
        assert "Vergrendeld in koppelbord, niet in Time On" in pilot.app.screen.details.text
        await press(pilot, "enter")
        assert pilot.app.screen.SCREEN == "declaratie"
        await press(pilot, "b", "L")
        assert pilot.app.screen.front == "list"


async def test_worked_time_that_is_not_billed_is_shown_beside_it(coupled):
    year, month = coupled.month
    rows = [one.registratie for one in await coupled.opened.registraties()]
    here = [one for one in rows if (one.datum.year, one.datum.month) == (year, month) and one.soort is Soort.UREN]
    part = next(one for one in here if one.facturabel and one.worked != one.seconds)
    none = next(one for one in here if not one.facturabel and one.worked and not one.seconds)
    async with at(coupled, "registraties") as pilot:
        table = pilot.app.screen.table
        table.go_key(part.id)
        await pilot.pause()
        assert "gewerkt " in pilot.app.screen.details.text
        table.go_key(none.id)
        await pilot.pause()
        hours = f"({none.worked // 3600}:{none.worked % 3600 // 60:02})"
        assert next(line for line in shown(pilot.app) if "▸" in line).count(hours) == 1
