from dataclasses import replace
from decimal import Decimal

from textual.widgets import Input

from core.domain.declaratie import DeclaratieState, OrderState
from core.domain.money import euro
from core.sandbox.snelstart.acts import delete_order, edit_order
from core.store import journal
from screens.widgets.details import Details
from screens.widgets.dialogs import AskDialog, ErrorDialog
from screens.widgets.form import FormDialog
from tests.screens.coupled import administratie, at, lose_answers, relatiesoort, text_of
from tests.screens.pilot import press, shown


def orders(coupled):
    return administratie(coupled).table("verkooporders")


def details(pilot):
    return pilot.app.screen.query_one(Details).text


async def test_the_order_as_it_will_stand(coupled):
    concept = await coupled.concept(most=6)
    preview = await coupled.opened.declaraties.preview(concept.id)
    async with at(coupled, "declaratie", concept.id) as pilot:
        text = text_of(pilot)
        assert concept.klant in text
        assert preview.marker in text
        assert f"Excl. {euro(preview.totals.excl)}" in text
        assert f"Incl. {euro(preview.totals.incl)}" in text
        assert "POST /verkooporders · wordt in SnelStart een order" in shown(pilot.app)[-2]
        for group in preview.btw:
            assert f"over € {euro(group.grondslag)}: € {euro(group.bedrag)}" in details(pilot)


async def test_a_line_that_lost_minutes_says_how_much_and_by_which_rule(coupled):
    year, month = coupled.month
    made = (await coupled.opened.declaraties.create_month(year, month)).created
    previews = [await coupled.opened.declaraties.preview(one.id) for one in made]
    preview = next(one for one in previews if one.losses)
    async with at(coupled, "declaratie", preview.declaratie.id) as pilot:
        await press(pilot, "n")
        assert str(preview.losses[0].sentence) in details(pilot)
        pilot.app.screen.table.go_key(str(preview.losses[0].positie))
        await pilot.pause()
        assert "▲ minuten" in text_of(pilot)


async def test_beside_the_work_on_a_wide_terminal(coupled):
    concept = await coupled.concept()
    async with at(coupled, "declaratie", concept.id, size=(160, 50)) as pilot:
        line = next(line for line in shown(pilot.app) if "Regel 1:" in line)
        assert line.index("Regel 1:") > 80


async def test_a_concept_is_asked_for_its_number_and_becomes_one_order(coupled):
    concept = await coupled.concept()
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, AskDialog)
        assert not orders(coupled)
        await press(pilot, "j")
        assert len(orders(coupled)) == 1
        nummer = next(iter(orders(coupled).values()))["nummer"]
        assert f"verstuurd als order {nummer}: nog te factureren in SnelStart." in shown(pilot.app)[-2]
        assert "gefactureerd" not in text_of(pilot)
        await press(pilot, "p")
        assert f"Hij staat al in SnelStart als order {nummer}." in shown(pilot.app)[-2]
        assert len(orders(coupled)) == 1


async def test_definitief_gives_a_number_and_sends_nothing(coupled):
    concept = await coupled.concept()
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "d", "j")
        fixed = await coupled.opened.declaraties.get(concept.id)
        assert fixed.state is DeclaratieState.OPENSTAAND
        assert fixed.nummer in shown(pilot.app)[0]
        assert not orders(coupled)
        await press(pilot, "p")
        assert len(orders(coupled)) == 1


async def test_nothing_is_begun_that_would_end_what_is_being_sent(coupled):
    concept = await coupled.concept(most=6)
    async with at(coupled, "declaratie", concept.id) as pilot:
        screen = pilot.app.screen
        await press(pilot, "n")
        may = [action.id for action in screen.ACTIONS if action.writes and not screen.why_not(action.id)]
        assert {"push", "edit", "line_off", "kostenplaats"} <= set(may)
        screen.sending = True
        assert [action for action in may if not screen.why_not(action)] == []


async def test_an_answer_that_got_lost_says_what_happens_next_and_is_found_again(coupled):
    concept = await coupled.concept()
    found = lose_answers(coupled)
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "p", "j")
        assert "▲ onbekend of hij aankwam" in text_of(pilot)
        assert "p zoekt hem op zijn kenmerk" in details(pilot)
        assert len(orders(coupled)) == 1
        found()
        await press(pilot, "p")
        assert "bestond al, overgenomen als order" in shown(pilot.app)[-2]
        assert len(orders(coupled)) == 1
        await press(pilot, "v")
        assert pilot.app.screen.SCREEN == "bewijs"
        assert "bestond al en is overgenomen" in text_of(pilot)
        await press(pilot, "end")
        assert "hash " in details(pilot)


async def test_a_refusal_shows_the_code_the_reason_and_the_next_step(coupled):
    concept = await coupled.concept()
    relatiesoort(coupled, concept, "Leverancier")
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "p", "j")
        assert "✖ geweigerd" in shown(pilot.app)[-2]
        assert "VOR-0002" in details(pilot)
        assert "→ Los de reden op en druk weer op p." in details(pilot)
        relatiesoort(coupled, concept, "Klant")
        await press(pilot, "p")
        assert len(orders(coupled)) == 1


async def test_an_order_that_is_there_but_differs_is_taken_over_only_when_asked(coupled):
    concept = await coupled.concept()
    found = lose_answers(coupled)
    where = (coupled.world.sandbox.snelstart, coupled.world.administratie_id)
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "p", "j")
        found()
        order = next(iter(orders(coupled).values()))
        edit_order(*where, order["id"], regels=order["regels"][:1])
        await press(pilot, "p")
        assert "maar anders" in text_of(pilot)
        await press(pilot, "a", "j")
        after = await coupled.opened.declaraties.get(concept.id)
        assert (after.order, after.order_id) == (OrderState.ORDER, order["id"])
        assert len(orders(coupled)) == 1


async def test_an_order_that_was_deleted_is_made_again_only_when_asked(coupled):
    concept = await coupled.concept()
    pushed = (await coupled.opened.declaraties.push(concept.id)).declaratie
    delete_order(coupled.world.sandbox.snelstart, coupled.world.administratie_id, pushed.order_id)
    await coupled.opened.declaraties.sweep()
    async with at(coupled, "declaratie", concept.id) as pilot:
        assert "▲ verdwenen uit SnelStart" in shown(pilot.app)[1]
        assert "r maakt hem opnieuw" in details(pilot)
        await press(pilot, "r", "j")
        assert len(orders(coupled)) == 1


async def test_a_numbered_one_is_credited_and_its_hours_come_free_with_the_number(coupled):
    concept = await coupled.concept()
    await coupled.opened.declaraties.push(concept.id)
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "x")
        assert "crediteer hem met c" in shown(pilot.app)[-2]
        await press(pilot, "c", "j")
        assert "concept" in shown(pilot.app)[0]
        assert f"Excl. {euro(-concept.totaal)}" in text_of(pilot)
        await press(pilot, "p", "j")
        assert len(orders(coupled)) == 2
    assert await coupled.opened.declaraties.held(concept.id) == []


async def test_a_kostenplaats_is_chosen_for_the_klant_and_can_be_taken_back(coupled):
    concept = await coupled.concept(most=2)
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "K")
        assert "1  1 Kantoor" in text_of(pilot)
        await press(pilot, "1", "w")
        assert "Kostenplaats" in text_of(pilot)
        assert "1 Kantoor" in text_of(pilot)
        assert (await coupled.opened.declaraties.kostenplaatsen())[1] == {concept.klant_id: 1}
        await press(pilot, "u")
        assert (await coupled.opened.declaraties.kostenplaatsen())[1] == {}


async def test_a_no_deletes_nothing(coupled):
    concept = await coupled.concept(most=2)
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "x", "n")
        assert pilot.app.screen.SCREEN == "declaratie"
    assert len(await coupled.opened.declaraties.held(concept.id)) == 2


async def test_a_concept_is_deleted_and_one_is_back_in_the_list(coupled):
    concept = await coupled.concept(most=2)
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "x")
        first = (await coupled.opened.declaraties.held(concept.id))[0]
        assert "Dan zijn 2 registraties vrij:" in text_of(pilot)
        assert first.medewerker in text_of(pilot)
        await press(pilot, "j")
        assert pilot.app.screen.SCREEN == "koppelingen"
        assert await coupled.opened.declaraties.list() == []
        assert "u ongedaan: concept verwijderd" in shown(pilot.app)[-2]
        await press(pilot, "u")
    assert [one.totaal for one in await coupled.opened.declaraties.list()] == [concept.totaal]


async def test_help_lists_every_key(coupled):
    concept = await coupled.concept()
    async with at(coupled, "declaratie", concept.id, size=(100, 45)) as pilot:
        await press(pilot, "question_mark")
        assert "Alles wat met deze declaratie gebeurde" in text_of(pilot)
        assert "Maak het negatieve concept dat hem terugneemt." in text_of(pilot)


async def test_a_line_is_edited_with_what_it_comes_to_below(coupled):
    concept = await coupled.concept()
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "e")
        dialog = pilot.app.screen
        assert isinstance(dialog, FormDialog)
        dialog.query_one("#aantal", Input).value = "veel"
        await press(pilot, "enter")
        assert pilot.app.screen is dialog
        assert "'veel' is geen getal" in text_of(pilot)
        dialog.query_one("#aantal", Input).value = "1:30"
        dialog.query_one("#prijs", Input).value = "80,50"
        await pilot.pause()
        assert "1,50 × € 80,50 = € 120,75" in text_of(pilot)
        await press(pilot, "enter")
        after = await coupled.opened.declaraties.get(concept.id)
        assert (after.regels[0].aantal, after.regels[0].bedrag) == (Decimal("1.5"), Decimal("120.75"))
        assert f"nu € {euro(after.totaal)}" in shown(pilot.app)[-2]


async def test_a_line_goes_to_another_place_and_the_cursor_with_it(coupled):
    concept = await coupled.concept()
    first, second, *_ = concept.regels
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "[")
        assert "bovenste regel" in shown(pilot.app)[-2]
        await press(pilot, "]")
        after = await coupled.opened.declaraties.get(concept.id)
        assert [one.registraties for one in after.regels[:2]] == [second.registraties, first.registraties]
        assert pilot.app.screen.table.key == "2"


async def test_a_line_comes_off_unasked_and_is_put_back(coupled):
    concept = await coupled.concept()
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "X")
        held = {one.id for one in await coupled.opened.declaraties.held(concept.id)}
        assert not held & set(concept.regels[0].registraties)
        assert "u ongedaan: regel 1" in shown(pilot.app)[-2]
        await press(pilot, "u")
        assert len((await coupled.opened.declaraties.get(concept.id)).regels) == len(concept.regels)


async def test_what_has_a_number_is_not_edited(coupled):
    concept = await coupled.concept()
    await coupled.opened.declaraties.finalize(concept.id)
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "e")
        assert "ligt vast" in shown(pilot.app)[-2]


async def test_the_specification_is_saved_and_said_where(coupled, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    concept = await coupled.concept()
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "f", "f")
        (made,) = tmp_path.glob("*.pdf")
        assert made.read_bytes() == (await coupled.opened.declaraties.specification(concept.id)).data
        assert "Specificatie bewaard in" in shown(pilot.app)[-2]
        made.write_bytes(b"iets anders")
        await press(pilot, "f")
        assert len(list(tmp_path.glob("*.pdf"))) == 2
        assert made.read_bytes() == b"iets anders"


async def test_a_second_person_agrees_and_who_made_it_can_not(coupled, monkeypatch):
    settings = replace(coupled.service.settings, approval_above=Decimal(1))
    coupled.service.settings = settings
    coupled.opened.declaraties.settings = settings
    concept = await coupled.concept()
    async with at(coupled, "declaratie", concept.id) as pilot:
        assert "akkoord nodig" in text_of(pilot)
        await press(pilot, "g", "j")
        assert isinstance(pilot.app.screen, ErrorDialog)
        await press(pilot, "escape")
        monkeypatch.setattr(journal, "actor", lambda: "fatma")
        await press(pilot, "g", "j")
        assert "akkoord van fatma" in text_of(pilot)
        assert (await coupled.opened.declaraties.get(concept.id)).approved_by == "fatma"


async def test_a_cent_of_difference_is_a_state_with_its_line(coupled):
    concept = await coupled.concept(most=6)
    door = coupled.opened.snelstart
    create = door.create

    async def a_cent_more(resource, body):
        answer = await create(resource, body)
        return {**answer, "totaalInclusiefBtw": answer["totaalInclusiefBtw"] + Decimal("0.01")}

    door.create = a_cent_more
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "p", "j")
        assert "▲ cent verschil" in text_of(pilot)
        assert "(incl. btw)" in details(pilot)


async def test_the_whole_order_takes_the_room_of_the_lines_and_goes_back(coupled):
    concept = await coupled.concept(most=6)
    preview = await coupled.opened.declaraties.preview(concept.id)
    async with at(coupled, "declaratie", concept.id) as pilot:
        await press(pilot, "w")
        text = " ".join(text_of(pilot).split())
        for fact in preview.head:
            if fact.field in ("kostenplaats", "factuuradres", "factuurkorting", "verkoopordersjabloon"):
                assert " ".join(str(fact.value).split())[:40] in text
        assert preview.web.url in text
        await press(pilot, "w")
        assert pilot.app.screen.table.display
        assert concept.regels[0].omschrijving[:8] in text_of(pilot)
