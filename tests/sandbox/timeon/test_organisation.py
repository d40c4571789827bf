"""The tenant, its people and its countries."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx

    from core.sandbox import Sandbox


async def test_the_organisation_says_which_columns_it_uses(timeon: httpx.AsyncClient) -> None:
    found = (await timeon.get("/api/organisation")).json()["resultObject"]
    assert found["name"] == "Kantoor Lindekade B.V."
    assert found["fieldCategory"] is True
    assert found["modifiedOn"]


async def test_users_are_a_bare_list_or_items_as_the_witnesses_differ(
    timeon: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    bare = (await timeon.post("/api/user/search", json={})).json()["resultObject"]
    sandbox.timeon.users_as_items = True
    assert (await timeon.post("/api/user/search", json={})).json()["resultObject"] == {"items": bare}


async def test_only_active_users_can_be_asked_for(timeon: httpx.AsyncClient) -> None:
    everybody = (await timeon.post("/api/user/search", json={})).json()["resultObject"]
    active = (await timeon.post("/api/user/search", json={"activeOnly": True})).json()["resultObject"]
    assert len(active) == len(everybody) - 1


async def test_every_klant_lives_in_a_country_that_exists(timeon: httpx.AsyncClient, sandbox: Sandbox) -> None:
    found = (await timeon.get("/api/system/countries")).json()["resultObject"]
    names = {country["countryID"]: country["isO2"] for country in found}
    assert {names[customer["countryID"]] for customer in sandbox.timeon.customers.values()} == {"NL"}
    assert len(set(names.values())) == len(names)
