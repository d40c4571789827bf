"""Fixtures around the small administratie of ground.py: its state, a koppelsleutel and a client with both headers."""

import httpx
import pytest

from core.sandbox.snelstart.acts import issue_koppelsleutel
from core.sandbox.snelstart.app import snelstart_app
from core.sandbox.snelstart.state import SnelStartState
from tests.sandbox.snelstart.ground import ADMINISTRATIE, KLANT, SUBSCRIPTION, UUR, Clock, make_administratie


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def state(clock):
    return SnelStartState([make_administratie()], {SUBSCRIPTION}, clock, seed=7)


@pytest.fixture
def administratie(state):
    return state.administraties[0]


@pytest.fixture
def koppelsleutel(state):
    return issue_koppelsleutel(state, ADMINISTRATIE)


@pytest.fixture
async def bare(state):
    """A client without any header of its own."""
    transport = httpx.ASGITransport(snelstart_app(state))
    async with httpx.AsyncClient(transport=transport, base_url="http://snelstart.test") as client:
        yield client


@pytest.fixture
async def client(bare, koppelsleutel):
    """A client with both headers."""
    answer = await bare.post("/b2b/token", data={"grant_type": "clientkey", "clientkey": koppelsleutel})
    bare.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    bare.headers["Ocp-Apim-Subscription-Key"] = SUBSCRIPTION
    return bare


@pytest.fixture
def order():
    """A minimal order body."""
    return {
        "relatie": {"id": KLANT},
        "datum": "2026-11-24",
        "regels": [{"artikel": {"id": UUR}, "aantal": "2", "stuksprijs": "87.50"}],
    }
