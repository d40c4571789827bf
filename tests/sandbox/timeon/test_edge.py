"""What stands before the application: agents, lengths, paths."""

from __future__ import annotations

import httpx
import pytest

from core.sandbox import RunningSandbox, Sandbox

AGENT = "proef/1.0"


async def call(sandbox: Sandbox, method: str, path: str, **more: object) -> httpx.Response:
    transport = httpx.ASGITransport(app=sandbox.apps()["timeon"])
    async with httpx.AsyncClient(transport=transport, base_url="http://timeon") as client:
        return await client.request(method, path, **more)


@pytest.mark.parametrize(
    "agent",
    ["python-httpx/0.28.1", "python-requests/2.32.3", "Python-urllib/3.11", "Python/3.11 aiohttp/3.9.1", ""],
)
async def test_a_default_python_agent_is_refused_as_1010(sandbox: Sandbox, agent: str) -> None:
    answer = await call(sandbox, "GET", "/api/organisation", headers={"User-Agent": agent})
    assert (answer.status_code, answer.text) == (403, "error code: 1010")


@pytest.mark.parametrize("agent", ["curl/8.5.0", "koppelbord/0.1.0", "Mozilla/5.0"])
async def test_another_agent_passes_to_the_bearer_check(sandbox: Sandbox, agent: str) -> None:
    answer = await call(sandbox, "GET", "/api/organisation", headers={"User-Agent": agent})
    assert answer.status_code == 401


async def test_a_post_without_a_length_is_411(sandbox: Sandbox) -> None:
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/token",
        "raw_path": b"/token",
        "query_string": b"",
        "headers": [(b"user-agent", AGENT.encode())],
    }
    await sandbox.apps()["timeon"](scope, receive, send)
    assert sent[0]["status"] == 411


def test_a_post_without_a_length_is_411_over_a_socket(sandbox: Sandbox) -> None:
    import socket

    with RunningSandbox(sandbox) as facts:
        url = httpx.URL(facts["timeon_url"])
        with socket.create_connection((url.host, url.port)) as connection:
            connection.sendall(
                f"POST /token HTTP/1.1\r\nHost: x\r\nUser-Agent: {AGENT}\r\nConnection: close\r\n\r\n".encode()
            )
            assert connection.recv(100).startswith(b"HTTP/1.1 411")


async def test_paths_are_read_without_regard_to_case(timeon: httpx.AsyncClient) -> None:
    answer = await timeon.get("/API/Organisation/")
    assert answer.json()["success"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/api/product/list", 404), ("GET", "/api/hour/list", 405), ("POST", "/api/organisation", 405)],
)
async def test_what_is_not_there_is_404_or_405(timeon: httpx.AsyncClient, method: str, path: str, status: int) -> None:
    assert (await timeon.request(method, path)).status_code == status
