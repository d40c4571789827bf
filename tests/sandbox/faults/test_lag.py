"""Lists of both services that run behind: what was just made is not in them, nor in what is counted beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx

    from core.sandbox import Sandbox

LAG = '[{"fault": "list-lag", "seconds": 30}]'
DAY = {"filter": {"from": "2026-11-20", "to": "2026-11-20"}}


@pytest.fixture
def ticks(sandbox: Sandbox) -> list[float]:
    moment = [100.0]
    sandbox.faults.ticks = lambda: moment[0]
    sandbox.use_faults(LAG)
    return moment


async def asked(client: httpx.AsyncClient, path: str, body: dict[str, Any]) -> Any:
    answer = (await client.post(path, json=body)).json()
    assert answer["success"], answer
    return answer["resultObject"]


def hours(result: dict[str, Any]) -> set[int]:
    return {row["hourID"] for group in result["groups"] for row in group["hourList"]}


async def test_an_hour_just_made_is_in_no_list_and_in_no_total(
    timeon: httpx.AsyncClient, sandbox: Sandbox, ticks: list[float]
) -> None:
    before = await asked(timeon, "/api/hour/list", DAY)
    new = {"userID": next(iter(sandbox.timeon.users)), "date": "2026-11-20", "seconds": 900}
    made = await asked(timeon, "/api/hour/save", new)
    early = await asked(timeon, "/api/hour/list", DAY)
    assert hours(early) == hours(before)
    assert early["summary"] == before["summary"]
    assert made["hourID"] not in hours(await asked(timeon, "/api/hour/list", {"filter": {"hourIDs": [made["hourID"]]}}))
    ticks[0] += 30
    late = await asked(timeon, "/api/hour/list", DAY)
    assert hours(late) == hours(before) | {made["hourID"]}
    assert late["summary"]["totalItems"] == before["summary"]["totalItems"] + 1
    assert late["summary"]["totalSeconds"] == before["summary"]["totalSeconds"] + 900


async def test_an_hour_that_is_edited_was_there_already(
    timeon: httpx.AsyncClient, sandbox: Sandbox, ticks: list[float]
) -> None:
    before = await asked(timeon, "/api/hour/list", DAY)
    row = next(row for group in before["groups"] for row in group["hourList"])
    await asked(timeon, "/api/hour/save", row | {"remark": "Anders"})
    assert hours(await asked(timeon, "/api/hour/list", DAY)) == hours(before)


async def test_a_klant_just_made_comes_later_and_its_first_project_too(
    timeon: httpx.AsyncClient, sandbox: Sandbox, ticks: list[float]
) -> None:
    land = next(iter(sandbox.timeon.customers.values()))["countryID"]
    klant = await asked(timeon, "/api/customer", {"name": "Nieuw B.V.", "countryID": land})
    project = await asked(timeon, "/api/project/create", {"name": "Eerste", "customerID": klant["customerID"]})

    async def seen() -> tuple[bool, bool]:
        page = {"page": 1, "pageSize": 1000}
        klanten = (await asked(timeon, "/api/customer/list", page))["items"]
        projects = (await asked(timeon, "/api/project/list", page))["items"]
        return (
            klant["customerID"] in {each["customerID"] for each in klanten},
            project["projectID"] in {each["projectID"] for each in projects},
        )

    assert await seen() == (False, False)
    ticks[0] += 30
    assert await seen() == (True, True)


async def test_the_record_itself_can_be_read_at_once(snelstart: httpx.AsyncClient, ticks: list[float]) -> None:
    made = (await snelstart.post("/v2/relaties", json={"naam": "Nieuw", "relatiesoort": ["Klant"]})).json()
    find = {"$filter": f"Id eq guid'{made['id']}'"}
    assert (await snelstart.get("/v2/relaties", params=find)).json() == []
    assert (await snelstart.get(f"/v2/relaties/{made['id']}")).json()["naam"] == "Nieuw"
    ticks[0] += 30
    assert [each["id"] for each in (await snelstart.get("/v2/relaties", params=find)).json()] == [made["id"]]
