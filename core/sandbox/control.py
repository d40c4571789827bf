"""The control API: the human side of both services, as JSON for tests and as a page for a browser.

Promises 400 with a sentence for a bad request, 404 for an unknown id, 409 for an act the program would refuse, and
never a 500. Amounts go out as decimal text.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import msgspec
from starlette.applications import Starlette
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from core.sandbox.activation import Activation
from core.sandbox.asked import Asked, AskedError
from core.sandbox.bookkeeper import BOOKKEEPER
from core.sandbox.couplings import MAX_REFERENCE, Couplings
from core.sandbox.faults import read_rule
from core.sandbox.snelstart.acts import ActError, totals
from core.sandbox.timeon_user import TIMEON_USER

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.requests import Request

    from core.sandbox.faults import Faults
    from core.sandbox.snelstart.state import Administratie, SnelStartState
    from core.sandbox.timeon.state import TimeOnState

    Endpoint = Callable[[Request], Awaitable[Response]]

_MAX_BODY = 10_000_000


class _Control:
    def __init__(self, snelstart: SnelStartState, timeon: TimeOnState, couplings: Couplings, faults: Faults) -> None:
        self.snelstart = snelstart
        self.timeon = timeon
        self.couplings = couplings
        self.faults = faults

    async def login(self, _: Request) -> Any:
        return [_choice(administratie) for administratie in self.snelstart.administraties]

    async def koppel(self, request: Request) -> Any:
        asked = await _asked(request)
        reference = asked.optional_text("referenceKey") or ""
        if len(reference) > MAX_REFERENCE:
            raise AskedError(f"referenceKey is langer dan {MAX_REFERENCE} tekens.")
        koppelsleutel = await self.couplings.create(self.snelstart, asked.text("administratie"), reference)
        return {"koppelsleutel": koppelsleutel}

    async def regenerate(self, request: Request) -> Any:
        asked = await _asked(request)
        return {"koppelsleutel": await self.couplings.regenerate(self.snelstart, asked.text("koppelsleutel"))}

    async def revoke(self, request: Request) -> Any:
        await self.couplings.delete(self.snelstart, (await _asked(request)).text("koppelsleutel"))
        return {}

    async def totals(self, _: Request) -> Any:
        return {administratie.id: totals(administratie) for administratie in self.snelstart.administraties}

    async def calls(self, _: Request) -> Any:
        return {administratie.id: asdict(administratie.counts) for administratie in self.snelstart.administraties}

    async def act(self, request: Request) -> Any:
        return BOOKKEEPER[request.path_params["name"]](self.snelstart, await _asked(request))

    async def timeon_act(self, request: Request) -> Any:
        return TIMEON_USER[request.path_params["name"]](self.timeon, await _asked(request))

    async def indeling(self, _: Request) -> Any:
        return self.timeon.indeling

    async def webhook(self, _: Request) -> Any:
        couplings = self.couplings
        casing = "pascal" if couplings.pascal_case else "camel"
        return {"url": couplings.webhook_url, "casing": casing, "deliveries": couplings.deliveries}

    async def set_webhook(self, request: Request) -> Any:
        asked = await _asked(request)
        casing = asked.optional_text("casing") or "pascal"
        if casing not in {"pascal", "camel"}:
            raise AskedError("casing is pascal of camel.")
        self.couplings.set_webhook(asked.optional_text("url"), pascal_case=casing == "pascal")
        return await self.webhook(request)

    async def weather(self, _: Request) -> Any:
        return {"set": self.faults.name, "rules": self.faults.report()}

    async def set_weather(self, request: Request) -> Any:
        asked = await _asked(request)
        name = asked.optional_text("set")
        if name is not None:
            self.faults.take(name)
        else:
            self.faults.replace([read_rule(rule) for rule in asked.items("rules")])
        return await self.weather(request)


def control_app(snelstart: SnelStartState, timeon: TimeOnState, couplings: Couplings, faults: Faults) -> Starlette:
    """The application over both states, what the activation remembers, and the faults that strike."""
    control = _Control(snelstart, timeon, couplings, faults)
    activation = Activation(snelstart, couplings)
    calls: tuple[tuple[str, str, Callable[[Request], Awaitable[Any]]], ...] = (
        ("GET", "/login", control.login),
        ("POST", "/koppel", control.koppel),
        ("GET", "/totals", control.totals),
        ("GET", "/calls", control.calls),
        ("GET", "/webhook", control.webhook),
        ("POST", "/webhook", control.set_webhook),
        ("GET", "/faults", control.weather),
        ("POST", "/faults", control.set_weather),
        ("POST", "/acts/revoke", control.revoke),
        ("POST", "/acts/regenerate", control.regenerate),
        ("POST", "/acts/{name}", control.act),
        ("GET", "/timeon/indeling", control.indeling),
        ("POST", "/timeon/{name}", control.timeon_act),
    )
    return Starlette(
        routes=[
            Route("/", _to_the_page, methods=["GET"]),
            Route("/couplings/activate/{app}", activation.show, methods=["GET"]),
            Route("/couplings/activate/{app}", activation.go_on, methods=["POST"]),
            *(Route(path, _endpoint(call), methods=[method]) for method, path, call in calls),
        ]
    )


async def _to_the_page(_: Request) -> Response:
    return RedirectResponse("/couplings/activate/zandbak")


def _endpoint(call: Callable[[Request], Awaitable[Any]]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            return _json(await call(request))
        except KeyError as unknown:
            return _json({"message": f"Onbekend: {unknown.args[0]}"}, 404)
        except ActError as refused:
            return _json({"message": str(refused)}, 409)
        except (ValueError, TypeError, ArithmeticError) as wrong:
            return _json({"message": str(wrong) or "Ongeldig verzoek."}, 400)

    return endpoint


def _choice(administratie: Administratie) -> dict[str, Any]:
    klanten = sum("Klant" in relatie["relatiesoort"] for relatie in administratie.table("relaties").values())
    boekjaar = administratie.company_info["huidigBoekjaar"]
    return {"id": administratie.id, "naam": administratie.naam, "boekjaar": boekjaar, "klanten": klanten}


async def _asked(request: Request) -> Asked:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            raise AskedError("Het verzoek is te groot.")
    return Asked(bytes(body))


def _json(value: Any, status: int = 200) -> Response:
    return Response(msgspec.json.encode(value), status, media_type="application/json")
