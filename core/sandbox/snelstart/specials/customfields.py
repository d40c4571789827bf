"""Extra fields of artikelen and relaties: definitions of the administratie, values by record, rules by type.

Definitions are the records of the table `customfields`: `{"id", "parent", "name", "type", "properties"}`, where parent
is artikel, klant or leverancier. A value is kept in the table `customfieldvalues` under the id of its record.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.sandbox.snelstart.answers import answer, business, model_state
from core.sandbox.snelstart.binding import bind_many
from core.sandbox.snelstart.machine import body_of, bound, existing
from core.sandbox.snelstart.resources import RESOURCES
from core.sandbox.snelstart.rules.extravelden import field_value

if TYPE_CHECKING:
    from starlette.responses import Response

    from core.sandbox.snelstart.call import Call
    from core.sandbox.snelstart.state import Record

VALUES = "customfieldvalues"
PARENTS = {"klant": "Klant", "leverancier": "Leverancier"}


def _definitions(call: Call, parent: str) -> dict[str, Record]:
    return {row["name"]: row for row in call.book.rows("customfields") if row["parent"] == parent}


def _shown(call: Call, owner: Record, parent: str, extra: Record) -> list[Record]:
    given = (call.book.find(VALUES, owner["id"]) or {}).get("values") or {}
    return [
        {
            "definition": {"name": name, "type": row["type"], "properties": row.get("properties") or [], **extra},
            "value": given.get(name),
        }
        for name, row in _definitions(call, parent).items()
    ]


def _written(call: Call, parent: str, fields: list[Record]) -> Record:
    """The values in `fields` by name; Refusal 400 with every REF code that applies."""
    known = _definitions(call, parent)
    codes: list[str] = []
    found: dict[str, Any] = {}
    for each in fields:
        definition = known.get(each["name"] or "")
        if definition is None:
            codes.append("REF-0002")
        elif each["name"] in found:
            codes.append("REF-0003")
        else:
            found[each["name"]], code = field_value(definition, each["value"])
            codes += [code] if code else []
    if codes:
        raise business(*dict.fromkeys(codes))
    return found


def _keep(call: Call, owner: Record, found: Record) -> None:
    before = (call.book.find(VALUES, owner["id"]) or {}).get("values") or {}
    call.book.store(VALUES, {"id": owner["id"], "values": {**before, **found}})


def read_artikel(call: Call) -> Response:
    """GET /artikelen/{id}/customFields."""
    owner = existing(call, RESOURCES["artikelen"])
    return answer(_shown(call, owner, "artikel", {"yPosition": 0, "xPosition": 0}))


def write_artikel(call: Call) -> Response:
    """PUT /artikelen/{id}/customFields: fields left out keep their value."""
    owner = existing(call, RESOURCES["artikelen"])
    fields, errors = bind_many("CustomFields.UpdatedCustomFieldModel", body_of(call, "customFields"), "customFields")
    if errors:
        raise model_state(errors)
    found = _written(call, "artikel", fields)
    _keep(call, owner, found)
    text = [{"naam": name, "waarde": None if value is None else str(value)} for name, value in found.items()]
    call.book.keep("artikelen", owner, extraVelden=text)
    return read_artikel(call)


def read_relatie(call: Call) -> Response:
    """GET /relaties/{id}/customFields."""
    owner = existing(call, RESOURCES["relaties"])
    return answer({f"{parent}CustomFields": _shown(call, owner, parent, {}) for parent in PARENTS})


def write_relatie(call: Call) -> Response:
    """PUT /relaties/{id}/customFields: only the fields of a soort that the relatie has."""
    owner = existing(call, RESOURCES["relaties"])
    body = bound(call, "CustomFields.RelatieUpdatedCustomFieldsModel", "customFields", "REF-0016")
    for parent, soort in PARENTS.items():
        if body[f"{parent}CustomFields"] and soort not in (owner.get("relatiesoort") or ()):
            raise business("REF-0006")
    found = {parent: _written(call, parent, body[f"{parent}CustomFields"]) for parent in PARENTS}
    for values in found.values():
        _keep(call, owner, values)
    text = [{"naam": name, "waarde": None if value is None else str(value)} for name, value in found["klant"].items()]
    if text:
        call.book.keep("relaties", owner, extraVeldenKlant=text)
    return read_relatie(call)
