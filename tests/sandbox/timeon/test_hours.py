"""Registraties over the wire: windows, grouping, replace, soft delete, approval by a string."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
import pytest

if TYPE_CHECKING:
    import httpx

    from core.sandbox import Sandbox

OCTOBER = {"filter": {"from": "2026-10-01", "to": "2026-10-31"}}


async def listed(client: httpx.AsyncClient, body: dict[str, Any]) -> dict[str, Any]:
    answer = await client.post("/api/hour/list", json=body)
    assert answer.json()["success"], answer.json()
    found: dict[str, Any] = answer.json()["resultObject"]
    return found


async def rows_of(client: httpx.AsyncClient, body: dict[str, Any]) -> list[dict[str, Any]]:
    return [row for group in (await listed(client, body))["groups"] for row in group["hourList"]]


async def post(client: httpx.AsyncClient, path: str, body: Any) -> dict[str, Any]:
    answer = await client.post(path, json=body)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


async def test_a_month_is_grouped_by_day_and_counted(timeon: httpx.AsyncClient) -> None:
    found = await listed(timeon, OCTOBER)
    days = [group["group"] for group in found["groups"]]
    assert days == sorted(set(days))
    assert all(group["group"] == group["shortTitle"] for group in found["groups"])
    assert all(row["date"] == f"{group['group']}T00:00:00" for group in found["groups"] for row in group["hourList"])
    assert found["summary"]["totalItems"] == sum(len(group["hourList"]) for group in found["groups"]) > 700
    assert found["nrPages"] == 1


async def test_a_window_may_be_written_as_moments_with_z(timeon: httpx.AsyncClient) -> None:
    moments = {"filter": {"from": "2026-10-01T00:00:00.000Z", "to": "2026-10-31T23:59:59Z"}}
    assert await listed(timeon, moments) == await listed(timeon, OCTOBER)


async def test_rows_can_be_asked_for_by_id(timeon: httpx.AsyncClient) -> None:
    rows = await rows_of(timeon, {"filter": {"hourIDs": [910_001, 910_005, 1]}})
    assert [row["hourID"] for row in rows] == [910_001, 910_005]


async def test_the_deleted_filter_is_ignored(timeon: httpx.AsyncClient) -> None:
    await post(timeon, "/api/hour/delete", {"hourID": 910_001})
    asked = {"filter": {**OCTOBER["filter"], "deleted": True}}
    assert await listed(timeon, asked) == await listed(timeon, OCTOBER)
    assert not any(row["deleted"] for row in await rows_of(timeon, asked))


async def test_the_paged_filter_is_not_implemented(timeon: httpx.AsyncClient) -> None:
    answer = await post(timeon, "/api/hour/list", {"filter": {"paged": True}})
    assert answer == {"success": False, "message": "not implemented", "resultObject": None}


async def test_a_row_has_no_modified_stamp(timeon: httpx.AsyncClient) -> None:
    row = (await rows_of(timeon, OCTOBER))[0]
    assert "createdOn" in row
    assert not [key for key in row if key.lower().startswith("modified")]


async def test_a_save_clears_what_is_left_out_but_keeps_approval_and_invoice(
    timeon: httpx.AsyncClient, sandbox: Sandbox
) -> None:
    before = next(row for row in sandbox.timeon.hours.values() if row["invoiceID"] and row["projectID"])
    saved = (await post(timeon, "/api/hour/save", {"hourID": before["hourID"], "seconds": 60}))["resultObject"]
    assert saved["seconds"] == 60
    assert saved["remark"] is saved["customerID"] is saved["projectID"] is saved["fromSeconds"] is None
    assert saved["billable"] is False
    for key in ("approved", "approvedBy", "approvedOn", "invoiceID", "createdOn", "date"):
        assert saved[key] == before[key]


async def test_a_row_without_an_id_is_new(timeon: httpx.AsyncClient, sandbox: Sandbox) -> None:
    body = {"userID": 301, "date": "2026-11-02", "seconds": 900, "billable": True, "expenseValue": 12.5}
    made = (await post(timeon, "/api/hour/save", body))["resultObject"]
    assert made["hourID"] == max(sandbox.timeon.hours)
    assert made["date"] == "2026-11-02T00:00:00"
    assert made["secondsBillable"] == 900
    assert made["expenseValue"] == 12.5
    assert made["createdOn"].startswith("2026-11-24T09:30:00")


@pytest.mark.parametrize(
    "body",
    [
        {"date": "2026-11-02"},
        {"userID": 301},
        {"userID": 1, "date": "2026-11-02"},
        {"userID": 301, "date": "2026-02-30"},
        {"userID": 301, "date": "gisteren"},
        {"userID": 301, "date": "2026-11-02", "customerID": 1},
        {"userID": 301, "date": "2026-11-02", "projectID": 7_001},
        {"userID": 301, "date": "2026-11-02", "seconds": 1.5},
        {"userID": 301, "date": "2026-11-02", "distance": "12"},
        {"hourID": 5},
    ],
)
async def test_a_row_that_can_not_be_is_refused(timeon: httpx.AsyncClient, body: dict[str, Any]) -> None:
    assert (await post(timeon, "/api/hour/save", body))["success"] is False


async def test_a_delete_is_soft_and_can_be_undone(timeon: httpx.AsyncClient) -> None:
    only = {"filter": {"hourIDs": [910_002]}}
    before = await rows_of(timeon, only)
    assert (await post(timeon, "/api/hour/delete", {"hourID": 910_002}))["success"]
    assert await rows_of(timeon, only) == []
    assert (await post(timeon, "/api/hour/delete", {"hourID": 910_002}))["success"] is False
    assert (await post(timeon, "/api/hour/restore", {"hourID": 910_002}))["success"]
    assert await rows_of(timeon, only) == before


async def test_a_definitive_delete_ends_it(timeon: httpx.AsyncClient) -> None:
    assert (await post(timeon, "/api/hour/definitive", {"hourID": 910_002}))["success"] is False
    await post(timeon, "/api/hour/delete", {"hourID": 910_002})
    assert (await post(timeon, "/api/hour/definitive", {"hourID": 910_002}))["success"]
    assert (await post(timeon, "/api/hour/restore", {"hourID": 910_002}))["success"] is False


async def test_approval_takes_a_comma_separated_string(timeon: httpx.AsyncClient) -> None:
    only = {"filter": {"hourIDs": [910_001, 910_002]}}
    assert (await post(timeon, "/api/hour/disapprove", {"hourIDs": "910001, 910002"}))["success"]
    assert not any(row["approved"] or row["approvedOn"] for row in await rows_of(timeon, only))
    assert (await post(timeon, "/api/hour/approve", {"hourIDs": "910001,910002"}))["success"]
    assert all(row["approved"] and row["approvedOn"] for row in await rows_of(timeon, only))


@pytest.mark.parametrize("wrong", [[910_001], 910_001, "910001;910002", "x", "99999999999999999999", None])
async def test_approval_takes_nothing_else(timeon: httpx.AsyncClient, wrong: Any) -> None:
    assert (await post(timeon, "/api/hour/approve", {"hourIDs": wrong}))["success"] is False


async def test_amounts_travel_as_plain_numbers(timeon: httpx.AsyncClient) -> None:
    answer = await timeon.post("/api/hour/list", json=OCTOBER)
    decoded = msgspec.json.decode(answer.content)
    values = [
        row["expenseValue"]
        for group in decoded["resultObject"]["groups"]
        for row in group["hourList"]
        if row["expenseValue"] is not None
    ]
    assert values
    assert all(isinstance(value, int | float) for value in values)


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b"\xff\xfe",
        b'{"filter": 5}',
        b'{"filter": {"from": "\\ud800"}}',
        b'{"filter": {"from": "x\\u0000"}}',
        b'{"filter": {"hourIDs": "1"}}',
        b'{"filter": {"hourIDs": [1.5]}}',
        b'{"filter": {"from": 1e999999999}}',
        b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    ],
)
async def test_a_malformed_body_is_refused_with_status_200(timeon: httpx.AsyncClient, content: bytes) -> None:
    answer = await timeon.post("/api/hour/list", content=content)
    assert answer.status_code == 200
    assert answer.json()["success"] is False
