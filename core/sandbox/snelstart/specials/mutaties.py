"""GET /grootboekmutaties, the one list that can group and add up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.snelstart.answers import answer, bad_query
from core.sandbox.snelstart.machine import list_records, options_of
from core.sandbox.snelstart.odata.apply import apply
from core.sandbox.snelstart.odata.errors import QueryError
from core.sandbox.snelstart.resources import RESOURCES
from core.sandbox.snelstart.schema import model

if TYPE_CHECKING:
    from starlette.responses import Response

    from core.sandbox.snelstart.call import Call

ROW = RESOURCES["grootboekmutaties"]


def list_mutaties(call: Call) -> Response:
    """A page of mutaties, or with $apply the groups over all that the filter leaves."""
    options = options_of(call, ROW)
    if options.apply is None:
        return list_records(call, ROW)
    rows = call.book.rows(ROW.path)
    try:
        found = apply(options.apply, model(ROW.read), filter(options.matches, rows) if options.matches else rows)
    except QueryError as error:
        raise bad_query(str(error)) from error
    return answer(found[options.skip : options.skip + options.top])
