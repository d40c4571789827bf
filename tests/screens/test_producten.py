"""Producten and productgroepen: what was read from SnelStart, and nothing that writes."""

from screens import keymap
from tests.screens.coupled import at, text_of
from tests.screens.pilot import press, shown


async def test_every_product_with_its_price_its_group_and_its_state(coupled):
    async with at(coupled, "producten") as pilot:
        found = await coupled.opened.producten()
        assert f"{len(found)} producten" in shown(pilot.app)[0]
        assert pilot.app.screen.table.count == len(found)
        assert "● actief" in text_of(pilot)
        assert "exclusief btw" in text_of(pilot)


async def test_the_details_follow_the_cursor(coupled):
    async with at(coupled, "producten") as pilot:
        first = pilot.app.screen.row
        await press(pilot, "down")
        second = pilot.app.screen.row
        assert first != second
        assert f"Code {second.code} ·" in text_of(pilot)


async def test_enter_on_a_group_shows_the_products_of_that_group_alone(coupled):
    async with at(coupled, "productgroepen") as pilot:
        group = max(await coupled.opened.productgroepen(), key=lambda one: one.producten)
        pilot.app.screen.table.go_key(group.id)
        await press(pilot, "enter")
        assert pilot.app.screen.SCREEN == "producten"
        assert pilot.app.screen.table.count == group.producten > 0
        assert {row.groep for row in pilot.app.screen.rows.values()} == {group.omschrijving}


async def test_neither_offers_a_key_that_writes_but_to_read_both_sides_again(coupled):
    for name in ("producten", "productgroepen"):
        async with at(coupled, name):
            assert {action.id for action in keymap.of(name) if action.writes} <= {"sync"}
