from datetime import date
from decimal import Decimal

import pytest

from core.sandbox.snelstart import acts
from tests.sandbox.snelstart.ground import ADMINISTRATIE, KLANT, TWEEDE


@pytest.fixture
async def order_id(client, order):
    return (await client.post("/v2/verkooporders", json=order)).json()["id"]


async def test_invoicing_leaves_a_boeking_a_factuur_and_a_link(client, state, order_id):
    factuur = acts.invoice_order(state, ADMINISTRATIE, order_id)
    row = (await client.get(f"/v2/verkoopfacturen/{factuur['id']}")).json()
    assert row["factuurnummer"] == "20260001"
    assert row["openstaandSaldo"] == row["factuurBedrag"] == 211.75
    assert row["vervalDatum"] == "2026-12-08T00:00:00"
    assert row["verkoopOrders"][0]["id"] == order_id
    order = (await client.get(f"/v2/verkooporders/{order_id}")).json()
    assert order["procesStatus"] == "Factuur"
    assert order["verkoopfactuur"]["id"] == factuur["id"]


async def test_an_order_is_invoiced_once(state, order_id):
    acts.invoice_order(state, ADMINISTRATIE, order_id)
    for act in (acts.invoice_order, acts.edit_order, acts.delete_order):
        with pytest.raises(acts.ActError):
            act(state, ADMINISTRATIE, order_id)


async def test_a_payment_takes_a_part_or_the_rest(state, order_id):
    factuur = acts.invoice_order(state, ADMINISTRATIE, order_id)
    assert acts.book_payment(state, ADMINISTRATIE, factuur["id"], Decimal("100.00"))["openstaandSaldo"] == Decimal(
        "111.75"
    )
    assert acts.book_payment(state, ADMINISTRATIE, factuur["id"])["openstaandSaldo"] == 0
    with pytest.raises(acts.ActError):
        acts.book_payment(state, ADMINISTRATIE, factuur["id"])


async def test_a_locked_period_takes_no_invoice(state, order_id):
    acts.lock_period(state, ADMINISTRATIE, date(2026, 11, 30))
    with pytest.raises(acts.ActError):
        acts.invoice_order(state, ADMINISTRATIE, order_id)
    acts.lock_period(state, ADMINISTRATIE, None)
    acts.invoice_order(state, ADMINISTRATIE, order_id)


async def test_editing_an_order_computes_it_anew(state, administratie, order_id):
    regels = [dict(administratie.tables["verkooporders"][order_id]["regels"][0], aantal=Decimal(1))]
    acts.edit_order(state, ADMINISTRATIE, order_id, regels=regels)
    assert acts.totals(administratie) == {"orders": {"count": 1, "total": Decimal("87.50")}}
    acts.delete_order(state, ADMINISTRATIE, order_id)
    assert acts.totals(administratie) == {"orders": {"count": 0, "total": Decimal("0.00")}}


async def test_a_relatie_is_renamed_renumbered_deactivated_and_added(client, state):
    acts.edit_relatie(state, ADMINISTRATIE, KLANT, naam="Anders", relatiecode=999)
    acts.edit_relatie(state, ADMINISTRATIE, TWEEDE, nonactief=True)
    acts.add_relatie(state, ADMINISTRATIE, "Erbij")
    rows = {row["naam"]: row for row in (await client.get("/v2/relaties")).json()}
    assert rows["Anders"]["relatiecode"] == 999
    assert rows["Erbij"]["relatiecode"] == 1000
    assert (await client.get(f"/v2/relaties/{TWEEDE}")).status_code == 404
    with pytest.raises(acts.ActError):
        acts.edit_relatie(state, ADMINISTRATIE, TWEEDE, relatiecode=999)


async def test_other_sjablonen_take_the_place_of_the_standard_ones(client, state):
    acts.set_sjablonen(state, ADMINISTRATIE, ["Eigen ontwerp", "Engels"])
    rows = (await client.get("/v2/verkoopordersjablonen")).json()
    assert [row["omschrijving"] for row in rows] == ["Eigen ontwerp", "Engels"]


def test_koppelsleutels_follow_from_the_seed_and_differ(state):
    keys = [acts.issue_koppelsleutel(state, ADMINISTRATIE) for _ in range(2)]
    assert len(set(keys)) == 2
    assert all(len(key) > 300 for key in keys)
