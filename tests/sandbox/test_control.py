"""The control API: koppelen, counting, and playing the bookkeeper and the user."""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from core.sandbox import RuleError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.sandbox import Sandbox


class Webhook:
    """A partner's webhook on loopback that remembers what it was sent."""

    def __init__(self, status: int = 200) -> None:
        received = self.received = list[dict[str, Any]]()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                received.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Tests are quiet."""

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/hook?secret=x"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    hook = Webhook()
    yield hook
    hook.close()


@pytest.fixture
def first(sandbox: Sandbox) -> str:
    return sandbox.snelstart.administraties[0].id


async def test_the_login_offers_three_administraties(control: httpx.AsyncClient) -> None:
    offered = (await control.get("/login")).json()
    assert [set(one) for one in offered] == [{"id", "naam", "boekjaar", "klanten"}] * 3
    assert offered[0]["naam"] == "Kantoor Lindekade B.V."
    assert offered[0]["klanten"] > 100 > offered[1]["klanten"] > 0


async def test_koppelen_yields_a_koppelsleutel_that_opens_the_administratie(
    control: httpx.AsyncClient, sandbox: Sandbox, first: str
) -> None:
    answer = await control.post("/koppel", json={"administratie": first, "referenceKey": "r1"})
    owner = sandbox.snelstart.owner(answer.json()["koppelsleutel"])
    assert owner is not None
    assert owner[0].id == first
    assert owner[1].active


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({}, 400),
        ({"administratie": 5}, 400),
        ({"administratie": "onbekend"}, 404),
        ({"administratie": "x", "referenceKey": "r" * 501}, 400),
        ([], 400),
    ],
)
async def test_koppelen_with_a_wrong_request_says_so(control: httpx.AsyncClient, body: Any, status: int) -> None:
    answer = await control.post("/koppel", json=body)
    assert answer.status_code == status
    assert answer.json()["message"]


@pytest.mark.parametrize(
    ("casing", "keys"),
    [
        ("pascal", {"KoppelSleutel", "ActionType", "ReferenceKey"}),
        ("camel", {"koppelSleutel", "actionType", "referenceKey"}),
    ],
)
async def test_the_webhook_is_told_in_either_casing(
    control: httpx.AsyncClient, webhook: Webhook, first: str, casing: str, keys: set[str]
) -> None:
    await control.post("/webhook", json={"url": webhook.url, "casing": casing})
    await control.post("/koppel", json={"administratie": first, "referenceKey": "r1"})
    assert [set(message) for message in webhook.received] == [keys]


async def test_a_regenerated_key_comes_to_the_same_reference_and_ends_the_old_one(
    control: httpx.AsyncClient, webhook: Webhook, sandbox: Sandbox, first: str
) -> None:
    await control.post("/webhook", json={"url": webhook.url})
    old = (await control.post("/koppel", json={"administratie": first, "referenceKey": "r1"})).json()["koppelsleutel"]
    new = (await control.post("/acts/regenerate", json={"koppelsleutel": old})).json()["koppelsleutel"]
    await control.post("/acts/revoke", json={"koppelsleutel": new})
    assert [(one["ActionType"], one["ReferenceKey"]) for one in webhook.received] == [
        ("Create", "r1"),
        ("Regenerate", "r1"),
        ("Delete", "r1"),
    ]
    assert not any(sandbox.snelstart.owner(key)[1].active for key in (old, new))


async def test_a_webhook_that_fails_is_not_tried_again(control: httpx.AsyncClient, first: str) -> None:
    hook = Webhook(status=500)
    await control.post("/webhook", json={"url": hook.url})
    answer = await control.post("/koppel", json={"administratie": first, "referenceKey": "r1"})
    hook.close()
    await control.post("/koppel", json={"administratie": first, "referenceKey": "r2"})
    assert answer.status_code == 200
    assert len(hook.received) == 1
    deliveries = (await control.get("/webhook")).json()["deliveries"]
    assert [one["outcome"] for one in deliveries] == [500, "ConnectionRefusedError"]


@pytest.mark.parametrize("url", ["https://127.0.0.1/x", "http://voorbeeld.example/hook", "file:///etc/passwd", "x"])
async def test_a_webhook_beyond_this_machine_is_refused(control: httpx.AsyncClient, url: str) -> None:
    assert (await control.post("/webhook", json={"url": url})).status_code == 400


async def test_the_page_goes_from_login_to_choice_to_koppelsleutel(
    control: httpx.AsyncClient, sandbox: Sandbox, first: str
) -> None:
    login = await control.get("/couplings/activate/proef", params={"referenceKey": 'r"<1>'})
    assert "Login bij SnelStart" in login.text
    assert "r&quot;&lt;1&gt;" in login.text
    choice = await control.post("/couplings/activate/proef", data={"referenceKey": "r1", "email": "a@b.example"})
    assert "Een enkele administratie koppelen" in choice.text
    assert "<button>Koppel</button>" in choice.text
    done = await control.post("/couplings/activate/proef", data={"referenceKey": "r1", "administratie": first})
    newest = list(sandbox.snelstart.administraties[0].koppelsleutels)[-1]
    assert newest in done.text
    assert sandbox.couplings.references[newest] == "r1"


async def test_the_page_sends_the_browser_on_and_keeps_the_key_for_the_webhook(
    control: httpx.AsyncClient, webhook: Webhook, first: str
) -> None:
    await control.post("/webhook", json={"url": webhook.url})
    form = {"referenceKey": "r1", "successUrl": "http://127.0.0.1:1/klaar", "administratie": first}
    answer = await control.post("/couplings/activate/proef", data=form)
    assert answer.status_code == 303
    assert answer.headers["location"] == "http://127.0.0.1:1/klaar"
    assert "KoppelSleutel" in webhook.received[0]
    assert webhook.received[0]["KoppelSleutel"] not in answer.text


async def test_the_page_notices_what_the_link_lacks(control: httpx.AsyncClient, webhook: Webhook) -> None:
    assert (await control.get("/couplings/activate/proef")).status_code == 200
    await control.post("/webhook", json={"url": webhook.url})
    missing = await control.get("/couplings/activate/proef")
    assert (missing.status_code, "referencekey ontbreekt" in missing.text) == (400, True)
    script = await control.get("/couplings/activate/p", params={"referenceKey": "r", "successUrl": "javascript:1"})
    assert script.status_code == 400


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
