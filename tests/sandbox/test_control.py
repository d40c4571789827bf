"""The control API: counting, faults, and playing the bookkeeper and the user."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from core.sandbox import RuleError

if TYPE_CHECKING:
    import httpx

    from core.sandbox import Sandbox


async def test_a_relatie_is_added_renamed_renumbered_and_deactivated(
    control: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    made = (await control.post("/acts/add_relatie", json={"naam": "Nieuw B.V.", "relatiecode": 55_555})).json()
    change = {"relatie": made["id"], "naam": "Ander B.V.", "relatiecode": 55_556, "nonactief": True}
    assert (await control.post("/acts/edit_relatie", json=change)).status_code == 200
    relatie = sandbox.snelstart.administraties[0].table("relaties")[made["id"]]
    assert (relatie["naam"], relatie["relatiecode"], relatie["nonactief"]) == ("Ander B.V.", 55_556, True)
    again = await control.post("/acts/add_relatie", json={"naam": "Dubbel", "relatiecode": 55_556})
    assert again.status_code == 409


async def test_the_sjablonen_and_the_locked_period_are_set(control: httpx.AsyncClient, sandbox: Sandbox) -> None:
    administratie = sandbox.snelstart.administraties[0]
    assert (await control.post("/acts/set_sjablonen", json={"omschrijvingen": ["Eigen"]})).status_code == 200
    assert [row["omschrijving"] for row in administratie.table("verkoopordersjablonen").values()] == ["Eigen"]
    assert (await control.post("/acts/lock_period", json={"tot_en_met": "2026-09-30"})).status_code == 200
    assert str(administratie.locked_until) == "2026-09-30"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/acts/onbekend", {}, 404),
        ("/acts/invoice_order", {"order": "x"}, 404),
        ("/acts/invoice_order", {"order": "x", "datum": "morgen"}, 400),
        ("/acts/book_payment", {"factuur": "x", "bedrag": "veel"}, 400),
        ("/acts/edit_order", {"order": "x", "velden": []}, 400),
        ("/acts/set_sjablonen", {"omschrijvingen": "x"}, 400),
        ("/acts/revoke", {"koppelsleutel": "x"}, 404),
        ("/timeon/onbekend", {}, 404),
        ("/timeon/edit_hour", {"hourID": 910_001, "seconds": None}, 400),
        ("/timeon/set_invoice", {"hourID": "1"}, 400),
        ("/timeon/edit_customer", {"customerID": 1, "name": "x"}, 404),
    ],
)
async def test_an_act_that_can_not_be_done_says_why(
    control: httpx.AsyncClient, path: str, body: dict[str, Any], status: int
) -> None:
    answer = await control.post(path, json=body)
    assert answer.status_code == status
    assert answer.json()["message"]


async def test_the_user_of_time_on_is_played(control: httpx.AsyncClient, sandbox: Sandbox) -> None:
    hours, customers = sandbox.timeon.hours, sandbox.timeon.customers
    await control.post("/timeon/set_invoice", json={"hourID": 910_001, "invoiceID": 77})
    await control.post("/timeon/edit_hour", json={"hourID": 910_001, "remark": "Anders", "expenseValue": "12.50"})
    assert (hours[910_001]["invoiceID"], hours[910_001]["remark"]) == (77, "Anders")
    assert str(hours[910_001]["expenseValue"]) == "12.50"
    await control.post("/timeon/delete_hour", json={"hourID": 910_002})
    assert hours[910_002]["deleted"]
    made = (await control.post("/timeon/add_customer", json={"name": "Nieuw", "customerNumber": "9"})).json()
    await control.post("/timeon/edit_customer", json={"customerID": made["customerID"], "name": "Anders"})
    assert customers[made["customerID"]]["name"] == "Anders"
    assert frozenset(customers[made["customerID"]]) == frozenset(next(iter(customers.values())))


async def test_an_order_is_edited_invoiced_and_paid(
    control: httpx.AsyncClient, snelstart: httpx.AsyncClient, sandbox: Sandbox, first: str
) -> None:
    administratie = sandbox.snelstart.administraties[0]
    klant = next(row for row in administratie.table("relaties").values() if row["relatiecode"] == 10_002)
    artikel = next(row for row in administratie.table("artikelen").values() if row["artikelcode"] == "1001")
    body = {
        "relatie": {"id": klant["id"]},
        "datum": "2026-11-24T00:00:00",
        "regels": [{"artikel": {"id": artikel["id"]}, "aantal": "2", "stuksprijs": "87.50"}],
    }
    order = (await snelstart.post("/v2/verkooporders", json=body)).json()
    assert (await control.get("/totals")).json()[first] == {"orders": {"count": 1, "total": "175.00"}}
    edited = await control.post("/acts/edit_order", json={"order": order["id"], "velden": {"memo": "Anders"}})
    assert edited.json()["memo"] == "Anders"
    for wrong in ({"nummer": 1}, {"onzin": 1}, {"regels": [5]}, {"regels": [{"artikel": {}, "stuksprijs": "x"}]}):
        answer = await control.post("/acts/edit_order", json={"order": order["id"], "velden": wrong})
        assert answer.status_code in {400, 404}
    factuur = (await control.post("/acts/invoice_order", json={"order": order["id"]})).json()
    assert factuur["openstaandSaldo"] == "211.75"
    assert (await control.post("/acts/delete_order", json={"order": order["id"]})).status_code == 409
    part = {"factuur": factuur["id"], "bedrag": "100.00"}
    assert (await control.post("/acts/book_payment", json=part)).json()["openstaandSaldo"] == "111.75"
    await control.post("/acts/book_payment", json={"factuur": factuur["id"]})
    seen = (await snelstart.get(f"/v2/verkoopfacturen/{factuur['id']}")).json()
    assert seen["openstaandSaldo"] == 0
    assert (await snelstart.get(f"/v2/verkooporders/{order['id']}")).json()["procesStatus"] == "Factuur"


async def test_a_withdrawn_api_key_opens_nothing(
    control: httpx.AsyncClient, timeon: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    key = min(sandbox.timeon.api_keys)
    await control.post("/timeon/revoke_key", json={})
    assert (await timeon.get("/api/organisation")).status_code == 401
    answer = await timeon.post("/token", params={"grant_type": "apitoken", "token": key})
    assert answer.json()["success"] is False


async def test_the_categories_have_names_and_an_artikel(control: httpx.AsyncClient, sandbox: Sandbox) -> None:
    indeling = (await control.get("/timeon/indeling")).json()
    codes = {row["artikelcode"] for row in sandbox.snelstart.administraties[0].table("artikelen").values()}
    for kind in ("categories", "distanceCategories", "expenseCategories"):
        assert {soort["artikelcode"] for soort in indeling[kind]} <= codes


async def test_totals_are_counted_per_administratie_as_decimal_text(
    control: httpx.AsyncClient, sandbox: Sandbox, first: str
) -> None:
    assert (await control.get("/totals")).json()[first] == {"orders": {"count": 0, "total": "0.00"}}
    assert sandbox.totals(first)["orders"]["count"] == 0


async def test_faults_are_set_by_name_or_by_rule_and_counted(
    control: httpx.AsyncClient, timeon: httpx.AsyncClient
) -> None:
    assert (await control.get("/faults")).json() == {"set": "rustig", "rules": []}
    rule = {"fault": "500-before", "service": "timeon", "operation": "GET /api/organisation", "nth": [2]}
    assert (await control.post("/faults", json={"rules": [rule]})).status_code == 200
    assert [(await timeon.get("/api/organisation")).status_code for _ in range(3)] == [200, 500, 200]
    report = (await control.get("/faults")).json()["rules"][0]
    assert (report["calls"], report["strikes"]) == (3, 1)
    assert (await control.post("/faults", json={"set": "storm"})).json()["set"] == "storm"
    await control.post("/faults", json={"set": "rustig"})
    assert (await timeon.get("/api/organisation")).status_code == 200


@pytest.mark.parametrize("body", [{}, {"set": "orkaan"}, {"rules": {}}, {"rules": [{}]}, {"rules": [{"fault": "x"}]}])
async def test_a_fault_that_does_not_exist_is_refused(control: httpx.AsyncClient, body: dict[str, Any]) -> None:
    assert (await control.post("/faults", json=body)).status_code == 400
    assert (await control.get("/faults")).json()["rules"] == []


def test_faults_can_be_given_as_a_name_or_as_text(sandbox: Sandbox) -> None:
    sandbox.use_faults("storm")
    assert sandbox.faults.name == "storm"
    sandbox.use_faults('[{"fault": "429", "seconds": 3}]')
    assert [rule["fault"] for rule in sandbox.faults.report()] == ["429"]
    with pytest.raises(RuleError):
        sandbox.use_faults("orkaan")
    assert sandbox.faults.name == "eigen"
