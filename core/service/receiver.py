"""The receiver over HTTP: one path that takes a POST, on loopback, behind a proxy that does TLS.

Promises bounds: the size of a body and of its head, the time both may take, how many are under way, and that who says
nothing does not keep out who comes with a message. It answers a status and nothing else, and logs neither bodies nor
addresses.
"""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Generator
from typing import TYPE_CHECKING, Any

from core.coupling.notice import MOST_BYTES
from core.errors import UsageError
from core.text import say

if TYPE_CHECKING:
    import uvicorn

PATH = "/koppelsleutel"
HEALTH = "/gezond"
HOST = "127.0.0.1"
HEAD_SECONDS, BODY_SECONDS = 5.0, 10.0
AT_ONCE = 64
_HEAD = 16 * 1024
_IDLE_SECONDS = 5
_GRACE_SECONDS = 5

TOO_LARGE, TOO_SLOW = 413, 408

Receive = Callable[[bytes], Awaitable[int]]


def build_app(receive: Receive, *, body_seconds: float = BODY_SECONDS) -> Any:
    """The ASGI application: POST hands the body to `receive`, whose status is the answer."""
    from starlette.applications import Starlette
    from starlette.requests import ClientDisconnect, Request
    from starlette.responses import Response
    from starlette.routing import Route

    async def take(request: Request) -> Response:
        body = bytearray()
        try:
            async with asyncio.timeout(body_seconds):
                async for chunk in request.stream():
                    body += chunk
                    if len(body) > MOST_BYTES:
                        return Response(status_code=TOO_LARGE, headers={"Connection": "close"})
        except TimeoutError:
            return Response(status_code=TOO_SLOW, headers={"Connection": "close"})
        except ClientDisconnect:
            return Response(status_code=TOO_SLOW)
        return Response(status_code=await receive(bytes(body)))

    async def healthy(_request: Request) -> Response:
        return Response(status_code=204)

    return Starlette(routes=[Route(PATH, take, methods=["POST"]), Route(HEALTH, healthy, methods=["GET"])])


@contextlib.asynccontextmanager
async def listening(app: Any, port: int, *, head_seconds: float = HEAD_SECONDS) -> AsyncIterator[int]:
    """Serve `app` on this machine for the length of the block; answers the port, 0 takes a free one. Raises UsageError."""
    bound = _bound(port)
    server = _server(app, head_seconds)
    running = asyncio.ensure_future(server.serve(sockets=[bound]))
    try:
        yield int(bound.getsockname()[1])
    finally:
        server.should_exit = True
        await running


def _bound(port: int) -> socket.socket:
    """Listening before anybody hears of it."""
    bound = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((HOST, port))
        bound.listen(AT_ONCE)
    except OSError as problem:
        bound.close()
        raise UsageError(
            say("Poort {port} is niet te gebruiken: {problem}.", port=port, problem=problem.strerror),
            advice=say("Kies een andere poort met --port."),
        ) from problem
    return bound


def _server(app: Any, head_seconds: float) -> "uvicorn.Server":
    import uvicorn

    from core.service.line_limits import limited

    class Server(uvicorn.Server):
        """Leaves the signals of the process to the command."""

        @contextlib.contextmanager
        def capture_signals(self) -> Generator[None, None, None]:
            yield

    return Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="none",
            http=limited(head_seconds, AT_ONCE),
            server_header=False,
            proxy_headers=False,
            limit_concurrency=2 * AT_ONCE,
            timeout_keep_alive=_IDLE_SECONDS,
            timeout_graceful_shutdown=_GRACE_SECONDS,
            h11_max_incomplete_event_size=_HEAD,
        )
    )
