"""The three servers on loopback: one life, free ports, a clean end."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest

from core.sandbox import RunningSandbox, Sandbox, serve
from core.sandbox.server import _bound

if TYPE_CHECKING:
    from typing import Any

ROOT = Path(__file__).parents[2]
URLS = ("snelstart_url", "snelstart_auth_url", "timeon_url", "control_url")
PROGRAM = """
import asyncio, json
from datetime import date
from core.sandbox import build_sandbox, serve
sandbox = build_sandbox(today=date(2026, 11, 24))
asyncio.run(serve(sandbox, announce=lambda facts: print(json.dumps(facts), flush=True)))
"""


def test_the_facts_have_the_promised_shape_and_the_addresses_answer(sandbox: Sandbox) -> None:
    with RunningSandbox(sandbox) as facts:
        assert set(facts) == {*URLS, "subscription_key", "timeon_key", "administraties"}
        assert facts["snelstart_url"].endswith("/v2")
        assert facts["snelstart_auth_url"].endswith("/b2b/token")
        assert [set(one) for one in facts["administraties"]] == [{"id", "naam", "koppelsleutel", "timeon_key"}] * 3
        token = httpx.post(
            facts["snelstart_auth_url"],
            data={"grant_type": "clientkey", "clientkey": facts["administraties"][0]["koppelsleutel"]},
        ).json()["access_token"]
        info = httpx.get(
            f"{facts['snelstart_url']}/companyInfo",
            headers={"Authorization": f"Bearer {token}", "Ocp-Apim-Subscription-Key": facts["subscription_key"]},
        )
        assert info.json()["administratieIdentifier"] == facts["administraties"][0]["id"]
        assert httpx.get(f"{facts['control_url']}/login").status_code == 200


def test_nothing_listens_beyond_loopback(sandbox: Sandbox) -> None:
    with RunningSandbox(sandbox) as facts:
        assert {urlsplit(facts[name]).hostname for name in URLS} == {"127.0.0.1"}


def test_a_port_says_that_it_is_tcp_or_answers_would_wait_for_an_acknowledgement() -> None:
    with _bound(0) as listening:
        assert listening.proto == socket.IPPROTO_TCP


def test_a_sandbox_leaves_no_thread_and_no_open_port(sandbox: Sandbox) -> None:
    running = RunningSandbox(sandbox)
    with running as facts:
        port = urlsplit(facts["timeon_url"]).port
    assert not running._thread.is_alive()
    with pytest.raises(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
        pass


async def test_an_async_block_serves_as_well(sandbox: Sandbox) -> None:
    async with RunningSandbox(sandbox) as facts, httpx.AsyncClient() as client:
        assert (await client.get(f"{facts['control_url']}/totals")).status_code == 200


def test_a_taken_port_is_an_error_at_once(sandbox: Sandbox) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(OSError, match="in use"):
        asyncio.run(serve(sandbox, timeon_port=taken.getsockname()[1], announce=lambda _: None))


def test_a_revoked_koppelsleutel_is_not_announced(sandbox: Sandbox) -> None:
    administratie = sandbox.snelstart.administraties[0]
    for key in administratie.koppelsleutels.values():
        key.active = False
    facts = sandbox.facts("http://a", "http://b", "http://c")
    assert facts["administraties"][0]["koppelsleutel"] is None
    assert facts["administraties"][1]["koppelsleutel"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_program_clean(number: signal.Signals) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen([sys.executable, "-c", PROGRAM], stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        facts: dict[str, Any] = json.loads(process.stdout.readline())
        assert httpx.get(f"{facts['control_url']}/login").status_code == 200
        process.send_signal(number)
        assert process.wait(timeout=20) == 0
