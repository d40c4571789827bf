"""Prices by relatie: artikelen with an afspraak applied, the list of afspraken, and the price of one artikel now."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from core.sandbox.snelstart import values
from core.sandbox.snelstart.answers import answer, bad_query, business
from core.sandbox.snelstart.machine import existing, list_records, options_of, page, read_record
from core.sandbox.snelstart.odata.nodes import Binary, Literal, Path
from core.sandbox.snelstart.odata.parser import parse
from core.sandbox.snelstart.present import presenter
from core.sandbox.snelstart.references import link, linked
from core.sandbox.snelstart.resources import RESOURCES

if TYPE_CHECKING:
    from starlette.responses import Response

    from core.sandbox.snelstart.call import Call
    from core.sandbox.snelstart.odata.nodes import Node
    from core.sandbox.snelstart.state import Record

ARTIKELEN = RESOURCES["artikelen"]


def _klant_and_count(call: Call) -> tuple[str, Decimal] | None:
    """The relatie and count a price is asked for; Refusal 404 for a relatie that isn't there."""
    given = call.argument("relatieId")
    if not given:
        return None
    relatie_id = values.guid(given)
    if relatie_id is None:
        raise business("ALG-0103")
    if call.book.find("relaties", relatie_id) is None:
        raise business("ART-0014", status=404)
    return relatie_id, values.decimal(call.argument("aantal") or "1") or Decimal(1)


def _priced(call: Call, record: Record, klant: str, count: Decimal) -> Record:
    agreed = [
        row
        for row in call.book.rows("prijsafspraken")
        if linked(row.get("relatie")) == klant
        and linked(row.get("artikel")) == record["id"]
        and Decimal(row.get("aantal") or 0) <= count
    ]
    best = max(agreed, key=lambda row: Decimal(row.get("aantal") or 0), default=None)
    return {**record, "verkoopprijs": best["verkoopprijs"]} if best else record


def list_artikelen(call: Call) -> Response:
    """GET /artikelen, priced for a relatie when one is asked for."""
    asked = _klant_and_count(call)
    if asked is None:
        return list_records(call, ARTIKELEN)
    found = page(call.book.administratie.table("artikelen"), options_of(call, ARTIKELEN))
    return answer([presenter(ARTIKELEN.read)(_priced(call, row, *asked)) for row in found])


def read_artikel(call: Call) -> Response:
    """GET /artikelen/{id}, priced for a relatie when one is asked for."""
    record = existing(call, ARTIKELEN)
    asked = _klant_and_count(call)
    if asked is None:
        return read_record(call, ARTIKELEN)
    return answer(presenter(ARTIKELEN.read)(_priced(call, record, *asked)))


def list_artikel_afspraken(call: Call) -> Response:
    """GET /artikelen/prijsafspraken."""
    return list_records(call, RESOURCES["artikelen/prijsafspraken"])


def _equalities(node: Node) -> dict[tuple[str, ...], Literal]:
    """What a filter pins down: paths that must equal a literal for it to hold."""
    match node:
        case Binary("and", left, right):
            return _equalities(left) | _equalities(right)
        case Binary("eq", Path(steps), Literal() as literal) | Binary("eq", Literal() as literal, Path(steps)):
            return {steps: literal}
    return {}


def list_afspraken(call: Call) -> Response:
    """GET /prijsafspraken: needs an artikel in the filter; without an afspraak it answers the normal price."""
    row_of = RESOURCES["prijsafspraken"]
    options = options_of(call, row_of)
    text = next((text for name, text in reversed(call.query) if name == "$filter"), None)
    pinned = _equalities(parse(text)) if text is not None else {}
    artikel_id = pinned.get(("Artikel", "Id"), Literal(None, "null")).value
    if not isinstance(artikel_id, str):
        raise bad_query("Artikel/Id is verplicht")
    found = page(call.book.administratie.table("prijsafspraken"), options)
    artikel = call.book.find("artikelen", artikel_id)
    if not found and artikel is not None and not options.skip:
        found = [_normal(artikel, pinned)]
    return answer([presenter(row_of.read)(row) for row in found])


def _normal(artikel: Record, pinned: dict[tuple[str, ...], Literal]) -> Record:
    relatie_id = pinned.get(("Relatie", "Id"), Literal(None, "null")).value
    count = pinned.get(("Aantal",), Literal(Decimal(1), "number")).value
    return {
        "relatie": link("relaties", relatie_id) if isinstance(relatie_id, str) else None,
        "artikel": link("artikelen", artikel["id"]),
        "aantal": count,
        "korting": 0,
        "verkoopprijs": artikel.get("verkoopprijs"),
        "basisprijs": artikel.get("verkoopprijs"),
        "prijsBepalingSoort": "NormaleVerkoopprijs",
    }
