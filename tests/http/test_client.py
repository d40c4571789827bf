import asyncio
import logging
import sys

import pytest
from starlette.applications import Starlette
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from core.config import Settings
from core.errors import GarbledError, UnknownOutcomeError, UnreachableError, UsageError
from core.http import Http, Secrets, Tally

ORIGIN = "https://service.test"


def app_of(*answers):
    """Answers in turn, the last for ever; `seen` holds the requests."""
    seen = []

    async def handle(request):
        seen.append(
            (request.method, request.url.path, dict(request.query_params), dict(request.headers), await request.body())
        )
        return answers[min(len(seen), len(answers)) - 1]

    methods = ["GET", "POST", "PUT", "DELETE"]
    return Starlette(routes=[Route("/{path:path}", handle, methods=methods)]), seen


def http_of(app, **more):
    return Http(Settings(timeout_seconds=1), apps={ORIGIN: app}, **more)


async def read_request(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        (int(line.split(b":")[1]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length")), 0
    )
    return head, await reader.readexactly(length)


async def test_a_get_answers_status_lower_case_headers_and_body():
    app, seen = app_of(JSONResponse({"prijs": 12.10}, headers={"X-Thing": "yes"}))
    answer = await http_of(app).get(
        f"{ORIGIN}/v2/artikelen", headers={"Authorization": "Bearer x"}, params={"$top": "5"}
    )
    assert (answer.status, answer.headers["x-thing"], str(answer.json()["prijs"])) == (200, "yes", "12.1")
    assert seen[0][:3] == ("GET", "/v2/artikelen", {"$top": "5"})
    assert seen[0][3]["user-agent"].startswith("koppelbord/")
    assert seen[0][3]["authorization"] == "Bearer x"


@pytest.mark.parametrize("status", [500, 502, 503, 504])
async def test_a_get_is_tried_again_after_a_5xx(status):
    app, seen = app_of(Response(status_code=status), JSONResponse([]))
    answer = await http_of(app).get(f"{ORIGIN}/x")
    assert answer.status == 200
    assert len(seen) == 2


async def test_the_last_5xx_is_answered_when_it_does_not_pass():
    app, seen = app_of(PlainTextResponse("kapot", 502))
    answer = await http_of(app).get(f"{ORIGIN}/x")
    assert (answer.status, answer.body, len(seen)) == (502, b"kapot", 3)


@pytest.mark.parametrize("status", [301, 400, 401, 403, 404, 408, 429, 501])
async def test_a_get_is_not_tried_again_after_anything_else(status):
    app, seen = app_of(Response(status_code=status))
    assert (await http_of(app).get(f"{ORIGIN}/x")).status == status
    assert len(seen) == 1


async def test_a_server_that_names_a_moment_is_not_pressed():
    app, seen = app_of(Response(status_code=503, headers={"Retry-After": "60"}))
    assert (await http_of(app).get(f"{ORIGIN}/x")).status == 503
    assert len(seen) == 1


async def test_a_redirect_is_not_followed_so_no_header_goes_elsewhere():
    app, seen = app_of(RedirectResponse("https://elsewhere.test/"))
    assert (await http_of(app).get(f"{ORIGIN}/x", headers={"Authorization": "Bearer x"})).status == 307
    assert len(seen) == 1


async def test_minting_and_asking_are_tried_again():
    app, seen = app_of(Response(status_code=503), JSONResponse({}))
    http = http_of(app)
    assert (await http.mint(f"{ORIGIN}/token", content=b"a=b")).status == 200
    assert [entry[4] for entry in seen] == [b"a=b", b"a=b"]
    app, seen = app_of(Response(status_code=500), JSONResponse({}))
    assert (await http_of(app).ask(f"{ORIGIN}/list", content=b"{}")).status == 200
    assert len(seen) == 2


@pytest.mark.parametrize("status", [200, 400, 401, 429, 500, 503])
async def test_a_write_leaves_once_whatever_the_answer(status):
    app, seen = app_of(Response(status_code=status))
    assert (await http_of(app).send("POST", f"{ORIGIN}/verkooporders", content=b"{}")).status == status
    assert len(seen) == 1


async def test_an_empty_post_says_so_in_content_length():
    app, seen = app_of(JSONResponse({}))
    await http_of(app).mint(f"{ORIGIN}/token", headers={"Content-Length": "0"}, params={"token": "k"})
    assert seen[0][3]["content-length"] == "0"


async def test_a_write_to_a_closed_port_was_not_sent(http):
    with pytest.raises(UnreachableError) as caught:
        await http.send("POST", "http://127.0.0.1:1/x", content=b"{}")
    assert not isinstance(caught.value, UnknownOutcomeError)


async def test_a_get_to_a_closed_port_is_unreachable_after_its_tries(http):
    tally = Tally()
    with pytest.raises(UnreachableError):
        await http.get("http://127.0.0.1:1/x", tally=tally)
    assert tally.calls == 3


async def _drop_after_request(reader, _writer):
    await read_request(reader)


async def _half_a_body(reader, writer):
    await read_request(reader)
    writer.write(b'HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{"id":')
    await writer.drain()


async def _half_a_head(reader, writer):
    await read_request(reader)
    writer.write(b"HTTP/1.1 201 Cre")
    await writer.drain()


async def _reset(reader, writer):
    await read_request(reader)
    writer.transport.abort()


async def _bad_gzip(reader, writer):
    await read_request(reader)
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope")
    await writer.drain()


async def _silent(reader, _writer):
    await reader.read()


@pytest.mark.parametrize("script", [_drop_after_request, _half_a_body, _half_a_head, _reset, _bad_gzip, _silent])
async def test_a_write_without_a_complete_answer_is_unknown_and_left_once(serve, http, script):
    seen = []

    async def counted(reader, writer):
        seen.append(1)
        await script(reader, writer)

    with pytest.raises(UnknownOutcomeError):
        await http.send("POST", await serve(counted) + "/verkooporders", content=b'{"a":1}')
    assert len(seen) == 1


@pytest.mark.parametrize(
    ("script", "error"),
    [
        (_drop_after_request, GarbledError),
        (_half_a_body, GarbledError),
        (_bad_gzip, GarbledError),
        (_reset, UnreachableError),
    ],
)
async def test_a_read_without_a_complete_answer_is_tried_again_and_then_told(serve, http, script, error):
    seen = []

    async def counted(reader, writer):
        seen.append(1)
        await script(reader, writer)

    with pytest.raises(error):
        await http.get(await serve(counted) + "/relaties")
    assert len(seen) == 3


async def test_a_read_that_fails_once_succeeds(serve, http):
    seen = []

    async def script(reader, writer):
        seen.append(1)
        await read_request(reader)
        if len(seen) > 1:
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
            await writer.drain()

    assert (await http.get(await serve(script) + "/relaties")).json() == []


async def test_an_answer_that_trickles_in_for_ever_ends(serve):
    async def trickle(reader, writer):
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        try:
            while True:
                writer.write(b" ")
                await writer.drain()
                await asyncio.sleep(0.02)
        except ConnectionError:
            return

    http = Http(Settings(timeout_seconds=0.1))
    with pytest.raises(UnknownOutcomeError):
        await http.send("POST", await serve(trickle) + "/x", content=b"{}")
    await http.aclose()


async def test_an_in_process_answer_shorter_than_it_promises_is_seen():
    async def app(scope, receive, send):
        await receive()
        await send({"type": "http.response.start", "status": 201, "headers": [(b"content-length", b"50")]})
        await send({"type": "http.response.body", "body": b"{}"})

    http = http_of(app)
    with pytest.raises(UnknownOutcomeError):
        await http.send("POST", f"{ORIGIN}/x")
    with pytest.raises(GarbledError):
        await http.get(f"{ORIGIN}/x")


async def test_an_in_process_service_that_crashes_is_a_500():
    async def app(scope, receive, send):
        raise RuntimeError

    assert (await http_of(app).send("POST", f"{ORIGIN}/x")).status == 500


async def test_a_body_without_end_is_refused(monkeypatch):
    monkeypatch.setattr("core.http.exchange.LARGEST_BODY", 10)
    app, seen = app_of(PlainTextResponse("x" * 11))
    with pytest.raises(GarbledError):
        await http_of(app).get(f"{ORIGIN}/x")
    assert len(seen) == 1


async def test_a_byte_order_mark_is_no_part_of_a_body():
    app, _ = app_of(Response(b"\xef\xbb\xbf[]"))
    assert (await http_of(app).get(f"{ORIGIN}/x")).json() == []


@pytest.mark.parametrize("body", [b"<html>", b"", b"[1", b"NaN", b"[1e999]", b"[" * 100_000, b"\xff"])
async def test_what_is_no_json_is_garbled(body):
    app, _ = app_of(Response(body))
    answer = await http_of(app).get(f"{ORIGIN}/x")
    with pytest.raises(GarbledError):
        answer.json()


async def test_an_unknown_kind_of_address_is_wrong_use(http):
    with pytest.raises(UsageError):
        await http.get("ftp://127.0.0.1/x")


async def test_every_request_is_told_with_its_retry_and_without_its_query():
    app, _ = app_of(Response(status_code=503), JSONResponse([]))
    calls = []
    http = http_of(app, on_call=calls.append)
    tally = Tally()
    params = {"$top": "5", "$skip": "10", "$filter": "Naam eq 'x'", "token": "geheime-sleutel"}
    await http.get(f"{ORIGIN}/v2/relaties", params=params, tally=tally)
    assert [(call.status, call.retry) for call in calls] == [(503, 0), (200, 1)]
    assert calls[0].path == "/v2/relaties?$skip=10&$top=5"
    assert (calls[0].host, calls[0].method, tally.calls) == ("service.test", "GET", 2)
    assert calls[0].seconds >= 0
    assert calls[0].at.tzinfo is not None


async def test_a_request_without_an_answer_is_told_too(http, serve):
    calls = []
    http._on_call = calls.append
    with pytest.raises(UnknownOutcomeError):
        await http.send("POST", await serve(_drop_after_request) + "/x")
    assert [(call.method, call.status) for call in calls] == [("POST", None)]


async def test_a_request_that_nobody_waits_for_any_more_is_told_as_that(http, serve):
    calls, reached = [], asyncio.Event()
    http._on_call = calls.append

    async def script(reader, writer):
        await read_request(reader)
        reached.set()
        await reader.read()

    asked = asyncio.create_task(http.get(await serve(script) + "/relaties"))
    await reached.wait()
    asked.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asked
    assert [(call.status, call.dropped) for call in calls] == [(None, True)]


async def test_a_journal_that_fails_does_not_change_the_outcome_of_a_write(caplog):
    def broken(_call):
        raise OSError

    app, _ = app_of(JSONResponse({"id": "1"}, 201))
    assert (await http_of(app, on_call=broken).send("POST", f"{ORIGIN}/x")).status == 201
    assert "not recorded" in caplog.text


async def test_no_library_logs_an_address_with_a_key_in_it(caplog):
    app, _ = app_of(JSONResponse({}))
    caplog.set_level(logging.DEBUG)
    secrets = Secrets()
    secrets.add("geheime-sleutel-van-time-on")
    await http_of(app, secrets=secrets).mint(f"{ORIGIN}/token", params={"token": "geheime-sleutel-van-time-on"})
    assert "geheime-sleutel" not in caplog.text
    assert "service.test/token 200" in caplog.text


async def test_no_error_carries_a_secret(serve):
    secrets = Secrets()
    secrets.add("s3cr3t-value")
    http = Http(Settings(timeout_seconds=1), secrets=secrets)
    with pytest.raises(UsageError) as caught:
        await http.get("http://127.0.0.1:1/x", headers={"Authorization": "Bearer s3cr3t-value\r\nX: y"})
    assert "s3cr3t" not in str(caught.value) + repr(caught.value)
    await http.aclose()


async def test_a_header_that_is_no_ascii_is_wrong_use_and_not_shown(http):
    with pytest.raises(UsageError) as caught:
        await http.get("http://127.0.0.1:1/x", headers={"X-Key": "s3cr3t\u2013value"})
    assert "s3cr3t" not in str(caught.value)


async def test_a_proxy_is_never_used_for_this_machine(monkeypatch, serve):
    async def fine(reader, writer):
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]")
        await writer.drain()

    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:1")
    http = Http(Settings(timeout_seconds=1))
    assert (await http.get(await serve(fine) + "/x")).json() == []
    await http.aclose()


async def test_an_https_address_without_a_trusted_certificate_is_not_sent(http, serve):
    async def no_tls(reader, writer):
        await reader.read(10)
        writer.write(b"hello")

    address = (await serve(no_tls)).replace("http://", "https://")
    with pytest.raises(UnreachableError) as caught:
        await http.send("POST", address + "/x")
    assert not isinstance(caught.value, UnknownOutcomeError)


def test_importing_the_door_loads_no_httpx(run_python):
    run_python("import core.http, core.config, core.domain.partij, sys; assert 'httpx' not in sys.modules")


def test_importing_the_clients_loads_no_httpx(run_python):
    run_python(
        "import core.snelstart, core.timeon, core.credentials, sys;"
        "assert not {'httpx', 'keyring', 'stamina'} & set(sys.modules)"
    )


@pytest.fixture
def run_python():
    import subprocess
    import sys

    return lambda code: subprocess.run([sys.executable, "-c", code], check=True)


async def test_a_call_searches_no_folder_for_modules(serve, http, monkeypatch):
    async def script(reader, writer):
        await read_request(reader)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\n[]")
        await writer.drain()

    searched = []

    class Finder:
        def find_spec(self, name, _path=None, _target=None):
            searched.append(name)

    monkeypatch.delitem(sys.modules, "sniffio", raising=False)
    address = await serve(script)
    await http.get(address + "/relaties")
    monkeypatch.setattr(sys, "meta_path", [Finder(), *sys.meta_path])
    await http.get(address + "/relaties")
    assert searched == []
