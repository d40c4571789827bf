"""What verkooporders, offertes and verkoopfacturen do beside the machinery."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from starlette.responses import Response

from core.sandbox.snelstart.answers import answer, business
from core.sandbox.snelstart.machine import bound, existing, replace_record
from core.sandbox.snelstart.references import linked
from core.sandbox.snelstart.resources import RESOURCES
from core.sandbox.snelstart.rules.verkooporders import INVOICED, refuse_statuses_of_the_program

if TYPE_CHECKING:
    from core.sandbox.snelstart.call import Call

INVOICE = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"
BASIC = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"


def write_proces_status(call: Call) -> Response:
    """Moves an order to any status but the program's own two, from any other. That all moves are allowed is assumed."""
    old = existing(call, RESOURCES["verkooporders"])
    record = bound(call, "Verkooporders.VerkooporderUpdateProcesStatusModel", "verkooporder")
    if record["id"] != old["id"]:
        raise business("ALG-0101")
    refuse_statuses_of_the_program(record["procesStatus"], "verkooporder")
    if linked(old.get("verkoopfactuur")):
        raise business(INVOICED)
    call.book.change("verkooporders", old, procesStatus=record["procesStatus"] or "Order")
    return answer({})


def replace_offerte(call: Call) -> Response:
    """A PUT on an order by way of /offertes is refused with a code of its own."""
    if call.book.find("verkooporders", call.path_id()) is not None:
        raise business("VOR-0015")
    return replace_record(call, RESOURCES["offertes"])


def read_ubl(call: Call) -> Response:
    """The factuur as UBL: XML, as the vendor's own client expects; only the header is filled in."""
    factuur = existing(call, RESOURCES["verkoopfacturen"])
    parts = {
        "ID": factuur["factuurnummer"],
        "IssueDate": (factuur.get("factuurDatum") or "")[:10],
        "DueDate": (factuur.get("vervalDatum") or "")[:10],
        "DocumentCurrencyCode": "EUR",
    }
    lines = "".join(f"<cbc:{name}>{escape(str(text))}</cbc:{name}>" for name, text in parts.items())
    body = f'<?xml version="1.0" encoding="utf-8"?><Invoice xmlns="{INVOICE}" xmlns:cbc="{BASIC}">{lines}</Invoice>'
    return Response(body.encode(), media_type="application/xml")
