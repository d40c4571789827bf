"""A list that has no end, and a login page that is none, are told; neither is read for ever."""

import itertools
import json

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from core.clock import system_clock
from core.config import Settings
from core.errors import GarbledError
from core.http import Http
from core.snelstart import SnelStart, client
from core.timeon import TimeOn
from core.timeon import client as timeon_client

ORIGIN = "https://dienst.test"
SETTINGS = Settings(snelstart_url=f"{ORIGIN}/v2", snelstart_auth_url=f"{ORIGIN}/token", timeon_url=ORIGIN)
_IDS = itertools.count(1)


async def token(_: Request) -> Response:
    return JSONResponse({"access_token": "bearer", "token_type": "bearer", "expires_in": 3599, "success": True})


async def relaties(_: Request) -> Response:
    return JSONResponse([{"id": str(next(_IDS)), "naam": "Bakker"} for _ in range(500)])


async def klanten(_: Request) -> Response:
    rows = [{"customerID": next(_IDS), "name": "Bakker"} for _ in range(100)]
    return JSONResponse({"success": True, "resultObject": {"items": rows, "nrPages": 10**9}})


@pytest.fixture
async def http():
    routes = [
        Route("/token", token, methods=["POST"]),
        Route("/v2/relaties", relaties),
        Route("/api/customer/list", klanten, methods=["POST"]),
    ]
    made = Http(SETTINGS, apps={ORIGIN: Starlette(routes=routes)})
    yield made
    await made.aclose()


async def gathered(pages, into: list[int]) -> None:
    async for page in pages:
        into.append(len(page))  # noqa: PERF401 - what came before the refusal counts


async def test_relaties_without_end_stop(http, monkeypatch) -> None:
    monkeypatch.setattr(client, "MOST_RECORDS", 2000)
    snelstart = SnelStart(http, SETTINGS, system_clock, subscription_key="s", koppelsleutel="k")
    seen: list[int] = []
    with pytest.raises(GarbledError, match="houdt niet op"):
        await gathered(snelstart.pages("relaties"), seen)
    assert sum(seen) <= 2500


async def test_klanten_without_end_stop(http, monkeypatch) -> None:
    monkeypatch.setattr(timeon_client, "MOST_PAGES", 5)
    seen: list[int] = []
    with pytest.raises(GarbledError, match="houdt niet op"):
        await gathered(TimeOn(http, SETTINGS, system_clock, api_key="t").customers(), seen)
    assert sum(seen) == 500


@pytest.mark.parametrize("body", [{}, [1], [{"id": "1"}], None, "x"])
async def test_a_login_page_that_is_none_is_told(world, body) -> None:
    async def page(_: Request) -> Response:
        return Response(json.dumps(body), media_type="application/json")

    routes = [Route("/login", page), Route("/koppel", page, methods=["POST"])]
    world.apps["https://login.test"] = Starlette(routes=routes)
    async with world.service(SNELSTART_LOGIN_URL="https://login.test") as service:
        koppelen = service.koppelen()
        with pytest.raises(GarbledError):
            await koppelen.login_administraties()
        with pytest.raises(GarbledError):
            await koppelen.login(await koppelen.begin(), "1")
