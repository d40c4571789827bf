"""The human side from end to end over loopback: link, browser, webhook, key, and what the bookkeeper does next."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from core.sandbox import RunningSandbox
from tests.sandbox.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from core.sandbox import Sandbox

REFERENCE = 'klant-7 & "zoon" <é>'
CASINGS = {
    "pascal": ("KoppelSleutel", "ActionType", "ReferenceKey"),
    "camel": ("koppelSleutel", "actionType", "referenceKey"),
}


class Partner:
    """A program that couples: its own webhook, a browser, and what the sandbox told it."""

    def __init__(self, facts: dict[str, Any], casing: str) -> None:
        self.facts = facts
        self.hook = Webhook()
        self.casing = casing
        self.browser = httpx.Client(base_url=facts["control_url"], trust_env=False)
        self.browser.post("/webhook", json={"url": self.hook.url, "casing": casing}).raise_for_status()

    def close(self) -> None:
        self.browser.close()
        self.hook.close()

    def heard(self) -> tuple[str, str, str]:
        """The next message of the webhook: key, action, reference."""
        message = self.hook.next()
        assert set(message) == set(CASINGS[self.casing])
        key, action, reference = (message[name] for name in CASINGS[self.casing])
        return key, action, reference

    def act(self, name: str, **body: Any) -> Any:
        answer = self.browser.post(f"/acts/{name}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def token(self, koppelsleutel: str) -> httpx.Response:
        grant = {"grant_type": "clientkey", "clientkey": koppelsleutel}
        return self.browser.post(self.facts["snelstart_auth_url"], data=grant)

    def snelstart(self, token: str, method: str, path: str, **more: Any) -> httpx.Response:
        keys = {"Authorization": f"Bearer {token}", "Ocp-Apim-Subscription-Key": self.facts["subscription_key"]}
        return self.browser.request(method, f"{self.facts['snelstart_url']}{path}", headers=keys, **more)


@pytest.fixture(params=CASINGS)
def partner(sandbox: Sandbox, request: pytest.FixtureRequest) -> Iterator[Partner]:
    with RunningSandbox(sandbox) as facts:
        found = Partner(facts, request.param)
        yield found
        found.close()


def filled(page: str) -> dict[str, str]:
    """What a browser would send back from the form on a page, as it stands."""
    return {
        unescape(name): unescape(value)
        for name, value in re.findall(r'<input (?:type="hidden" )?name="([^"]*)"[^>]*? value="([^"]*)"', page)
    }


def couple(partner: Partner, administratie: str) -> httpx.Response:
    """Walks the pages as a person does, up to where the browser ends."""
    link = "/couplings/activate/koppelbord"
    success = f"{partner.hook.home}/klaar?a=1&b=2"
    login = partner.browser.get(link, params={"referenceKey": REFERENCE, "successUrl": success})
    assert "Login bij SnelStart" in login.text
    choice = partner.browser.post(link, data=filled(login.text))
    assert "Een enkele administratie koppelen" in choice.text
    assert administratie in choice.text
    form = filled(choice.text) | {"administratie": administratie}
    return partner.browser.post(link, data=form, follow_redirects=True)


def test_a_key_is_created_regenerated_and_deleted_under_one_reference(partner: Partner) -> None:
    administratie = partner.facts["administraties"][1]["id"]
    assert couple(partner, administratie).status_code == 200
    assert partner.hook.visits == ["/klaar?a=1&b=2"]
    first, action, reference = partner.heard()
    assert (action, reference) == ("Create", REFERENCE)

    token = partner.token(first).json()["access_token"]
    info = partner.snelstart(token, "GET", "/companyInfo")
    assert info.json()["administratieIdentifier"] == administratie

    second = partner.act("regenerate", koppelsleutel=first)["koppelsleutel"]
    assert partner.heard() == (second, "Regenerate", REFERENCE)
    assert second != first
    assert partner.token(first).status_code == 400
    assert partner.snelstart(token, "GET", "/companyInfo").status_code == 401
    token = partner.token(second).json()["access_token"]
    assert partner.snelstart(token, "GET", "/companyInfo").json()["administratieIdentifier"] == administratie

    partner.act("revoke", koppelsleutel=second)
    assert partner.heard() == (second, "Delete", REFERENCE)
    assert partner.token(second).status_code == 400
    assert partner.snelstart(token, "GET", "/companyInfo").status_code == 401
    deliveries = partner.browser.get("/webhook").json()["deliveries"]
    assert [(each["actionType"], each["outcome"]) for each in deliveries] == [
        ("Create", 200),
        ("Regenerate", 200),
        ("Delete", 200),
    ]


def test_two_couplings_keep_their_own_reference(partner: Partner) -> None:
    for at, administratie in enumerate(partner.facts["administraties"][:2]):
        body = {"administratie": administratie["id"], "referenceKey": f"r{at}"}
        key = partner.browser.post("/koppel", json=body).json()["koppelsleutel"]
        assert partner.heard() == (key, "Create", f"r{at}")
        new = partner.act("regenerate", koppelsleutel=key)["koppelsleutel"]
        assert partner.heard() == (new, "Regenerate", f"r{at}")


@pytest.mark.parametrize("partner", ["pascal"], indirect=True)
def test_the_bookkeepers_acts_are_seen_through_the_api(partner: Partner) -> None:
    key = partner.facts["administraties"][0]["koppelsleutel"]
    token = partner.token(key).json()["access_token"]

    def seen(path: str, **more: Any) -> Any:
        answer = partner.snelstart(token, "GET", path, **more)
        assert answer.status_code == 200, answer.text
        return answer.json()

    relatie = partner.act("add_relatie", naam="Proef B.V.", relatiecode=77_001)
    artikel = seen("/artikelen", params={"$top": 1})[0]
    line = {"artikel": {"id": artikel["id"]}, "aantal": "2", "stuksprijs": "50.00"}
    body = {"relatie": {"id": relatie["id"]}, "datum": "2026-11-24", "regels": [line]}
    order, spare, late = (partner.snelstart(token, "POST", "/verkooporders", json=body).json() for _ in range(3))

    partner.act("edit_order", order=order["id"], velden={"omschrijving": "Aangepast"})
    assert seen(f"/verkooporders/{order['id']}")["omschrijving"] == "Aangepast"
    partner.act("delete_order", order=spare["id"])
    assert partner.snelstart(token, "GET", f"/verkooporders/{spare['id']}").status_code == 404

    factuur = partner.act("invoice_order", order=order["id"], datum="2026-11-24")
    after = seen(f"/verkooporders/{order['id']}")
    assert after["procesStatus"] == "Factuur"
    assert after["verkoopfactuur"]["id"] == factuur["id"]
    live = seen(f"/verkoopfacturen/{factuur['id']}")
    assert live["factuurnummer"]
    assert live["vervalDatum"] > live["factuurDatum"]
    assert seen(f"/verkoopboekingen/{live['verkoopBoeking']['id']}")["factuurnummer"] == live["factuurnummer"]
    partner.act("book_payment", factuur=factuur["id"], bedrag="20.00")
    assert seen(f"/verkoopfacturen/{factuur['id']}")["openstaandSaldo"] == live["openstaandSaldo"] - 20
    partner.act("book_payment", factuur=factuur["id"])
    assert seen(f"/verkoopfacturen/{factuur['id']}")["openstaandSaldo"] == 0

    partner.act("set_sjablonen", omschrijvingen=["Een", "Twee"])
    assert [each["omschrijving"] for each in seen("/verkoopordersjablonen")] == ["Een", "Twee"]
    partner.act("edit_relatie", relatie=relatie["id"], naam="Anders B.V.", relatiecode=77_002, nonactief=True)
    assert partner.snelstart(token, "GET", f"/relaties/{relatie['id']}").status_code == 404
    listed = seen("/relaties", params={"$filter": "Relatiecode eq 77002"})
    assert [(each["naam"], each["nonactief"]) for each in listed] == [("Anders B.V.", True)]
    partner.act("lock_period", tot_en_met="2026-11-24")
    closed = partner.browser.post("/acts/invoice_order", json={"order": late["id"], "datum": "2026-11-24"})
    assert closed.status_code == 409
    partner.act("lock_period", tot_en_met=None)
    assert partner.act("invoice_order", order=late["id"], datum="2026-11-24")["factuurnummer"]


@pytest.mark.parametrize("partner", ["pascal"], indirect=True)
def test_the_product_of_the_subscription_sets_the_limits(partner: Partner) -> None:
    token = partner.token(partner.facts["administraties"][0]["koppelsleutel"]).json()["access_token"]
    partner.act("set_product", product="test")
    answers = [partner.snelstart(token, "GET", "/companyInfo") for _ in range(101)]
    assert [each.status_code for each in answers] == [200] * 100 + [429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 60
    partner.act("set_product", product="productie")
    assert partner.snelstart(token, "GET", "/companyInfo").status_code == 200
    assert partner.browser.post("/acts/set_product", json={"product": "goud"}).status_code == 409
