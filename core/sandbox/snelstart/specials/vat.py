"""Vat rates by country, and the btw-aangifte that was filed elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from core.sandbox.snelstart.answers import answer, business
from core.sandbox.snelstart.machine import bound, existing
from core.sandbox.snelstart.present import presenter
from core.sandbox.snelstart.resources import RESOURCES

if TYPE_CHECKING:
    from core.sandbox.snelstart.call import Call

FILED = frozenset({"Geaccepteerd", "GeaccepteerdEnHerberekend", "GeaccepteerdExtern"})


def read_vatrates(call: Call) -> Response:
    """GET /vatrates/{id}, where the id is a country code of three letters and no guid."""
    wanted = call.parameters["id"].upper()
    for row in call.book.rows("vatrates"):
        if row.get("countryCode") == wanted:
            return answer(presenter(RESOURCES["vatrates"].read)(row))
    raise business("ALG-0103", status=404)


def file_elsewhere(call: Call) -> Response:
    """PUT /btwaangiftes/{id}/externAangeven: 204, once."""
    old = existing(call, RESOURCES["btwaangiftes"])
    body = bound(call, "BtwAangiftes.UpdateBtwAangifteStatusModel", "btwAangifte")
    if body["isExternAangegeven"] is None:
        raise business("BTW-0002")
    if old.get("btwAangifteStatus") in FILED:
        raise business("BTW-0001")
    status = "GeaccepteerdExtern" if body["isExternAangegeven"] else "NietVerzonden"
    call.book.change("btwaangiftes", old, btwAangifteStatus=status)
    return Response(status_code=204)
