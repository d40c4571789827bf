"""The token exchange: four hours, no refresh, a refused key is 200."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx

if TYPE_CHECKING:
    from core.sandbox import Sandbox
    from tests.sandbox.conftest import Clock


async def test_the_right_key_gives_four_hours_and_no_refresh_token(timeon: httpx.AsyncClient, sandbox: Sandbox) -> None:
    key = min(sandbox.timeon.api_keys)
    body = (await timeon.post("/token", params={"grant_type": "apitoken", "token": key})).json()
    assert body["success"]
    assert body["expires_in"] == 14_400
    assert body["refresh_token"] is None
    assert body["errorMessage"] is None
    assert "resultObject" not in body


async def test_a_wrong_key_is_refused_with_status_200(timeon: httpx.AsyncClient) -> None:
    answer = await timeon.post("/token", params={"grant_type": "apitoken", "token": "fout"})
    assert answer.status_code == 200
    assert answer.json()["success"] is False
    assert answer.json()["access_token"] is None
    assert answer.json()["errorMessage"]


async def test_the_password_grant_knows_the_active_users(timeon: httpx.AsyncClient, sandbox: Sandbox) -> None:
    email, password = next(iter(sandbox.timeon.passwords.items()))
    right = {"grant_type": "password", "username": email, "password": password}
    assert (await timeon.post("/token", params=right)).json()["success"]
    assert not (await timeon.post("/token", params={**right, "password": "x"})).json()["success"]


async def test_an_unknown_grant_is_refused(timeon: httpx.AsyncClient) -> None:
    assert not (await timeon.post("/token", params={"grant_type": "refresh_token"})).json()["success"]
    assert not (await timeon.post("/token")).json()["success"]


async def test_a_bearer_is_good_for_four_hours_and_no_longer(timeon: httpx.AsyncClient, clock: Clock) -> None:
    clock.forward(seconds=14_399)
    assert (await timeon.get("/api/organisation")).status_code == 200
    clock.forward(seconds=1)
    assert (await timeon.get("/api/organisation")).status_code == 401


async def test_an_unknown_bearer_and_the_key_itself_are_401(timeon: httpx.AsyncClient, sandbox: Sandbox) -> None:
    for bearer in ("x", min(sandbox.timeon.api_keys)):
        answer = await timeon.get("/api/organisation", headers={"Authorization": f"Bearer {bearer}"})
        assert answer.status_code == 401


async def test_logging_out_ends_the_bearer(timeon: httpx.AsyncClient) -> None:
    assert (await timeon.post("/token/logout")).status_code == 200
    assert (await timeon.get("/api/organisation")).status_code == 401
