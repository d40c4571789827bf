"""Bad input over real sockets: both services refuse it in a shape of their own, at once, and go on serving."""

from __future__ import annotations

import json
import socket
from base64 import b64encode
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest

from core.sandbox import RunningSandbox, build_sandbox

if TYPE_CHECKING:
    from collections.abc import Iterator

JSON = {"Content-Type": "application/json"}
NOBODY = "ffffffff-ffff-4fff-8fff-ffffffffffff"
DEEP = 100_000
NO_OBJECTS = {
    "malformed": b'{"naam": ',
    "trailing comma": b'{"naam": "x",}',
    "nothing": b"  ",
    "a list": b"[]",
    "text": b'"x"',
    "a number": b"5",
    "no UTF-8": b'{"naam": "\xff\xfe"}',
    "a NUL byte": b'{"naam": "a\x00b"}',
    "deep lists": b"[" * DEEP,
    "deep objects": b'{"a":' * DEEP,
    "a number without end": b"1" * DEEP,
    "not a number": b'{"relatiecode": NaN}',
}
WRONG_MEMBERS = {
    "NUL": b'{"naam": "a\\u0000b", "relatiesoort": ["Klant"]}',
    "half a surrogate pair": b'{"naam": "a\\ud800b", "relatiesoort": ["Klant"]}',
    "the other half": b'{"naam": "a\\udc00b", "relatiesoort": ["Klant"]}',
    "an unknown enum": b'{"naam": "x", "relatiesoort": ["Klant"], "incassoSoort": "Altijd"}',
    "an enum that is a list": b'{"naam": "x", "relatiesoort": ["Klant"], "incassoSoort": ["Core"]}',
    "no moment": b'{"naam": "x", "relatiesoort": ["Klant"], "factuurRelatie": {"id": "geen guid"}}',
    "an object for a text": b'{"naam": {}, "relatiesoort": ["Klant"]}',
    "an amount beyond all bounds": b'{"naam": "x", "relatiesoort": ["Klant"], "relatiecode": 1e999999}',
    "a member that nests deep": b'{"naam": "x", "vestigingsAdres": ' + b'{"land":' * 5_000 + b"1" + b"}" * 5_001,
}
QUERIES = {
    "$skip beyond an int": {"$skip": "99999999999999999999"},
    "$skip below zero": {"$skip": "-1"},
    "$skip in letters": {"$skip": "veel"},
    "$top of 501": {"$top": "501"},
    "10,000 characters that are no filter": {"$filter": "x" * 10_000},
    "10,000 characters of text": {"$filter": f"Naam eq '{'x' * 10_000}"},
    "10,000 brackets": {"$filter": "(" * 10_000},
    "2,500 denials": {"$filter": "not " * 2_500},
    "a NUL": {"$filter": "Naam eq '\x00"},
    "quotes only": {"$filter": "'" * 9_999},
}


class Service:
    """One service on its socket, with what a call needs."""

    def __init__(self, base: str, headers: dict[str, str]) -> None:
        self.base = base
        self.client = httpx.Client(base_url=base, headers=headers, trust_env=False, timeout=20)

    def raw(self, data: bytes) -> bytes:
        """What comes back on a new line for bytes that need not be HTTP; nothing where the line is dropped."""
        address = urlsplit(self.base)
        with socket.create_connection((address.hostname, address.port), timeout=20) as line:
            try:
                line.sendall(data)
                line.shutdown(socket.SHUT_WR)
                return line.recv(200)
            except TimeoutError:
                raise
            except OSError:
                return b""


@pytest.fixture(scope="module")
def facts() -> Iterator[dict[str, Any]]:
    sandbox = build_sandbox(today=date(2026, 11, 24))
    sandbox.snelstart.limits = False
    with RunningSandbox(sandbox) as found:
        yield found


@pytest.fixture(scope="module")
def snelstart(facts: dict[str, Any]) -> Iterator[Service]:
    grant = {"grant_type": "clientkey", "clientkey": facts["administraties"][0]["koppelsleutel"]}
    token = httpx.post(facts["snelstart_auth_url"], data=grant).json()["access_token"]
    service = Service(
        facts["snelstart_url"],
        {"Authorization": f"Bearer {token}", "Ocp-Apim-Subscription-Key": facts["subscription_key"]},
    )
    yield service
    assert len(service.client.get("/relaties").json()) > 100
    service.client.close()


@pytest.fixture(scope="module")
def timeon(facts: dict[str, Any]) -> Iterator[Service]:
    service = Service(facts["timeon_url"], {"User-Agent": "proef/1.0"})
    grant = {"grant_type": "apitoken", "token": facts["timeon_key"]}
    token = service.client.post("/token", params=grant).json()["access_token"]
    service.client.headers["Authorization"] = f"Bearer {token}"
    yield service
    assert service.client.post("/api/customer/list", json={}).json()["success"]
    service.client.close()


def refused_by_snelstart(answer: httpx.Response) -> None:
    """400 as an array of codes, as model state, or as the query layer's message."""
    assert answer.status_code == 400, answer.text
    body = answer.json()
    if isinstance(body, list):
        assert all(each.keys() == {"errorCode", "message", "details"} for each in body)
        assert body
    else:
        assert body.keys() in ({"message", "modelState"}, {"Message"})


def refused_by_timeon(answer: httpx.Response) -> None:
    """200 with a verdict."""
    assert answer.status_code == 200, answer.text
    assert answer.json() == {"success": False, "message": answer.json()["message"], "resultObject": None}
    assert answer.json()["message"]


@pytest.mark.parametrize("name", NO_OBJECTS | WRONG_MEMBERS)
@pytest.mark.parametrize(("method", "path"), [("POST", "/relaties"), ("PUT", "/relaties/{known}")])
def test_a_body_that_will_not_do_is_refused_by_snelstart(snelstart: Service, name: str, method: str, path: str) -> None:
    known = snelstart.client.get("/relaties", params={"$top": 1}).json()[0]["id"]
    content = (NO_OBJECTS | WRONG_MEMBERS)[name]
    refused_by_snelstart(snelstart.client.request(method, path.format(known=known), content=content, headers=JSON))


def test_an_id_that_is_not_the_one_of_the_url_is_refused(snelstart: Service) -> None:
    for resource, code in (("relaties", "REL-0047"), ("artikelen", "ALG-0101")):
        record = snelstart.client.get(f"/{resource}", params={"$top": 1, "$skip": 5}).json()[0]
        answer = snelstart.client.put(f"/{resource}/{record['id']}", json=record | {"id": NOBODY})
        refused_by_snelstart(answer)
        assert answer.json()[0]["errorCode"] == code


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("path", ["/relaties", "/verkooporders", "/grootboekmutaties", "/artikelen"])
def test_a_query_that_will_not_do_is_refused(snelstart: Service, name: str, path: str) -> None:
    refused_by_snelstart(snelstart.client.get(path, params=QUERIES[name]))


def test_long_queries_that_are_good_are_answered(snelstart: Service) -> None:
    assert snelstart.client.get("/relaties", params={"$skip": 2_147_483_647}).json() == []
    many = " or ".join(f"Relatiecode eq {each}" for each in range(440))
    assert len(many) < 10_000 < len(f"{many} or Naam eq '{'x' * 500}'")
    assert snelstart.client.get("/relaties", params={"$filter": many}).status_code in {200, 400}
    assert snelstart.client.get("/relaties", params={"$filter": f"Naam eq '{'x' * 9_990}'"}).json() == []


def test_ten_megabytes_pass_and_one_byte_more_does_not(snelstart: Service) -> None:
    klant = snelstart.client.get("/relaties", params={"$filter": "Relatiesoort/any(r:r eq 'Klant')"}).json()[-1]["id"]
    for size, code in ((10 * 1024 * 1024, None), (10 * 1024 * 1024 + 1, "BLG-0013")):
        file = {"content": b64encode(bytes(size)).decode(), "fileName": "groot.pdf", "parentIdentifier": klant}
        answer = snelstart.client.post("/documenten/Relaties", json=file)
        if code is None:
            assert answer.status_code == 201
        else:
            refused_by_snelstart(answer)
            assert answer.json()[0]["errorCode"] == code


@pytest.mark.parametrize("name", [each for each in NO_OBJECTS if each != "nothing"])
@pytest.mark.parametrize("path", ["/api/customer", "/api/customer/list", "/api/hour/save", "/api/hour/list"])
def test_a_body_that_will_not_do_is_refused_by_time_on(timeon: Service, name: str, path: str) -> None:
    refused_by_timeon(timeon.client.post(path, content=NO_OBJECTS[name], headers=JSON))


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/api/customer", b'{"name": "a\\ud800b", "countryID": 150}'),
        ("/api/customer", b'{"name": {}, "countryID": 150}'),
        ("/api/customer/save", b'{"customerID": 1e999999}'),
        ("/api/customer/save", b'{"customerID": 99999999999999999999}'),
        ("/api/hour/list", b'{"filter": {"from": "2026-13-45"}}'),
        ("/api/hour/list", b'{"filter": {"hourIDs": "1,2"}}'),
        ("/api/hour/approve", b'{"hourIDs": [1, 2]}'),
        ("/api/hour/delete", b'{"hourID": -1}'),
        ("/api/hour/save", b'{"filter": ' + b'{"a":' * 5_000 + b"1" + b"}" * 5_001),
    ],
)
def test_a_member_that_will_not_do_is_refused_by_time_on(timeon: Service, path: str, content: bytes) -> None:
    refused_by_timeon(timeon.client.post(path, content=content, headers=JSON))


@pytest.mark.parametrize("page", [0, -1, 2_147_483_647, 10**30])
def test_an_absurd_page_of_time_on_is_empty_or_refused(timeon: Service, page: int) -> None:
    answer = timeon.client.post("/api/customer/list", json={"page": page, "pageSize": 100})
    assert answer.status_code == 200
    assert not answer.json()["success"] or isinstance(answer.json()["resultObject"]["items"], list)


def test_time_on_takes_ten_megabytes_and_stops_at_the_bound_of_its_server(timeon: Service) -> None:
    body = json.dumps({"page": 1, "onzin": "x" * (10 * 1024 * 1024 + 1)}).encode()
    assert timeon.client.post("/api/customer/list", content=body, headers=JSON).status_code == 200
    assert timeon.client.post("/api/customer/list", content=b" " * 30_000_001, headers=JSON).status_code == 413


@pytest.mark.parametrize("service", ["snelstart", "timeon"])
@pytest.mark.parametrize(
    "data",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /v2/relaties HTTP/1.1\r\nHost: x\r\nContent-Length: veel\r\n\r\n",
        b"POST /v2/relaties HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET /v2/relaties?$filter=" + b"x" * 200_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /v2/relaties HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
    ],
)
def test_what_is_no_http_is_refused_or_dropped(request: pytest.FixtureRequest, service: str, data: bytes) -> None:
    found = request.getfixturevalue(service).raw(data)
    assert found == b"" or found.startswith(b"HTTP/1.1 4"), found
