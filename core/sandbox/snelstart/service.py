"""From a call to an answer: promises the gateway's checks first, then the token, the scopes and the operation."""

from __future__ import annotations

from asyncio import sleep
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.requests import ClientDisconnect

from core.sandbox.snelstart import jwt, machine
from core.sandbox.snelstart.answers import Refusal, denied, gateway
from core.sandbox.snelstart.book import Book
from core.sandbox.snelstart.call import Call
from core.sandbox.snelstart.limits import PRODUCTS, Meter
from core.sandbox.snelstart.operations import find
from core.sandbox.snelstart.resources import RESOURCES
from core.sandbox.snelstart.specials import SPECIALS

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from starlette.requests import Request
    from starlette.responses import Response

    from core.sandbox.snelstart.operations import Operation
    from core.sandbox.snelstart.resource import Resource
    from core.sandbox.snelstart.state import Administratie, SnelStartState

KEY_HEADER = "ocp-apim-subscription-key"
KEY_QUERY = "subscription-key"
JSON_TYPES = frozenset({"application/json", "text/json"})
LARGEST_BODY = 30_000_000
"""Bytes: the default bound of the service's web server."""
GENERIC: dict[tuple[str, bool], Callable[[Call, Resource], Response]] = {
    ("GET", False): machine.list_records,
    ("GET", True): machine.read_record,
    ("POST", False): machine.create_record,
    ("PUT", True): machine.replace_record,
    ("DELETE", True): machine.remove_record,
}


def check_subscription(state: SnelStartState, request: Request) -> None:
    """Refusal 401 in the gateway's words when the subscription key is missing or unknown."""
    key = request.headers.get(KEY_HEADER) or request.query_params.get(KEY_QUERY)
    if not key:
        raise gateway(
            401,
            "Access denied due to missing subscription key. "
            "Make sure to include subscription key when making requests to an API.",
        )
    if key not in state.subscription_keys:
        raise gateway(
            401,
            "Access denied due to invalid subscription key. Make sure to provide a valid key for an active subscription.",
        )


def check_media_type(request: Request) -> None:
    """Refusal 415 for a body that doesn't say it is JSON: the default of the service's framework, assumed."""
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media not in JSON_TYPES:
        name = media or "application/octet-stream"
        message = f"The request entity's media type '{name}' is not supported for this resource."
        raise Refusal(415, {"Message": message})


def identify(state: SnelStartState, request: Request) -> tuple[Book, frozenset[str]]:
    """Whose call this is; Refusal 401 without a token that holds."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    found = jwt.check(state, token.strip()) if scheme.lower() == "bearer" else None
    if found is None:
        raise denied(401)
    administratie, scopes = found
    return Book(state, administratie), scopes


def _run(call: Call) -> Response:
    special = SPECIALS.get((call.operation.method, call.operation.path))
    if special is not None:
        return special(call)
    resource = RESOURCES[call.operation.parts[0]]
    return GENERIC[call.operation.method, bool(call.parameters)](call, resource)


def locate(request: Request, path: str) -> tuple[Operation, dict[str, str]]:
    """The operation of a path under /v2; Refusal 404 in the gateway's words."""
    found = find(request.method, path)
    if found is None:
        raise gateway(404, "Resource not found")
    return found


async def body_within_bounds(request: Request) -> bytes:
    """The whole body; Refusal 413 beyond the web server's bound, 400 (to nobody) when the client left."""
    parts: list[bytes] = []
    size = 0
    try:
        async for part in request.stream():
            size += len(part)
            if size > LARGEST_BODY:
                raise gateway(413, "Request Entity Too Large")
            parts.append(part)
    except ClientDisconnect:
        raise gateway(400, "Bad Request") from None
    return b"".join(parts)


@dataclass(slots=True)
class Service:
    """The service over one state, with a meter for each administratie that called."""

    state: SnelStartState
    meters: dict[str, Meter] = field(default_factory=dict)

    def _slot(self, administratie: Administratie) -> AbstractContextManager[None]:
        if not self.state.limits:
            return nullcontext()
        product = PRODUCTS[administratie.product]
        meter = self.meters.get(administratie.id)
        if meter is None or meter.product != product:
            meter = self.meters[administratie.id] = Meter(product, self.state.ticks, administratie.counts)
        return meter.slot()

    async def serve(self, request: Request, path: str) -> Response:
        """The answer to one call under /v2; a Refusal is for the caller to render."""
        check_subscription(self.state, request)
        operation, parameters = locate(request, path)
        book, scopes = identify(self.state, request)
        with self._slot(book.administratie):
            await sleep(0)
            if not scopes.issuperset(operation.scopes):
                raise denied(403)
            body = await body_within_bounds(request)
            if body and operation.body != "-":
                check_media_type(request)
            return _run(Call(book, operation, parameters, list(request.query_params.multi_items()), body))
