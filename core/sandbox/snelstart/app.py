"""The ASGI application of the SnelStart twin: /b2b/token, /v2/… and /echo on one host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route

from core.sandbox.snelstart.answers import Refusal, answer, gateway
from core.sandbox.snelstart.service import Service, body_within_bounds, check_subscription
from core.sandbox.snelstart.token import grant

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from core.sandbox.snelstart.state import SnelStartState

HUNG_UP = 499
"""For a caller that left before its body was whole: nobody hears it."""
METHODS = ("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")


def _rendered(handle: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    async def endpoint(request: Request) -> Response:
        try:
            return await handle(request)
        except Refusal as refusal:
            return refusal.response()
        except ClientDisconnect:
            return Response(status_code=HUNG_UP)

    return endpoint


def snelstart_app(state: SnelStartState) -> Starlette:
    """An application over `state`: every request reads and changes that very object."""
    service = Service(state)

    async def token(request: Request) -> Response:
        return grant(state, request.headers.get("content-type", ""), await body_within_bounds(request))

    async def call(request: Request) -> Response:
        return await service.serve(request, request.path_params["path"])

    async def echo(request: Request) -> Response:
        check_subscription(state, request)
        return answer(dict(request.query_params))

    async def nowhere(_request: Request) -> Response:
        raise gateway(404, "Resource not found")

    return Starlette(
        routes=[
            Route("/b2b/token", _rendered(token), methods=["POST"]),
            Route("/v2/{path:path}", _rendered(call), methods=METHODS),
            Route("/echo/resource", _rendered(echo), methods=["GET", "POST", "HEAD"]),
            Route("/{path:path}", _rendered(nowhere), methods=METHODS),
        ]
    )
