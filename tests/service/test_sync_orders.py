"""A sync reads our verkooporders and their verkoopfacturen too, counted by kind, and touches nothing of them."""

import pytest

from core.domain.declaratie import DeclaratieState, OrderState
from core.errors import ScopeError
from core.sandbox.snelstart import acts as bookkeeper
from tests.screens.coupled import Coupled, couple
from tui.cli.demo_world import demo_world

MOST_CALLS = 16


@pytest.fixture
async def coupled(home):
    with demo_world(1, 24, "nl") as made:
        async with made.service:
            yield Coupled(made, await couple(made))


async def pushed(coupled):
    """The declaraties of last month, all orders in SnelStart now."""
    await coupled.opened.declaraties.create_month(*coupled.month)
    await coupled.opened.declaraties.push_all()
    found = await coupled.opened.declaraties.list(DeclaratieState.OPENSTAAND)
    return [one for one in found if one.order is OrderState.ORDER]


async def test_without_declaraties_orders_are_asked_for_once_a_day(coupled):
    await coupled.opened.sync()
    first, _ = await coupled.opened.sync()
    assert "orders" not in first.by_kind


async def test_an_invoice_and_its_payment_are_seen_by_a_sync(coupled):
    declaratie = (await pushed(coupled))[0]
    report, _ = await coupled.opened.sync()
    assert report.by_kind["orders"]["calls"] == 1
    assert report.by_kind["orders"]["read"] >= 1
    where = (coupled.world.sandbox.snelstart, coupled.world.administratie_id)
    factuur = bookkeeper.invoice_order(*where, declaratie.order_id)
    report, _ = await coupled.opened.sync()
    assert report.by_kind["facturen"]["changed"] == 1
    assert (await coupled.opened.declaraties.get(declaratie.id)).order is OrderState.INVOICED
    bookkeeper.book_payment(*where, factuur["id"])
    report, _ = await coupled.opened.sync()
    assert (await coupled.opened.declaraties.get(declaratie.id)).order is OrderState.PAID


async def test_a_quiet_run_with_open_invoices_stays_within_its_calls(coupled):
    for one in await pushed(coupled):
        bookkeeper.invoice_order(coupled.world.sandbox.snelstart, coupled.world.administratie_id, one.order_id)
    await coupled.opened.sync()
    report, _ = await coupled.opened.sync()
    assert report.by_kind["facturen"]["read"] >= 6
    assert report.by_kind["facturen"]["changed"] == 0
    assert sum(one["calls"] for one in report.by_kind.values()) == report.calls <= MOST_CALLS


async def refused(resource, **_how):
    for never in ():
        yield never
    raise ScopeError(resource)


async def test_a_key_without_a_right_to_orders_still_syncs_klanten(coupled):
    await pushed(coupled)
    coupled.opened.snelstart.pages = refused
    report, _ = await coupled.opened.sync()
    assert report.refused == 0
    assert "orders" not in report.by_kind
    assert len(await coupled.opened.events(type_="orders.overgeslagen")) == 1


async def test_a_key_without_a_right_to_facturen_still_syncs_klanten(coupled, monkeypatch):
    order = (await pushed(coupled))[0]
    bookkeeper.invoice_order(coupled.world.sandbox.snelstart, coupled.world.administratie_id, order.order_id)
    read = coupled.opened.snelstart.read

    async def without_facturen(resource, record_id):
        if resource == "verkoopfacturen":
            raise ScopeError(resource)
        return await read(resource, record_id)

    monkeypatch.setattr(coupled.opened.snelstart, "read", without_facturen)
    report, _ = await coupled.opened.sync()
    assert report.refused == 0
    assert len(await coupled.opened.events(type_="orders.overgeslagen")) == 1


async def test_the_first_run_is_recorded_with_the_reading_that_it_was_made_of(coupled):
    report = (await coupled.opened.syncing.runs())[0][4]
    assert report["read"] > 0
    assert report["by_kind"]["relaties"]["read"] > 0
    van, tot = report["window"]
    assert "" < van < tot
    await coupled.opened.apply((await coupled.opened.plan()).plan)
    assert (await coupled.opened.syncing.runs())[0][4]["read"] == 0
