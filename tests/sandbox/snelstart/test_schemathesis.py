"""Whatever the vendor's document allows a caller to send, over a real socket: never a 500, and answers as it says.

Small here; `CONFORMANCE_EXAMPLES=100` makes it large and adds the tool's own boundary cases.
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
from schemathesis.specs.openapi.checks import response_schema_conformance

from core.sandbox import RunningSandbox, build_sandbox
from core.sandbox.snelstart.acts import book_payment, invoice_order, issue_koppelsleutel
from core.sandbox.snelstart.state import DEFAULT_SCOPES
from tests.sandbox.snelstart import document
from tests.sandbox.snelstart.nullable import prepared

EXAMPLES = int(os.environ.get("CONFORMANCE_EXAMPLES", "5"))
LARGE = EXAMPLES > 20
SCOPES = (*DEFAULT_SCOPES, "btwaangiftes:read", "btwaangiftes:write")
CHECKS = [not_a_server_error, response_schema_conformance]

schemathesis.openapi.format("moment", st.datetimes().map(datetime.isoformat))
SCHEMA = schemathesis.openapi.from_dict(
    prepared(document.load()),
    config=SchemathesisConfig.from_dict(
        {
            "generation": {"with-security-parameters": False},
            "phases": {"coverage": {"enabled": LARGE}, "examples": {"enabled": LARGE}},
        }
    ),
)


@pytest.fixture(scope="module")
def service():
    """The first administratie, the address of its service, and a session that may do everything there."""
    sandbox = build_sandbox(today=date(2026, 11, 24), now=lambda: datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    state = sandbox.snelstart
    state.limits = False
    administratie = state.administraties[0]
    key = issue_koppelsleutel(state, administratie.id, scopes=SCOPES)
    with RunningSandbox(sandbox) as facts, requests.Session() as session:
        session.trust_env = False
        grant = {"grant_type": "clientkey", "clientkey": key}
        token = session.post(facts["snelstart_auth_url"], data=grant).json()["access_token"]
        session.headers["Authorization"] = f"Bearer {token}"
        session.headers["Ocp-Apim-Subscription-Key"] = facts["subscription_key"]
        live_in(state, administratie, facts["snelstart_url"], session)
        yield administratie, facts["snelstart_url"], session


def live_in(state, administratie, base, session):
    """Orders, an offerte, a document and a factuur that was paid: the tables that a new world leaves empty."""
    klant = next(each["id"] for each in administratie.table("relaties").values() if each["relatiesoort"] == ["Klant"])
    line = {"artikel": {"id": next(iter(administratie.table("artikelen")))}, "aantal": "2", "stuksprijs": "87.50"}
    body = {"relatie": {"id": klant}, "datum": "2026-11-24", "regels": [line]}
    orders = [session.post(f"{base}/verkooporders", json=body).json()["id"] for _ in range(9)]
    for _ in range(9):
        assert session.post(f"{base}/offertes", json=body).status_code == 201
    factuur = invoice_order(state, administratie.id, orders[-1])
    book_payment(state, administratie.id, factuur["id"], None)
    file = {"content": "YQ==", "fileName": "a.pdf", "parentIdentifier": klant}
    assert session.post(f"{base}/documenten/Relaties", json=file).status_code == 201


def aim(case, administratie):
    """Points the case at a record that is there, so that more than the 404 is tried."""
    known = next(iter(administratie.table(case.path.strip("/").split("/")[0])), None)
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
    case.validate_response(case.call(base_url=base, session=session), checks=CHECKS)
