"""The lists under one relatie: plain arrays without paging, as the document has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from core.sandbox.snelstart.answers import JSON, answer
from core.sandbox.snelstart.machine import existing
from core.sandbox.snelstart.present import page_bytes, presenter
from core.sandbox.snelstart.references import MACHTIGINGEN, linked
from core.sandbox.snelstart.resources import RESOURCES

if TYPE_CHECKING:
    from core.sandbox.snelstart.call import Call

MACHTIGING = "Relaties.DoorlopendeIncassoMachtigingModel"


def _boekingen(call: Call, resource: str, partner: str) -> Response:
    me = call.path_id()
    rows = [row for row in call.book.rows(resource) if linked(row.get(partner)) == me]
    body = page_bytes(call.book.administratie, resource, RESOURCES[resource].read, rows)
    return Response(body, media_type=JSON)


def inkoopboekingen(call: Call) -> Response:
    """GET /relaties/{id}/inkoopboekingen; empty for an id that isn't there."""
    return _boekingen(call, "inkoopboekingen", "leverancier")


def verkoopboekingen(call: Call) -> Response:
    """GET /relaties/{id}/verkoopboekingen; empty for an id that isn't there."""
    return _boekingen(call, "verkoopboekingen", "klant")


def machtigingen(call: Call) -> Response:
    """GET /relaties/{id}/doorlopendeincassomachtigingen."""
    me = existing(call, RESOURCES["relaties"])["id"]
    show = presenter(MACHTIGING)
    return answer([show(row) for row in call.book.rows(MACHTIGINGEN) if linked(row.get("klant")) == me])
