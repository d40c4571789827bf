"""Whatever JSON comes in on whatever path, Time On answers 200 with a verdict."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.sandbox import Sandbox
from core.sandbox.timeon.app import CALLS

KEYS = [
    "page",
    "pageSize",
    "showHidden",
    "calculateBudget",
    "activeOnly",
    "filter",
    "hourIDs",
    "hourID",
    "from",
    "to",
    "userID",
    "customerID",
    "projectID",
    "date",
    "seconds",
    "secondsBillable",
    "billable",
    "name",
    "firstname",
    "lastname",
    "countryID",
    "statusID",
    "distance",
    "expenseValue",
    "remark",
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=8)
    | st.sampled_from((301, 910_001, 48_201, 150, 7_001, "2026-11-02", "910001,910002"))
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=6,
)
BODIES = st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=7)


@pytest.mark.parametrize(("method", "path"), [(method, path) for method, path, _ in CALLS])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=BODIES)
async def test_any_body_gets_a_verdict(
    timeon: httpx.AsyncClient, sandbox: Sandbox, method: str, path: str, body: dict[str, Any]
) -> None:
    content = json.dumps(body).encode("utf-8", "replace")
    answer = await timeon.request(method, path, content=content)
    assert answer.status_code == 200
    assert isinstance(answer.json()["success"], bool)
    assert (await timeon.post("/api/hour/list", json={"filter": {"from": "2026-11-20"}})).json()["success"]
    assert (await timeon.post("/api/customer/list", json={})).json()["success"]
