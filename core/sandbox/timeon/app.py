"""Time On as an ASGI application over one `TimeOnState` or several: the key, and then the bearer, says which is meant.

Promises 200 for every call that reaches a handler, 401 for a bad bearer, 404 and 405 for what isn't there, and
never a 500 for what a client sends.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route

from core.sandbox.timeon import customers, hours, organisation, projects, tokens
from core.sandbox.timeon.answers import MAX_BODY, RefusedError, decode, ok, refuse, unauthorized
from core.sandbox.timeon.edge import Edge

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from core.sandbox.timeon.state import TimeOnState

    Call = Callable[[TimeOnState, dict[str, Any]], Any]
    Read = Callable[[TimeOnState, str], Any]
    Known = Callable[[Request], TimeOnState | None]
    Endpoint = Callable[[Request], Awaitable[Response]]

CALLS: tuple[tuple[str, str, Call], ...] = (
    ("GET", "/api/organisation", organisation.organisation),
    ("GET", "/api/system/countries", organisation.countries),
    ("POST", "/api/user/search", organisation.search_users),
    ("POST", "/api/customer/list", customers.list_customers),
    ("POST", "/api/customer", customers.create_customer),
    ("POST", "/api/customer/save", customers.save_customer),
    ("POST", "/api/project/list", projects.list_projects),
    ("POST", "/api/project/create", projects.create_project),
    ("POST", "/api/project/save", projects.save_project),
    ("PATCH", "/api/project/status", projects.set_status),
    ("POST", "/api/hour/list", hours.list_hours),
    ("POST", "/api/hour/save", hours.save_hour),
    ("POST", "/api/hour/delete", hours.delete_hour),
    ("POST", "/api/hour/restore", hours.restore_hour),
    ("POST", "/api/hour/definitive", hours.delete_definitively),
    ("POST", "/api/hour/approve", hours.approve),
    ("POST", "/api/hour/disapprove", hours.disapprove),
)
READS: tuple[tuple[str, Read], ...] = (
    ("/api/customer/{number}", customers.read_customer),
    ("/api/project/{number}", projects.read_project),
)


def timeon_app(*states: TimeOnState) -> Starlette:
    """The application; all its memory is in the states, one an organisation."""

    def known(request: Request) -> TimeOnState | None:
        bearer = tokens.bearer(request)
        return next((state for state in states if state.knows(bearer)), None)

    async def token(request: Request) -> Response:
        return tokens.exchange(states, request)

    async def logout(request: Request) -> Response:
        state = known(request)
        return tokens.log_out(state, request) if state is not None else unauthorized()

    return Starlette(
        routes=[
            Route("/token", token, methods=["POST"]),
            Route("/token/logout", logout, methods=["POST"]),
            *(Route(path, _call(known, call), methods=[method]) for method, path, call in CALLS),
            *(Route(path, _read(known, read), methods=["GET"]) for path, read in READS),
        ],
        middleware=[Middleware(Edge)],
        exception_handlers={404: _empty, 405: _empty},
    )


def _call(known: Known, call: Call) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        state = known(request)
        if state is None:
            return unauthorized()
        body = bytearray()
        try:
            async for chunk in request.stream():
                body += chunk
                if len(body) > MAX_BODY:
                    return Response(status_code=413)
        except ClientDisconnect:
            return Response(status_code=400)
        try:
            return ok(call(state, decode(bytes(body))))
        except RefusedError as refused:
            return refuse(str(refused))

    return endpoint


def _read(known: Known, read: Read) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        state = known(request)
        if state is None:
            return unauthorized()
        try:
            return ok(read(state, request.path_params["number"]))
        except RefusedError as refused:
            return refuse(str(refused))

    return endpoint


async def _empty(_: Request, failure: Exception) -> Response:
    return Response(status_code=getattr(failure, "status_code", 404))
