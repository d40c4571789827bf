"""Whatever the vendor's document allows a caller to send, the twin answers without a 500 and as the document says.

Small here; `CONFORMANCE_EXAMPLES=200` makes it large.
"""

import os
from datetime import UTC, date, datetime

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import response_schema_conformance

from core.sandbox import RunningSandbox, build_sandbox
from core.sandbox.snelstart.acts import issue_koppelsleutel
from core.sandbox.snelstart.state import DEFAULT_SCOPES
from tests.sandbox.snelstart import document
from tests.sandbox.snelstart.nullable import prepared

from collections import Counter
SEEN = Counter(); LENGTH=Counter()
ALL_SCOPES = (*DEFAULT_SCOPES, "btwaangiftes:read", "btwaangiftes:write")
EXAMPLES = int(os.environ.get("CONFORMANCE_EXAMPLES", "6"))
LARGE = EXAMPLES > 20
schemathesis.openapi.format("moment", st.datetimes().map(datetime.isoformat))
schemathesis.openapi.format("decimal", st.decimals(-1000, 1000, places=2).map(str))
CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {"with-security-parameters": False},
        "phases": {"coverage": {"enabled": LARGE}, "examples": {"enabled": LARGE}},
    }
)
SCHEMA = schemathesis.openapi.from_dict(prepared(document.load(), {}), config=CONFIG)


@pytest.fixture(scope="module")
def service():
    sandbox = build_sandbox(today=date(2026, 11, 24), now=lambda: datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    state = sandbox.snelstart
    state.limits = False
    administratie = state.administraties[0]
    key = issue_koppelsleutel(state, administratie.id, scopes=ALL_SCOPES)
    with RunningSandbox(sandbox) as facts, requests.Session() as session:
        grant = {"grant_type": "clientkey", "clientkey": key}
        token = session.post(facts["snelstart_auth_url"], data=grant).json()["access_token"]
        session.headers["Authorization"] = f"Bearer {token}"
        session.headers["Ocp-Apim-Subscription-Key"] = facts["subscription_key"]
        yield administratie, facts["snelstart_url"], session


def aim(case, administratie):
    """Points the case at a record that is there, so that more than the 404 is tried."""
    resource = case.path.strip("/").split("/")[0]
    known = next(iter(administratie.table(resource)), None)
    if known is None or "id" not in case.path_parameters:
        return
    case.path_parameters["id"] = known
    if case.method == "PUT" and isinstance(case.body, dict):
        case.body["id"] = known


@SCHEMA.parametrize()
@settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_what_the_document_allows_is_answered_as_it_says(case, service):
    administratie, base, session = service
    aim(case, administratie)
    response = case.call(base_url=base, session=session)
    LENGTH[case.operation.label]+=1
    SEEN[case.operation.label, response.status_code] += 1
    case.validate_response(response, checks=[not_a_server_error, response_schema_conformance])


def test_zz():
    import json
    from pathlib import Path; Path("/tmp/h12/seen.json").write_text(json.dumps([[*k,v] for k,v in SEEN.items()]))
