"""Nothing a caller sends makes the twin answer 500 or hang."""

import asyncio
import json
from base64 import b64encode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.sandbox.snelstart.acts import issue_koppelsleutel
from core.sandbox.snelstart.app import snelstart_app
from core.sandbox.snelstart.operations import operations
from core.sandbox.snelstart.schema import SCALARS, model
from core.sandbox.snelstart.state import DEFAULT_SCOPES, SnelStartState
from tests.sandbox.snelstart import wide
from tests.sandbox.snelstart.ground import (
    ADMINISTRATIE,
    JSON,
    KLANT,
    LEVERANCIER,
    SUBSCRIPTION,
    UUR,
    Clock,
    make_administratie,
)

ALL_SCOPES = (*DEFAULT_SCOPES, "btwaangiftes:read", "btwaangiftes:write")
WRITES = [each for each in operations() if each.method in {"POST", "PUT"} and not each.body.endswith("[]")]
READS = [each for each in operations() if each.method == "GET"]
JUNK = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.sampled_from([KLANT, "1e99"])
    ),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)
AMOUNTS = st.one_of(st.integers(-5, 5), st.decimals(places=2, min_value=-99, max_value=99).map(str), st.just("7.9e28"))
SCALAR_VALUES = {
    "string": st.text(max_size=60),
    "guid": st.sampled_from(
        [KLANT, LEVERANCIER, UUR, wide.DIVERSEN, wide.BANK, "00000000-0000-0000-0000-000000000000"]
    ),
    "datetime": st.sampled_from(
        ["2026-11-01", "0001-01-01", "9999-12-31T23:59:59.9999999", "2026-11-01T00:00:00+23:59"]
    ),
    "decimal": AMOUNTS,
    "double": AMOUNTS,
    "int32": st.sampled_from([0, 1, -1, 100, 2**31 - 1, -(2**31)]),
    "int64": st.integers(-5, 5),
    "boolean": st.booleans(),
    "base64": st.binary(max_size=20).map(lambda content: b64encode(content).decode()),
    "object": JUNK,
}


def member(field, depth):
    if field.enum:
        one = st.sampled_from(field.enum)
    elif field.type in SCALARS:
        one = SCALAR_VALUES[field.type]
    else:
        one = bodies(field.type, depth + 1)
    good = st.lists(one, max_size=2) if field.many else one
    return st.one_of(good, good, good, JUNK) if depth < 3 else st.none()


def bodies(name, depth=0):
    members = {field.name: member(field, depth) for field in model(name).fields}
    return st.fixed_dictionaries({}, optional=members)


class World:
    """One state and client for all examples of a test: what an example left behind is input to the next."""

    def __init__(self):
        self.state = SnelStartState([make_administratie()], {SUBSCRIPTION}, Clock(), seed=5, limits=False)
        wide.widen(self.state)
        self.app = snelstart_app(self.state)
        self.key = issue_koppelsleutel(self.state, ADMINISTRATIE, scopes=ALL_SCOPES)

    async def ask(self, method, path, **options):
        transport = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://snelstart.test") as client:
            token = await client.post("/b2b/token", data={"grant_type": "clientkey", "clientkey": self.key})
            headers = {
                "Authorization": f"Bearer {token.json()['access_token']}",
                "Ocp-Apim-Subscription-Key": SUBSCRIPTION,
            }
            return await client.request(method, f"/v2{path}", headers=headers | options.pop("headers", {}), **options)

    def answer(self, method, path, **options):
        return asyncio.run(self.ask(method, path, **options))


WORLD = World()
LIGHT = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def concrete(operation, subject=KLANT):
    return (
        operation.path.replace("{documenttype}", "Relaties")
        .replace("{id}", subject)
        .replace("{pid}", subject)
        .replace("{input}", "x")
    )


def subject_of(operation):
    table = WORLD.state.administraties[0].table(operation.parts[0])
    return next(iter(table), KLANT)


@pytest.mark.parametrize("operation", WRITES, ids=lambda each: f"{each.method} {each.path}")
def test_any_body_gets_an_answer_of_the_service(operation):
    @LIGHT
    @given(bodies(operation.body))
    def check(body):
        subject = subject_of(operation)
        if operation.method == "PUT":
            body = {**body, "id": subject}
        content = json.dumps(body, default=str).encode()
        answer = WORLD.answer(operation.method, concrete(operation, subject), content=content, headers=JSON)
        assert answer.status_code < 500
        if answer.status_code == 400:
            assert isinstance(answer.json(), list) or {"modelState", "Message"} & answer.json().keys()

    check()


@pytest.mark.parametrize("operation", READS, ids=lambda each: each.path)
def test_after_all_that_every_list_and_record_still_reads(operation):
    answer = WORLD.answer("GET", concrete(operation, subject_of(operation)))
    assert answer.status_code < 500


@pytest.mark.parametrize("operation", WRITES, ids=lambda each: f"{each.method} {each.path}")
@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"true",
        b"{",
        b"[]",
        b'"x"',
        b"\x00",
        b"\xff\xfe",
        b'{"id":',
        b"[" * 60_000,
        b'{"a":' * 60_000,
        b"1" * 9000,
    ],
    ids=range(12),
)
def test_no_json_and_no_object_are_refused(operation, content):
    answer = WORLD.answer(operation.method, concrete(operation, subject_of(operation)), content=content, headers=JSON)
    assert 400 <= answer.status_code < 500


@pytest.mark.parametrize(
    "path",
    [
        "/relaties/%00",
        "/relaties/%ff",
        "/relaties//",
        "/echo/%F0%28",
        "/documenten/..%2f/x",
        "/vatrates/%00",
        "/" + "a" * 9000,
    ],
)
def test_odd_paths_are_answered(path):
    assert WORLD.answer("GET", path).status_code < 500


@LIGHT
@given(
    st.dictionaries(
        st.sampled_from(["$top", "$skip", "$filter", "$apply", "$select"]), st.text(max_size=20), max_size=3
    )
)
def test_any_query_is_answered(query):
    for path in ("/relaties", "/grootboekmutaties", "/prijsafspraken", "/artikelen", "/landen"):
        assert WORLD.answer("GET", path, params=query).status_code in {200, 400}


def test_a_file_of_ten_megabytes_is_taken_and_one_byte_more_is_not():
    sizes = {10 * 1024 * 1024: 201, 10 * 1024 * 1024 + 1: 400}
    for size, status in sizes.items():
        body = {"content": b64encode(b"x" * size).decode(), "fileName": "groot.pdf", "parentIdentifier": KLANT}
        answer = WORLD.answer("POST", "/documenten/Relaties", json=body)
        assert answer.status_code == status
    assert answer.json()[0]["errorCode"] == "BLG-0013"


def test_a_body_beyond_the_web_servers_bound_is_a_413():
    answer = WORLD.answer("POST", "/relaties", content=b" " * 30_000_001, headers=JSON)
    assert answer.status_code == 413


@pytest.mark.timeout(20)
def test_a_hostile_ubl_takes_no_time():
    body = {"content": b64encode(b"<ID<ID" * 1_000_000).decode(), "fileName": "a.xml"}
    assert WORLD.answer("POST", "/inkoopboekingen/ubl", json=body).status_code == 400


def test_a_caller_that_hangs_up_halfway_leaves_nothing_behind():
    table = WORLD.state.administraties[0].tables["relaties"]
    before, sent = len(table), []

    async def call():
        messages = iter([{"type": "http.request", "body": b'{"naam"', "more_body": True}, {"type": "http.disconnect"}])

        async def receive():
            return next(messages)

        async def send(message):
            sent.append(message)

        token = (await WORLD.ask("GET", "/companyInfo")).request.headers["Authorization"]
        headers = [(b"authorization", token.encode()), (b"ocp-apim-subscription-key", SUBSCRIPTION.encode())]
        scope = {"type": "http", "method": "POST", "path": "/v2/relaties", "query_string": b"", "headers": headers}
        await WORLD.app(scope, receive, send)

    asyncio.run(call())
    assert len(table) == before
