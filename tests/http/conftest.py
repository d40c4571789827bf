import asyncio
from collections.abc import Awaitable, Callable

import pytest
import stamina

from core.config import Settings
from core.http import Http

Script = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@pytest.fixture(autouse=True)
def _no_waiting():
    with stamina.set_testing(True, attempts=3):
        yield


@pytest.fixture
async def http():
    made = Http(Settings(timeout_seconds=0.5))
    yield made
    await made.aclose()


@pytest.fixture
async def serve():
    """Serve a script on a real socket: `await serve(script)` answers its address."""
    servers = []

    async def start(script: Script) -> str:
        async def handle(reader, writer):
            try:
                await script(reader, writer)
            finally:
                writer.close()

        server = await asyncio.start_server(handle, "127.0.0.1", 0)
        servers.append(server)
        return f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"

    yield start
    for server in servers:
        server.close()
        await server.wait_closed()
