"""The machinery behind every resource: list, read, create, replace and remove, driven by a row each.

Promises bare arrays for lists, a whole record for every write, PUT as a replacement, and a refusal in one of the
service's own shapes for everything else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from starlette.responses import Response

from core.sandbox.snelstart import binding
from core.sandbox.snelstart.answers import JSON, Refusal, answer, bad_query, business, encode, model_state
from core.sandbox.snelstart.odata.errors import QueryError
from core.sandbox.snelstart.odata.options import Options, read_options
from core.sandbox.snelstart.present import page_bytes, presenter, record_bytes
from core.sandbox.snelstart.references import dangling, relink
from core.sandbox.snelstart.schema import model
from core.sandbox.snelstart.values import EMPTY_GUID

if TYPE_CHECKING:
    from core.sandbox.snelstart.call import Call
    from core.sandbox.snelstart.resource import Resource
    from core.sandbox.snelstart.state import Record
    from core.sandbox.snelstart.table import Table

LARGEST_PAGE = 500
NOT_FOUND = {
    "artikelen": "ART-0001",
    "artikelomzetgroepen": "ART-0009",
    "dagboeken": "BOE-0096",
    "doorlopendeincassomachtigingen": "VOR-0013",
    "grootboeken": "BOE-0037",
    "inkoopboekingen": "BOE-0001",
    "kostenplaatsen": "BOE-0019",
    "landen": "VOR-0010",
    "relaties": "REL-0005",
    "verkoopboekingen": "BOE-0001",
}
"""The code for a link into a resource that leads nowhere, unless the row has its own."""


def options_of(call: Call, resource: Resource) -> Options:
    """The query options of a list call; Refusal 400 with the query layer's message."""
    try:
        return read_options(
            call.query,
            model(resource.read),
            largest=call.operation.top or LARGEST_PAGE,
            selectable=resource.selectable,
            appliable=resource.appliable,
        )
    except QueryError as error:
        raise bad_query(str(error)) from error


def page(table: Table, options: Options) -> list[Record]:
    """The records of one page."""
    return table.page(options.skip, options.top, options.filter, options.matches)


def list_records(call: Call, resource: Resource) -> Response:
    """GET of a collection. Where the service ignores the query, so does this."""
    administratie = call.book.administratie
    table = administratie.table(resource.path)
    if call.operation.top is None:
        return Response(page_bytes(administratie, resource.path, resource.read, table.values()), media_type=JSON)
    options = options_of(call, resource)
    found = page(table, options)
    if options.select:
        show = presenter(resource.read)
        return answer([{name: shown[name] for name in options.select} for shown in map(show, found)])
    return Response(page_bytes(administratie, resource.path, resource.read, found), media_type=JSON)


def existing(call: Call, resource: Resource, status: int = 404) -> Record:
    """The record the path names; Refusal `status` when there is none or it was deleted softly."""
    record = call.book.find(resource.path, call.path_id())
    if record is None or (resource.soft is not None and record.get(resource.soft)):
        raise business(resource.missing, status=status)
    return record


def read_record(call: Call, resource: Resource) -> Response:
    """GET of one record."""
    record = existing(call, resource)
    return Response(record_bytes(call.book.administratie, resource.path, resource.read, record), media_type=JSON)


def body_of(call: Call, parameter: str, unreadable: str | None = None) -> Any:
    """The JSON of the body; Refusal ALG-0106 for none and model state (or `unreadable`) for what isn't JSON."""
    if not call.body.strip():
        raise business("ALG-0106")
    try:
        found = binding.read_json(call.body)
    except binding.NotJson:
        raise (business(unreadable) if unreadable else unreadable_state(parameter)) from None
    if found is None:
        raise business("ALG-0106")
    return found


def unreadable_state(parameter: str) -> Refusal:
    """Model state for a body that isn't JSON."""
    return model_state({parameter: ["Unexpected character encountered while parsing value."]})


def bound(call: Call, name: str, parameter: str, unreadable: str | None = None) -> Record:
    """The body bound to the model `name`; Refusal 400 when it doesn't fit."""
    value = body_of(call, parameter, unreadable)
    if not isinstance(value, dict) and unreadable:
        raise business(unreadable)
    record, errors = binding.bind(name, value, parameter)
    if errors or record is None:
        raise model_state(errors)
    return record


def _ready(call: Call, resource: Resource, record: Record, old: Record | None) -> None:
    """Takes a bound record to the state in which it can be stored; Refusal 400 with every code that applies."""
    shape = model(resource.write)
    relink(shape, record)
    resource.prepare(call.book, record, old)
    codes = [
        resource.dangling.get(path) or NOT_FOUND.get(target) or "ALG-0103"
        for path, target in dangling(call.book.administratie, shape, record)
    ]
    codes = codes or resource.check(call.book, record, old)
    if codes:
        raise business(*dict.fromkeys(codes))
    record["id"] = old["id"] if old is not None else call.book.new_id()
    resource.settle(call.book, record, old)


def create_record(call: Call, resource: Resource) -> Response:
    """POST: the id is the service's to give."""
    record = bound(call, resource.write, resource.parameter, resource.unreadable)
    if record.get("id") not in {None, EMPTY_GUID}:
        raise business(resource.id_given)
    _ready(call, resource, record, None)
    stored = call.book.store(resource.path, record)
    resource.stored(call.book, stored, None)
    return Response(encode(presenter(resource.write)(stored)), call.operation.status, media_type=JSON)


def replace_record(call: Call, resource: Resource) -> Response:
    """PUT: the new record takes the old one's place whole; what the body leaves out is gone."""
    old = existing(call, resource)
    record = bound(call, resource.write, resource.parameter, resource.unreadable)
    if record.get("id") != old["id"]:
        raise business(resource.id_differs)
    _ready(call, resource, record, old)
    stored = call.book.store(resource.path, record)
    resource.stored(call.book, stored, old)
    return Response(encode(presenter(resource.write)(stored)), call.operation.status, media_type=JSON)


def remove_record(call: Call, resource: Resource) -> Response:
    """DELETE: soft where the row has a flag for it, for good elsewhere."""
    old = existing(call, resource, resource.missing_on_delete)
    codes = resource.block(call.book, old)
    if codes:
        raise business(*codes)
    if resource.soft is not None:
        call.book.change(resource.path, old, **{resource.soft: True})
    else:
        call.book.drop(resource.path, old["id"])
        resource.removed(call.book, old)
    shown = {} if call.operation.answer == "{}" else presenter(resource.read)(old)
    return answer(shown, call.operation.status)
