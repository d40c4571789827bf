"""Koppelen on SnelStart's side: the control API, the pages of a browser, and what the webhook hears."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.sandbox.webhook import Webhook

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from core.sandbox import Sandbox


@pytest.fixture
def webhook() -> Iterator[Webhook]:
    hook = Webhook()
    yield hook
    hook.close()


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


async def test_the_bare_address_leads_to_the_page(control: httpx.AsyncClient) -> None:
    assert "Login bij SnelStart" in (await control.get("/", follow_redirects=True)).text
