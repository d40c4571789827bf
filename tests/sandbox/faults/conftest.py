"""A small service behind the faults, on a real loopback socket: it makes orders, lists them and counts its work."""

import asyncio
import contextlib
import socket
from decimal import Decimal

import httpx
import msgspec
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route

from core.sandbox.faults import FaultMiddleware, Faults


class Shop:
    def __init__(self):
        self.orders = []

    async def make(self, request):
        await request.body()
        order = {"id": f"order-{len(self.orders) + 1}", "totaal": Decimal("12.50")}
        self.orders.append(order)
        return self.json(order, 201)

    async def list(self, _request):
        return self.json(self.orders, 200)

    def json(self, value, status):
        body = msgspec.json.Encoder(decimal_format="number").encode(value)
        return Response(body, status, media_type="application/json")

    def app(self):
        path = "/v2/verkooporders"
        return Starlette(routes=[Route(path, self.make, methods=["POST"]), Route(path, self.list)])


class Server(uvicorn.Server):
    def __init__(self, config):
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets=None):
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self):
        yield


class Sleeper:
    """Sleeps nothing and remembers how long it was asked for."""

    def __init__(self):
        self.slept = []

    async def __call__(self, seconds):
        self.slept.append(seconds)


@pytest.fixture
def shop():
    return Shop()


@pytest.fixture
def sleeper():
    return Sleeper()


@pytest.fixture
def ticks():
    return [100.0]


@pytest.fixture
def faults(sleeper, ticks):
    return Faults(seed=1, sleep=sleeper, ticks=lambda: ticks[0], now=lambda: 1_800_000_000.0)


@pytest.fixture
async def wire(shop, faults):
    """A client over a real socket to the shop behind the faults."""
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        app = FaultMiddleware(shop.app(), faults, "snelstart")
        server = Server(uvicorn.Config(app, log_config=None, lifespan="off", ws="none"))
        serving = asyncio.ensure_future(server.serve(sockets=[listening]))
        await server.ready.wait()
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False) as client:
            yield client
        server.should_exit = True
        await serving
