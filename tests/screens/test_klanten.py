from datetime import timedelta

from core.domain.partij import Side
from screens.widgets.details import Details
from tests.screens.coupled import at, text_of
from tests.screens.pilot import press, shown


async def test_every_klant_with_its_state_in_symbol_and_word(coupled):
    async with at(coupled, "klanten") as pilot:
        screen = pilot.app.screen
        assert "Klanten" in shown(pilot.app)[0]
        assert "gelezen nu" in shown(pilot.app)[0]
        assert "○ alleen Time On" in text_of(pilot)
        assert screen.table.count == len(await coupled.opened.klanten())
        await press(pilot, "right")
        assert "● gekoppeld" in text_of(pilot)


async def test_the_arrows_go_from_state_to_state(coupled):
    async with at(coupled, "klanten") as pilot:
        await press(pilot, "right")
        assert "[gekoppeld " in shown(pilot.app)[1]
        table = pilot.app.screen.table
        assert {table.source.row(index).state for index in range(table.count)} == {"gekoppeld"}
        await press(pilot, "left", "left")
        assert "[alleen SnelStart " in shown(pilot.app)[1]


async def test_what_was_read_too_long_ago_is_late_and_says_what_to_press(coupled):
    now = coupled.service.clock()
    coupled.service.clock = lambda: now + timedelta(minutes=31)
    async with at(coupled, "klanten") as pilot:
        assert "▲ gelezen 31 min" in shown(pilot.app)[0]
        assert "s leest beide kanten" in shown(pilot.app)[-2]


async def test_a_filter_stays_when_the_list_is_read_again(coupled):
    async with at(coupled, "klanten") as pilot:
        await press(pilot, "slash", *"bakkerij", "enter")
        before = pilot.app.screen.table.count
        await coupled.opened.refresh("sync")
        await press(pilot, "down")
        assert pilot.app.screen.table.count == before < len(pilot.app.screen.klanten.keys)


async def test_leveranciers_are_shown_on_request(coupled):
    async with at(coupled, "klanten") as pilot:
        before = len(pilot.app.screen.klanten.keys)
        await press(pilot, "a")
        assert len(pilot.app.screen.klanten.keys) > before


async def test_what_differs_between_the_sides_is_said(coupled):
    both = [row for row in await coupled.opened.klanten() if row.timeon and row.snelstart]
    differs = next(row for row in both if _facts(row.timeon) != _facts(row.snelstart))
    async with at(coupled, "klanten", size=(120, 40)) as pilot:
        pilot.app.screen.table.go_key(f"t{differs.timeon.id}")
        await pilot.pause()
        assert "▲ verschilt" in pilot.app.screen.query_one(Details).text


async def test_enter_goes_to_the_registraties_of_the_klant_and_back(coupled):
    async with at(coupled, "klanten") as pilot:
        await press(pilot, "right", "enter")
        assert pilot.app.screen.SCREEN == "registraties"
        assert pilot.app.screen.selection.klant
        await press(pilot, "b")
        assert pilot.app.screen.SCREEN == "klanten"


async def test_producten_and_groepen_are_a_key_away(coupled):
    async with at(coupled, "klanten") as pilot:
        await press(pilot, "p")
        assert "40 producten" in shown(pilot.app)[0]
        assert "● actief" in text_of(pilot)
        await press(pilot, "g")
        assert "8 groepen" in shown(pilot.app)[0]
        await press(pilot, "enter")
        assert pilot.app.screen.SCREEN == "producten"
        assert 0 < pilot.app.screen.table.count < 40
        await press(pilot, "b", "b")
        assert pilot.app.screen.SCREEN == "koppelingen"


def _facts(one):
    return (one.naam, one.nummer, one.email, one.telefoon, one.straat, one.postcode, one.plaats, one.btw)


async def type_klant(pilot, **fields):
    for name, value in fields.items():
        pilot.app.screen.query_one(f"#{name}").value = value
    await press(pilot, "f2")


async def test_a_new_klant_is_two_lines_that_are_shown_before_s_writes_them(coupled):
    async with at(coupled, "klanten") as pilot:
        await press(pilot, "plus")
        before = len(await coupled.opened.klanten())
        await type_klant(pilot, naam="Bakkerij [red]Janssen[/] B.V.", nummer="")
        screen = pilot.app.screen
        assert [line.service for line in screen.planned.plan.lines] == [Side.TIMEON, Side.SNELSTART]
        assert "POST /api/customer" in text_of(pilot)
        assert "POST /relaties" in text_of(pilot)
        assert len(await coupled.opened.klanten()) == before
        await press(pilot, "S")
        assert text_of(pilot).count("● geschreven") == 2
        await press(pilot, "b")
        assert pilot.app.screen.SCREEN == "klanten"
        await press(pilot, "slash", *"[red]", "enter")
        assert "Bakkerij [red]Janssen[/] B.V." in text_of(pilot)
        assert "● gekoppeld" in text_of(pilot)


async def test_what_snelstart_would_refuse_is_said_before_anything_is_written(coupled):
    async with at(coupled, "klant") as pilot:
        await type_klant(pilot, naam="Halve B.V.", straat="Dorpsstraat 1")
        assert "adres onvolledig" in text_of(pilot)
        await press(pilot, "S")
        assert "verbeter de velden met w" in shown(pilot.app)[-2]
        await press(pilot, "w")
        assert pilot.app.screen.query_one("#straat").value == "Dorpsstraat 1"


async def test_a_klant_without_a_name_is_refused_in_words(coupled):
    async with at(coupled, "klant") as pilot:
        await press(pilot, "f2")
        assert "Een klant heeft een naam." in text_of(pilot)


async def test_letters_in_the_form_are_no_keys(coupled):
    async with at(coupled, "klant") as pilot:
        await press(pilot, *"qb?S")
        assert pilot.app.screen.query_one("#naam").value == "qb?S"
        assert "esc terug" in shown(pilot.app)[-1]
        await press(pilot, "enter", "down", "up", "up")
        assert pilot.app.focused.id == "naam"
        await press(pilot, "escape")
        assert pilot.app.screen.SCREEN == "koppelingen"


async def test_read_only_writes_no_klant(coupled):
    async with at(coupled, "klant", read_only=True) as pilot:
        await type_klant(pilot, naam="Nieuw B.V.")
        await press(pilot, "S")
        assert "Alleen lezen" in shown(pilot.app)[-2]


async def test_who_looks_like_a_new_klant_is_shown_before_it_is_made(coupled):
    across = next(row.snelstart for row in await coupled.opened.klanten() if row.snelstart and row.timeon)
    async with at(coupled, "klant", size=(120, 40)) as pilot:
        await type_klant(pilot, naam=f"{across.naam} en Zoon")
        assert "S maakt hem toch" in shown(pilot.app)[-2]
        assert f"op {across.naam}" in text_of(pilot)
        assert f"({across.nummer}) in SnelStart" in text_of(pilot)
    async with at(coupled, "klant", size=(120, 40)) as pilot:
        await type_klant(pilot, naam="Qwyx Vlzk")
        assert "2 regels, nog niet geschreven" in shown(pilot.app)[-2]
