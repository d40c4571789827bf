import base64
import json

import httpx

from core.sandbox.snelstart.acts import regenerate, revoke
from tests.sandbox.snelstart.ground import SUBSCRIPTION


async def token(client, key):
    return await client.post("/b2b/token", data={"grant_type": "clientkey", "clientkey": key})


async def test_a_koppelsleutel_mints_a_token_that_names_its_scopes(bare, koppelsleutel):
    answer = (await token(bare, koppelsleutel)).json()
    assert answer["token_type"] == "bearer"
    assert answer["expires_in"] == 3599
    payload = answer["access_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    assert {"orders:read", "orders:write", "rapportage"} <= set(claims["scopes"].split(" "))


async def test_the_password_grant_takes_the_two_halves_of_a_koppelsleutel(bare, koppelsleutel):
    username, _, password = base64.b64decode(koppelsleutel).decode().partition(":")
    answer = await bare.post("/b2b/token", data={"grant_type": "password", "username": username, "password": password})
    assert answer.status_code == 200


async def test_a_wrong_koppelsleutel_gets_the_recorded_400(bare):
    answer = await token(bare, "geen-sleutel")
    assert answer.status_code == 400
    assert answer.json() == {
        "error": "GrantType clientkey was found. Parameter clientkey does not contain a valid value"
    }


async def test_a_grant_nobody_knows_is_refused(bare):
    assert (await bare.post("/b2b/token", data={"grant_type": "client_credentials"})).status_code == 400
    assert (await bare.post("/b2b/token", content=b"\xff\xfe")).status_code == 400


async def test_a_form_under_another_content_type_is_not_read(bare, koppelsleutel):
    answer = await bare.post("/b2b/token", json={"grant_type": "clientkey", "clientkey": koppelsleutel})
    assert answer.status_code == 400


async def test_a_revoked_koppelsleutel_mints_nothing_and_ends_its_tokens(client, state, koppelsleutel):
    assert (await client.get("/v2/companyInfo")).status_code == 200
    revoke(state, koppelsleutel)
    assert (await token(client, koppelsleutel)).status_code == 400
    assert (await client.get("/v2/companyInfo")).status_code == 401


async def test_a_regenerated_koppelsleutel_takes_the_place_of_the_old_one(client, state, koppelsleutel):
    fresh = regenerate(state, koppelsleutel)
    assert fresh != koppelsleutel
    assert (await token(client, koppelsleutel)).status_code == 400
    assert (await token(client, fresh)).status_code == 200


async def test_a_token_ends_after_3599_seconds(client, clock):
    clock.forward(seconds=3598)
    assert (await client.get("/v2/companyInfo")).status_code == 200
    clock.forward(seconds=1)
    assert (await client.get("/v2/companyInfo")).status_code == 401


async def test_a_forged_token_is_no_token(client):
    head, payload, signature = client.headers["Authorization"].split(".")
    other = "B" if signature[0] == "A" else "A"
    for forged in (
        f"{head}.{payload}.{other}{signature[1:]}",
        f"{head}.{payload[:-4]}.{signature}",
        "Bearer x",
        "Basic x",
        "",
    ):
        answer = await client.get("/v2/companyInfo", headers={"Authorization": forged})
        assert answer.status_code == 401, forged


async def test_the_two_keys_fail_apart(client):
    del client.headers["Ocp-Apim-Subscription-Key"]
    missing = await client.get("/v2/companyInfo")
    wrong = await client.get("/v2/companyInfo", headers={"Ocp-Apim-Subscription-Key": "verkeerd"})
    bearer = await client.get(
        "/v2/companyInfo", headers={"Ocp-Apim-Subscription-Key": SUBSCRIPTION, "Authorization": "Bearer oud"}
    )
    assert [each.status_code for each in (missing, wrong, bearer)] == [401, 401, 401]
    assert "missing subscription key" in missing.json()["message"]
    assert wrong.json()["message"] == (
        "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription."
    )
    assert "statusCode" not in bearer.json()


async def test_the_subscription_key_may_stand_in_the_query(client):
    del client.headers["Ocp-Apim-Subscription-Key"]
    assert (await client.get("/v2/companyInfo", params={"subscription-key": SUBSCRIPTION})).status_code == 200


async def test_a_scope_that_the_key_lacks_is_a_403(client, state, administratie, koppelsleutel):
    administratie.koppelsleutels[koppelsleutel].scopes = ("relaties:read",)
    answer = await token(client, koppelsleutel)
    client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    assert (await client.get("/v2/relaties")).status_code == 200
    assert (await client.post("/v2/relaties", json={})).status_code == 403
    assert (await client.get("/v2/artikelen")).status_code == 403


async def test_an_unknown_path_is_the_gateways_404(client):
    for method, path in (
        ("GET", "/v2/klanten"),
        ("PATCH", "/v2/relaties"),
        ("DELETE", "/v2/landen"),
        ("GET", "/v1/relaties"),
    ):
        answer = await client.request(method, path)
        assert answer.status_code == 404
        assert answer.json()["statusCode"] == 404


async def test_paths_are_read_in_any_case(client):
    answers = [await client.get(f"/v2/{path}") for path in ("companyInfo", "COMPANYINFO", "companyinfo")]
    assert {each.status_code for each in answers} == {200}
    assert isinstance(answers[0], httpx.Response)
