"""Projecten: showHidden filters, budgets in seconds on request, save replaces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import httpx

    from core.sandbox import Sandbox


async def items(client: httpx.AsyncClient, **body: Any) -> list[dict[str, Any]]:
    answer = await client.post("/api/project/list", json={"page": 1, "pageSize": 500, **body})
    found: list[dict[str, Any]] = answer.json()["resultObject"]["items"]
    return found


async def test_show_hidden_filters_and_does_not_widen(timeon: httpx.AsyncClient) -> None:
    both = await items(timeon)
    hidden = await items(timeon, showHidden=True)
    visible = await items(timeon, showHidden=False)
    assert hidden
    assert visible
    assert len(both) == len(hidden) + len(visible) == 60


async def test_a_budget_is_in_seconds_and_only_there_when_asked_for(timeon: httpx.AsyncClient) -> None:
    assert "budget" not in (await items(timeon))[0]
    budgets = [row["budget"]["budget"] for row in await items(timeon, calculateBudget=True)]
    assert 302_400 in budgets


async def test_a_save_replaces_but_keeps_the_budget(timeon: httpx.AsyncClient, sandbox: Sandbox) -> None:
    before = next(row for row in sandbox.timeon.projects.values() if row["budget"]["budget"])
    body = {"projectID": before["projectID"], "customerID": before["customerID"], "name": "Anders"}
    assert (await timeon.post("/api/project/save", json=body)).json()["success"]
    after = sandbox.timeon.projects[before["projectID"]]
    assert after["defaultBillable"] is False
    assert after["budget"] == before["budget"]


async def test_a_new_project_needs_a_klant_and_a_name(timeon: httpx.AsyncClient, sandbox: Sandbox) -> None:
    customer_id = next(iter(sandbox.timeon.customers))
    made = (await timeon.post("/api/project/create", json={"customerID": customer_id, "name": "Nieuw"})).json()
    assert made["resultObject"]["statusID"] == 1
    for body in ({"name": "Nieuw"}, {"customerID": customer_id}, {"customerID": 1, "name": "x"}):
        assert not (await timeon.post("/api/project/create", json=body)).json()["success"]


@pytest.mark.parametrize(("status", "taken"), [(1, True), (2, True), (3, True), (4, False), ("2", False)])
async def test_the_status_can_be_set_alone(timeon: httpx.AsyncClient, status: Any, taken: bool) -> None:
    project = (await items(timeon))[0]
    body = {"projectID": project["projectID"], "statusID": status}
    assert (await timeon.patch("/api/project/status", json=body)).json()["success"] is taken
