"""The operations that are no list, read, create, replace or remove: a function each, in one table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.snelstart.answers import answer
from core.sandbox.snelstart.specials import (
    company,
    customfields,
    documenten,
    mutaties,
    orders,
    prices,
    relaties,
    reports,
    uploads,
    vat,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.responses import Response

    from core.sandbox.snelstart.call import Call


def echo(call: Call) -> Response:
    """GET /echo/{input}: the input as a JSON string."""
    return answer(call.parameters["input"])


SPECIALS: dict[tuple[str, str], Callable[[Call], Response]] = {
    ("GET", "/artikelen"): prices.list_artikelen,
    ("GET", "/artikelen/prijsafspraken"): prices.list_artikel_afspraken,
    ("GET", "/artikelen/{id}"): prices.read_artikel,
    ("GET", "/artikelen/{id}/customFields"): customfields.read_artikel,
    ("PUT", "/artikelen/{id}/customFields"): customfields.write_artikel,
    ("GET", "/authorization/HasUserAccessToAdministration"): company.has_access,
    ("POST", "/bankafschriftbestanden"): uploads.statements,
    ("PUT", "/btwaangiftes/{id}/externAangeven"): vat.file_elsewhere,
    ("GET", "/companyInfo"): company.read_company,
    ("PUT", "/companyInfo"): company.write_company,
    ("POST", "/documenten/{documenttype}"): documenten.upload,
    ("GET", "/documenten/{documenttype}/{pid}"): documenten.list_of_parent,
    ("GET", "/documenten/{id}"): documenten.read,
    ("PUT", "/documenten/{id}"): documenten.replace,
    ("DELETE", "/documenten/{id}"): documenten.remove,
    ("GET", "/echo/{input}"): echo,
    ("GET", "/grootboekmutaties"): mutaties.list_mutaties,
    ("POST", "/inkoopboekingen/CreateFromAttachment"): uploads.start_scan,
    ("GET", "/inkoopboekingen/GetCreateFromAttachmentStatus"): uploads.poll_scan,
    ("POST", "/inkoopboekingen/ubl"): uploads.book_ubl,
    ("PUT", "/offertes/{id}"): orders.replace_offerte,
    ("GET", "/prijsafspraken"): prices.list_afspraken,
    ("GET", "/rapportages/kolommenbalans"): reports.kolommenbalans,
    ("GET", "/rapportages/periodebalans"): reports.periodebalans,
    ("GET", "/relaties/{id}/customFields"): customfields.read_relatie,
    ("PUT", "/relaties/{id}/customFields"): customfields.write_relatie,
    ("GET", "/relaties/{id}/doorlopendeincassomachtigingen"): relaties.machtigingen,
    ("GET", "/relaties/{id}/inkoopboekingen"): relaties.inkoopboekingen,
    ("GET", "/relaties/{id}/verkoopboekingen"): relaties.verkoopboekingen,
    ("GET", "/vatrates/{id}"): vat.read_vatrates,
    ("GET", "/verkoopfacturen/{id}/ubl"): orders.read_ubl,
    ("PUT", "/verkooporders/{id}/ProcesStatus"): orders.write_proces_status,
}
"""By method and path as the operation table writes them."""
