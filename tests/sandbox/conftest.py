"""A sandbox of a fixed day, with a clock that a test can move, and clients that speak to it without a socket."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import httpx
import pytest

from core.sandbox import Sandbox, build_sandbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

TODAY = date(2026, 11, 24)
AGENT = "proef/1.0"


@dataclass
class Clock:
    """Time that stands still until a test moves it."""

    moment: datetime = field(default_factory=lambda: datetime(2026, 11, 24, 9, 30, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **span: float) -> None:
        self.moment += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def sandbox(clock: Clock) -> Sandbox:
    return build_sandbox(today=TODAY, now=clock)


@pytest.fixture
def first(sandbox: Sandbox) -> str:
    """The id of the administratie that fits the Time On world."""
    return sandbox.snelstart.administraties[0].id


@pytest.fixture
async def timeon(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """Time On with a bearer in hand."""
    transport = httpx.ASGITransport(app=sandbox.apps()["timeon"])
    async with httpx.AsyncClient(
        transport=transport, base_url="http://timeon", headers={"User-Agent": AGENT}
    ) as client:
        key = min(sandbox.timeon.api_keys)
        answer = await client.post("/token", params={"grant_type": "apitoken", "token": key})
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        yield client


@pytest.fixture
async def snelstart(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """SnelStart with a token for the first administratie in hand."""
    transport = httpx.ASGITransport(app=sandbox.apps()["snelstart"])
    async with httpx.AsyncClient(transport=transport, base_url="http://snelstart") as client:
        key = next(iter(sandbox.snelstart.administraties[0].koppelsleutels))
        answer = await client.post("/b2b/token", data={"grant_type": "clientkey", "clientkey": key})
        client.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
        client.headers["Ocp-Apim-Subscription-Key"] = min(sandbox.snelstart.subscription_keys)
        yield client


@pytest.fixture
async def control(sandbox: Sandbox) -> AsyncIterator[httpx.AsyncClient]:
    """The control API."""
    transport = httpx.ASGITransport(app=sandbox.apps()["control"])
    async with httpx.AsyncClient(transport=transport, base_url="http://control") as client:
        yield client
