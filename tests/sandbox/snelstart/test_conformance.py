"""Every operation of the vendor's document answers, demands its scopes, and answers as its schema says."""

import json
from base64 import b64encode
from decimal import Decimal

import httpx
import pytest

from core.sandbox.snelstart.acts import issue_koppelsleutel
from core.sandbox.snelstart.app import snelstart_app
from core.sandbox.snelstart.operations import operations
from core.sandbox.snelstart.schema import models
from core.sandbox.snelstart.state import SnelStartState
from tests.sandbox.snelstart import document, wide
from tests.sandbox.snelstart.deviations import DEVIATIONS
from tests.sandbox.snelstart.ground import (
    ADMINISTRATIE,
    HOOG,
    KLANT,
    NEDERLAND,
    SJABLOON,
    SUBSCRIPTION,
    TWEEDE,
    UUR,
    Clock,
    make_administratie,
)

DOCUMENT = document.load()
OPERATIONS = list(document.operations(DOCUMENT))
NAMES = [f"{method} {path}" for method, path, _ in OPERATIONS]
SCOPES = tuple(sorted({scope for _, _, facts in OPERATIONS for scope in document.scopes(facts)}))

UBL = "<Invoice><ID>U1</ID><IssueDate>2026-11-01</IssueDate><PayableAmount>12.10</PayableAmount></Invoice>"
TEXT = b64encode(UBL.encode()).decode()
RELATIE = {"naam": "Nieuw", "relatiesoort": ["Klant"]}
ARTIKEL = {"artikelcode": "NIEUW", "omschrijving": "Nieuw", "artikelOmzetgroep": {"id": HOOG}}
ORDER = {"relatie": {"id": KLANT}, "datum": "2026-11-24", "regels": [{"artikel": {"id": UUR}, "aantal": 1}]}
DOCUMENT_BODY = {"content": TEXT, "fileName": "a.pdf", "parentIdentifier": KLANT}
GROOTBOEK = {"omschrijving": "Nieuw", "nummer": 4100, "grootboekfunctie": "Diversen", "rekeningCode": "WinstEnVerlies"}
KOSTENPLAATS = {"omschrijving": "Nieuw", "nummer": 77}

CREATE = {
    "artikelen": ARTIKEL,
    "bankboekingen": wide.dagboeking(wide.BANK),
    "documenten/Relaties": DOCUMENT_BODY,
    "inkoopboekingen": wide.inkoopboeking(),
    "kasboekingen": wide.dagboeking(wide.KAS),
    "kostenplaatsen": KOSTENPLAATS,
    "memoriaalboekingen": wide.memoriaalboeking(),
    "offertes": ORDER,
    "relaties": RELATIE,
    "verkoopboekingen": wide.verkoopboeking(),
    "verkooporders": ORDER,
}
BODIES = {
    "PUT /artikelen/{id}/customFields": [{"name": "Kleur", "value": "rood"}],
    "POST /bankafschriftbestanden": [{"name": "a", "base64EncodedContent": TEXT}],
    "PUT /btwaangiftes/{id}/externAangeven": {"isExternAangegeven": True},
    "PUT /companyInfo": {"factureerBuitenlandsBtw": True},
    "POST /documenten/{documenttype}": DOCUMENT_BODY,
    "POST /grootboeken": GROOTBOEK,
    "POST /inkoopboekingen/CreateFromAttachment": {"fileName": "a.pdf", "content": TEXT},
    "POST /inkoopboekingen/ubl": {"fileName": "a.xml", "content": TEXT},
    "PUT /relaties/{id}/customFields": {"klantCustomFields": [{"name": "Pasnummer", "value": "12"}]},
    "PUT /verkooporders/{id}/ProcesStatus": {"procesStatus": "Werkbon"},
}
QUERIES = {
    "GET /authorization/HasUserAccessToAdministration": {"userIdentifier": wide.GEBRUIKER},
    "GET /inkoopboekingen/GetCreateFromAttachmentStatus": {"instanceId": "onbekend"},
    "GET /prijsafspraken": {"$filter": f"Artikel/Id eq guid'{UUR}'"},
    "GET /rapportages/kolommenbalans": {"start": "2026-01-01", "end": "2026-12-31"},
    "GET /rapportages/periodebalans": {"start": "2026-01-01", "end": "2026-12-31"},
}
FIXED = {
    "/artikelomzetgroepen/{id}": HOOG,
    "/btwaangiftes/{id}": wide.AANGIFTE,
    "/btwaangiftes/{id}/externAangeven": wide.AANGIFTE,
    "/documenten/{documenttype}/{pid}": KLANT,
    "/grootboeken/{id}": wide.DIVERSEN,
    "/landen/{id}": NEDERLAND,
    "/vatrates/{id}": "nld",
    "/verkoopordersjablonen/{id}": SJABLOON,
}


class World:
    """A state and a client whose token has the scopes asked for."""

    def __init__(self, without=()):
        self.state = SnelStartState([make_administratie()], {SUBSCRIPTION}, Clock(), seed=3)
        wide.widen(self.state)
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(snelstart_app(self.state)), base_url="http://snelstart.test"
        )
        self.without = set(without)

    async def __aenter__(self):
        scopes = tuple(scope for scope in SCOPES if scope not in self.without)
        key = issue_koppelsleutel(self.state, ADMINISTRATIE, scopes=scopes)
        answer = await self.client.post("/b2b/token", data={"grant_type": "clientkey", "clientkey": key})
        self.client.headers.update(
            {
                "Authorization": f"Bearer {answer.json()['access_token']}",
                "Ocp-Apim-Subscription-Key": SUBSCRIPTION,
            }
        )
        return self

    async def __aexit__(self, *_):
        await self.client.aclose()

    async def made(self, resource):
        answer = await self.client.post(f"/v2/{resource}", json=CREATE[resource])
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    async def subject(self, path):  # noqa: PLR0911 - a return a kind of path
        """The id to put into a path."""
        if path in FIXED:
            return FIXED[path]
        root = path.strip("/").split("/")[0]
        if root == "documenten":
            return await self.made("documenten/Relaties")
        if root == "verkoopfacturen":
            return wide.invoice(self.state, await self.made("verkooporders"))["id"]
        if root == "grootboekmutaties":
            await self.made("verkoopboekingen")
            return next(iter(self.state.administraties[0].tables["grootboekmutaties"]))
        if root == "relaties":
            return TWEEDE if path == "/relaties/{id}" else KLANT
        if root == "artikelen" and path.endswith("customFields"):
            return UUR
        return await self.made(root)

    async def call(self, method, path):
        name = f"{method} {path}"
        concrete = path.replace("{documenttype}", "Relaties").replace("{input}", "hallo")
        subject = None
        if "{" in concrete:
            subject = await self.subject(path)
            concrete = concrete.replace("{id}", subject).replace("{pid}", subject)
        body = BODIES.get(name)
        if body is None and method in {"POST", "PUT"}:
            body = CREATE.get(path.strip("/").split("/")[0], CREATE["documenten/Relaties"])
        if method == "PUT" and isinstance(body, dict):
            body = body | {"id": subject}
        return await self.client.request(method, f"/v2{concrete}", json=body, params=QUERIES.get(name))


@pytest.mark.parametrize(("method", "path", "facts"), OPERATIONS, ids=NAMES)
async def test_each_operation_answers_as_the_document_says(method, path, facts):
    name = f"{method} {path}"
    async with World() as world:
        answer = await world.call(method, path)
    success = next(status for status in facts["responses"] if status.startswith("2"))
    if name in DEVIATIONS:
        assert answer.status_code in {200, 201}, answer.text
        return
    assert answer.status_code == int(success), answer.text
    schema = document.schema_of(facts["responses"][success].get("content"))
    if schema is not None and answer.status_code != 204:
        value = json.loads(answer.content, parse_float=Decimal)
        assert list(document.faults(DOCUMENT, schema, value)) == []


@pytest.mark.parametrize(("method", "path", "facts"), OPERATIONS, ids=NAMES)
async def test_each_operation_demands_every_scope_it_lists(method, path, facts):
    for scope in document.scopes(facts):
        async with World(without=[scope]) as world:
            concrete = path.replace("{documenttype}", "Relaties")
            for part in ("{id}", "{pid}"):
                concrete = concrete.replace(part, KLANT)
            assert (await world.client.request(method, f"/v2{concrete}")).status_code == 403, scope


@pytest.mark.parametrize(("method", "path", "facts"), OPERATIONS, ids=NAMES)
async def test_each_operation_wants_both_keys(method, path, facts):
    async with World() as world:
        world.client.headers["Authorization"] = "Bearer verlopen"
        assert (await world.client.request(method, f"/v2{path}")).status_code == 401
        del world.client.headers["Ocp-Apim-Subscription-Key"]
        assert "statusCode" in (await world.client.request(method, f"/v2{path}")).json()


@pytest.mark.parametrize(
    ("method", "path"), [(m, p) for m, p, f in OPERATIONS if "{id}" in p and "404" in f["responses"]]
)
async def test_an_id_nobody_has_is_a_404(method, path):
    async with World() as world:
        concrete = path.replace("{id}", "ffffffff-ffff-4fff-8fff-ffffffffffff")
        body = BODIES.get(f"{method} {path}", {}) if method == "PUT" else None
        assert (await world.client.request(method, f"/v2{concrete}", json=body)).status_code == 404


def test_the_tables_hold_the_operations_of_the_document_and_no_other():
    ours = {(each.method, each.path): each for each in operations()}
    assert ours.keys() == {(method, path) for method, path, _ in OPERATIONS}
    for method, path, facts in OPERATIONS:
        assert list(ours[method, path].scopes) == document.scopes(facts), path
        assert str(ours[method, path].status) in facts["responses"], path
        tops = [each["schema"].get("maximum", 500) for each in facts.get("parameters", ()) if each["name"] == "$top"]
        assert [ours[method, path].top] == (tops or [None]), path


def test_the_tables_hold_the_members_and_limits_of_the_document():
    schemas = DOCUMENT["components"]["schemas"]
    for name, model in models().items():
        schema = schemas[model.full_name] if model.full_name in schemas else schemas[name]
        assert {each.name for each in model.fields} == set(schema["properties"]), name
        for each in model.fields:
            facts = schema["properties"][each.name]
            inner = facts.get("items", facts) if each.many else facts
            assert each.longest == facts.get("maxLength"), f"{name}.{each.name}"
            assert (each.low, each.high) == (facts.get("minimum"), facts.get("maximum")), f"{name}.{each.name}"
            assert list(each.enum) == inner.get("enum", facts.get("enum", [])), f"{name}.{each.name}"
            assert each.required == (each.name in schema.get("required", ())), f"{name}.{each.name}"
            assert each.many == (facts.get("type") == "array"), f"{name}.{each.name}"
