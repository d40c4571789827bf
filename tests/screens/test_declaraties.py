from decimal import Decimal

from core.domain.declaratie import DeclaratieState, OrderState
from core.domain.money import euro, total
from core.sandbox.snelstart.acts import book_payment, invoice_order
from screens.widgets.details import Details
from screens.widgets.dialogs import AskDialog
from tests.screens.coupled import administratie, at, relatiesoort, text_of
from tests.screens.pilot import press, shown


async def month_of(coupled):
    made = await coupled.opened.declaraties.create_month(*coupled.month)
    return made.created


async def test_without_declaraties_the_way_to_them_is_one_sentence_and_one_key(coupled):
    async with at(coupled, "declaraties") as pilot:
        assert "Geen concepten: t gaat naar de registraties" in text_of(pilot)
        assert "t registraties" in shown(pilot.app)[-1]
        assert "p verstuur" not in shown(pilot.app)[-1]
        await press(pilot, "t")
        assert pilot.app.screen.SCREEN == "registraties"


async def test_tabs_by_state_with_counts_and_the_total(coupled):
    made = await month_of(coupled)
    fixed = await coupled.opened.declaraties.finalize(made[0].id)
    async with at(coupled, "declaraties") as pilot:
        assert f"[concept {len(made) - 1}]  openstaand 1  archief 0" in shown(pilot.app)[1]
        assert f"€ {euro(total(one.totaal for one in made[1:]))} excl. btw" in shown(pilot.app)[0]
        await press(pilot, "right")
        assert fixed.nummer in text_of(pilot)
        assert "○ niet verstuurd" in text_of(pilot)


async def test_marked_ones_are_counted_and_nothing_goes_before_a_yes(coupled):
    await month_of(coupled)
    async with at(coupled, "declaraties") as pilot:
        await press(pilot, "space", "space")
        assert "Gemarkeerd: 2 declaraties, €" in shown(pilot.app)[-2]
        await press(pilot, "p")
        assert isinstance(pilot.app.screen, AskDialog)
        assert "2 concepten krijgen hun nummer" in text_of(pilot)
        assert "POST /verkooporders, 2 keer" in text_of(pilot)
        await press(pilot, "n")
        assert not administratie(coupled).table("verkooporders")


async def test_before_sending_it_says_what_the_orders_will_come_to(coupled):
    made = await month_of(coupled)
    table = administratie(coupled).table("relaties")
    table[made[0].relatie_id] = {**table[made[0].relatie_id], "factuurkorting": Decimal(10)}
    await coupled.opened.read(full=True)
    less = await coupled.opened.declaraties.order_total([made[0].id])
    assert less < made[0].totaal
    async with at(coupled, "declaraties") as pilot:
        await press(pilot, "P")
        left = total(one.totaal for one in made) - made[0].totaal + less
        assert f"Na de factuurkorting van de klanten: € {euro(left)}" in text_of(pilot)
        await press(pilot, "j")
        assert f"€ {euro(left)}: nog te factureren" in shown(pilot.app)[-2]


async def test_only_the_marked_ones_are_sent(coupled):
    made = await month_of(coupled)
    async with at(coupled, "declaraties") as pilot:
        await press(pilot, "space", "space", "p", "j")
        assert len(administratie(coupled).table("verkooporders")) == 2
        said = shown(pilot.app)[-2]
        assert "● 2 verstuurd" in said
        assert "nog te factureren in SnelStart" in said
        assert f"concept {len(made) - 2}  [openstaand 2]" in shown(pilot.app)[1]
        assert "● nog te factureren" in text_of(pilot)


async def test_all_are_sent_and_a_second_time_there_is_nothing_to_do(coupled):
    made = await month_of(coupled)
    async with at(coupled, "declaraties") as pilot:
        await press(pilot, "P", "j")
        assert len(administratie(coupled).table("verkooporders")) == len(made)
        assert f"€ {euro(total(one.totaal for one in made))}" in shown(pilot.app)[0]
        await press(pilot, "P")
        assert "Niets te doen: alles staat al in SnelStart." in shown(pilot.app)[-2]


def on_its_way(coupled, act):
    """Act when the first order is on its way; answers what sent it, to put back."""
    door = coupled.opened.snelstart
    create = door.create

    async def acting(resource, body):
        act()
        return await create(resource, body)

    door.create = acting
    return create


async def test_stop_ends_after_the_one_that_is_on_its_way(coupled):
    made = await month_of(coupled)
    async with at(coupled, "declaraties") as pilot:
        screen = pilot.app.screen
        on_its_way(coupled, lambda: screen.action_do("stop"))
        await press(pilot, "P", "j")
        assert len(administratie(coupled).table("verkooporders")) == 1
        assert "gestopt, de rest niet" in shown(pilot.app)[-2]
        assert [one.state for one in screen.declaraties.values()].count(DeclaratieState.CONCEPT) == len(made) - 1


async def test_a_pause_holds_the_rest_until_it_goes_on(coupled):
    made = await month_of(coupled)
    async with at(coupled, "declaraties") as pilot:
        screen = pilot.app.screen
        create = on_its_way(coupled, lambda: screen.action_do("pause"))
        await press(pilot, "P", "j")
        assert len(administratie(coupled).table("verkooporders")) == 1
        assert f"Pauze: {len(made) - 1} wachten nog" in shown(pilot.app)[-2]
        coupled.opened.snelstart.create = create
        await press(pilot, "z")
        assert len(administratie(coupled).table("verkooporders")) == len(made)
        assert not screen.waiting
        await press(pilot, "z")
        assert "Er wordt nu niets verstuurd." in shown(pilot.app)[-2]


async def test_a_pause_can_end_in_a_stop(coupled):
    await month_of(coupled)
    async with at(coupled, "declaraties") as pilot:
        screen = pilot.app.screen
        on_its_way(coupled, lambda: screen.action_do("pause"))
        await press(pilot, "P", "j", "s")
        assert len(administratie(coupled).table("verkooporders")) == 1
        assert "Gestopt" in shown(pilot.app)[-2]
        assert not screen.busy()


async def test_a_refused_one_holds_no_other_and_says_why(coupled):
    made = await month_of(coupled)
    relatiesoort(coupled, made[0], "Leverancier")
    async with at(coupled, "declaraties") as pilot:
        await press(pilot, "P", "j")
        assert f"● {len(made) - 1} verstuurd" in shown(pilot.app)[-2]
        assert "✖ 1 geweigerd" in shown(pilot.app)[-2]
        await press(pilot, "home", "n")
        screen = pilot.app.screen
        refused = screen.declaraties[screen.table.key]
        assert (refused.klant, refused.order) == (made[0].klant, OrderState.REFUSED)
        text = screen.query_one(Details).text
        assert "VOR-0002" in text
        assert "→ Los de reden op en druk weer op p." in text


async def test_a_concept_is_deleted_after_showing_what_comes_free_and_comes_back(coupled):
    concept = await coupled.concept(most=3)
    async with at(coupled, "declaraties", size=(120, 30)) as pilot:
        await press(pilot, "x")
        for one in await coupled.opened.declaraties.held(concept.id):
            assert one.omschrijving[:20] in text_of(pilot)
        await press(pilot, "j")
        assert await coupled.opened.declaraties.list() == []
        assert "Verwijderd; 3 registraties zijn vrij." in shown(pilot.app)[-2]
        assert "u ongedaan: concept verwijderd" in shown(pilot.app)[-2]
        await press(pilot, "u")
        assert len(await coupled.opened.declaraties.held(concept.id)) == 3


async def test_what_has_a_number_is_not_deleted(coupled):
    concept = await coupled.concept()
    await coupled.opened.declaraties.finalize(concept.id)
    async with at(coupled, "declaraties") as pilot:
        assert "[openstaand 1]" in shown(pilot.app)[1]
        await press(pilot, "x")
        assert "wordt gecrediteerd" in shown(pilot.app)[-2]
        assert len(await coupled.opened.declaraties.list()) == 1


async def test_an_order_is_followed_to_its_invoice_and_to_the_archive(coupled):
    concept = await coupled.concept()
    pushed = (await coupled.opened.declaraties.push(concept.id)).declaratie
    where = (coupled.world.sandbox.snelstart, coupled.world.administratie_id)
    factuur = invoice_order(*where, pushed.order_id)
    async with at(coupled, "declaraties") as pilot:
        await press(pilot, "o")
        assert "1 declaratie bekeken, 2 veranderd" in shown(pilot.app)[-2]
        assert "● gefactureerd" in text_of(pilot)
        assert f"Factuur {factuur['factuurnummer']}" in pilot.app.screen.query_one(Details).text
        book_payment(*where, factuur["id"])
        await press(pilot, "o", "right")
        assert "[archief 1]" in shown(pilot.app)[1]
        assert "● betaald" in text_of(pilot)


async def test_read_only_sends_nothing(coupled):
    await coupled.concept()
    async with at(coupled, "declaraties", read_only=True) as pilot:
        await press(pilot, "P")
        assert "Alleen lezen" in shown(pilot.app)[-2]
