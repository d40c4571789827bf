"""GET and PUT /companyInfo, and who may see the administratie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.snelstart import values
from core.sandbox.snelstart.answers import answer, model_state
from core.sandbox.snelstart.machine import bound
from core.sandbox.snelstart.present import presenter

if TYPE_CHECKING:
    from starlette.responses import Response

    from core.sandbox.snelstart.call import Call

COMPANY = "CompanyInfo.CompanyInfoModel"


def read_company(call: Call) -> Response:
    """The company as it is."""
    return answer(presenter(COMPANY)(call.book.company))


def write_company(call: Call) -> Response:
    """Takes `factureerBuitenlandsBtw` and ignores the rest of the body, as the document says."""
    wanted = bound(call, COMPANY, "companyInfo")["factureerBuitenlandsBtw"]
    if wanted is not None:
        call.book.administratie.company_info = {**call.book.company, "factureerBuitenlandsBtw": wanted}
    return read_company(call)


def has_access(call: Call) -> Response:
    """Whether a user may open the administratie: those in its table `gebruikers`, which a new world leaves empty."""
    user = values.guid(call.argument("userIdentifier") or "")
    if user is None:
        raise model_state({"userIdentifier": ["The value is not a valid guid."]})
    return answer({"hasAccess": call.book.find("gebruikers", user) is not None})
