"""The operations that are no list, read, create, replace or remove: each a function of its own, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from core.sandbox.snelstart.answers import answer, business, model_state
from core.sandbox.snelstart.binding import bind
from core.sandbox.snelstart.machine import body_of, bound, existing
from core.sandbox.snelstart.present import presenter
from core.sandbox.snelstart.references import linked
from core.sandbox.snelstart.resources import RESOURCES
from core.sandbox.snelstart.rules.verkooporders import INVOICED, refuse_statuses_of_the_program

if TYPE_CHECKING:
    from collections.abc import Callable

    from core.sandbox.snelstart.call import Call

COMPANY = "CompanyInfo.CompanyInfoModel"


def read_company(call: Call) -> Response:
    """GET /companyInfo."""
    return answer(presenter(COMPANY)(call.book.company))


def write_company(call: Call) -> Response:
    """PUT /companyInfo: only `factureerBuitenlandsBtw` is taken, the rest of the body is ignored."""
    record, errors = bind(COMPANY, body_of(call, "companyInfo"), "companyInfo")
    if errors or record is None:
        raise model_state(errors)
    wanted = record["factureerBuitenlandsBtw"]
    if wanted is not None:
        call.book.administratie.company_info = {**call.book.company, "factureerBuitenlandsBtw": wanted}
    return read_company(call)


def write_proces_status(call: Call) -> Response:
    """PUT /verkooporders/{id}/ProcesStatus: every status but the program's own two, from any other. Assumed."""
    old = existing(call, RESOURCES["verkooporders"])
    record = bound(call, "Verkooporders.VerkooporderUpdateProcesStatusModel", "verkooporder")
    if record["id"] != old["id"]:
        raise business("ALG-0101")
    refuse_statuses_of_the_program(record["procesStatus"], "verkooporder")
    if linked(old.get("verkoopfactuur")):
        raise business(INVOICED)
    call.book.change("verkooporders", old, procesStatus=record["procesStatus"] or "Order")
    return answer({})


def echo(call: Call) -> Response:
    """GET /echo/{input}."""
    return answer(call.parameters["input"])


SPECIALS: dict[tuple[str, str], Callable[[Call], Response]] = {
    ("GET", "/companyInfo"): read_company,
    ("PUT", "/companyInfo"): write_company,
    ("GET", "/echo/{input}"): echo,
    ("PUT", "/verkooporders/{id}/ProcesStatus"): write_proces_status,
}
"""By method and path as the operation table writes them."""
