"""Klanten over the wire: pages, rows with keys missing, create and replace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx

    from core.sandbox import Sandbox

NEDERLAND = 150


async def result(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> Any:
    answer = await client.post(path, json=body)
    assert answer.status_code == 200
    assert answer.json()["success"], answer.json()
    return answer.json()["resultObject"]


async def refusal(client: httpx.AsyncClient, path: str, body: Any) -> str:
    answer = await client.post(path, json=body)
    assert answer.status_code == 200
    assert answer.json()["success"] is False
    assert answer.json()["resultObject"] is None
    return answer.json()["message"]


async def test_all_pages_together_hold_every_klant_once(timeon: httpx.AsyncClient) -> None:
    ids: list[int] = []
    pages = 1
    page = 1
    while page <= pages:
        found = await result(timeon, "/api/customer/list", {"page": page, "pageSize": 50})
        assert found["page"] == page
        pages = found["nrPages"]
        ids += [row["customerID"] for row in found["items"]]
        page += 1
    assert pages == 3
    assert len(ids) == len(set(ids)) == 140


async def test_a_page_past_the_end_is_empty(timeon: httpx.AsyncClient) -> None:
    assert (await result(timeon, "/api/customer/list", {"page": 9, "pageSize": 100}))["items"] == []


@pytest.mark.parametrize("body", [{"page": 0}, {"pageSize": -1}, {"page": "1"}, {"page": True}, {"page": 1 << 40}])
async def test_a_senseless_page_is_refused(timeon: httpx.AsyncClient, body: dict[str, Any]) -> None:
    assert await refusal(timeon, "/api/customer/list", body)


async def test_a_list_row_leaves_keys_out_that_the_klant_itself_has(timeon: httpx.AsyncClient) -> None:
    rows = (await result(timeon, "/api/customer/list", {"page": 1, "pageSize": 140}))["items"]
    assert len({frozenset(row) for row in rows}) > 1
    assert not any("internalRemark" in row for row in rows)
    whole = (await timeon.get(f"/api/customer/{rows[0]['customerID']}")).json()["resultObject"]
    assert len(whole) == 20


async def test_inactive_klanten_are_listed_too(timeon: httpx.AsyncClient) -> None:
    rows = (await result(timeon, "/api/customer/list", {"page": 1, "pageSize": 140}))["items"]
    assert any(not row["isActive"] for row in rows)


async def test_a_new_klant_is_active_and_can_be_listed(timeon: httpx.AsyncClient) -> None:
    made = await result(timeon, "/api/customer", {"name": "Nieuw B.V.", "customerNumber": "7", "countryID": NEDERLAND})
    assert made["isActive"]
    assert made["vatNumber"] is None
    rows = (await result(timeon, "/api/customer/list", {"page": 2, "pageSize": 100}))["items"]
    assert rows[-1]["customerID"] == made["customerID"]


async def test_a_new_person_has_no_name(timeon: httpx.AsyncClient) -> None:
    body = {"firstname": "Ans", "lastname": "de Wit", "countryID": NEDERLAND}
    assert (await result(timeon, "/api/customer", body))["name"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"countryID": NEDERLAND},
        {"name": "   ", "countryID": NEDERLAND},
        {"firstname": "Ans", "countryID": NEDERLAND},
        {"name": "Zonder land"},
        {"name": "Ver land", "countryID": 9_999},
        {"name": "Te veel", "countryID": NEDERLAND, "vatNumber": "NL001234567B29"},
        {"name": "Te veel", "countryID": NEDERLAND, "isActive": True},
        {"name": "Te veel", "countryID": NEDERLAND, "kvk": "1"},
        {"name": 5, "countryID": NEDERLAND},
        {"name": ["x"], "countryID": NEDERLAND},
        {"name": "Vlag", "countryID": NEDERLAND, "defaultBillable": "ja"},
    ],
)
async def test_a_klant_that_the_form_would_not_take_is_refused(
    timeon: httpx.AsyncClient, body: dict[str, Any], sandbox: Sandbox
) -> None:
    assert await refusal(timeon, "/api/customer", body)
    assert len(sandbox.timeon.customers) == 140


async def test_a_save_clears_what_is_left_out(timeon: httpx.AsyncClient) -> None:
    row = (await result(timeon, "/api/customer/list", {"page": 1, "pageSize": 1}))["items"][0]
    body = {"customerID": row["customerID"], "name": "Anders", "countryID": NEDERLAND}
    saved = await result(timeon, "/api/customer/save", body)
    assert saved["name"] == "Anders"
    assert saved["addressLine1"] is None
    assert saved["isActive"] is False


async def test_a_save_takes_no_key_beyond_the_twenty(timeon: httpx.AsyncClient) -> None:
    row = (await result(timeon, "/api/customer/list", {"page": 1, "pageSize": 1}))["items"][0]
    whole = (await timeon.get(f"/api/customer/{row['customerID']}")).json()["resultObject"]
    assert await result(timeon, "/api/customer/save", whole) == whole
    assert await refusal(timeon, "/api/customer/save", {**whole, "modifiedOn": "2026-01-01"})


@pytest.mark.parametrize("number", ["0", "999999999999999999999", "abc", "%00", "-1"])
async def test_an_unknown_klant_is_refused_with_status_200(timeon: httpx.AsyncClient, number: str) -> None:
    answer = await timeon.get(f"/api/customer/{number}")
    assert answer.status_code == 200
    assert answer.json()["success"] is False
