"""Documents: promises the three parents and no other, ten megabytes, and a copy for every upload."""

from __future__ import annotations

from typing import TYPE_CHECKING

from core.sandbox.snelstart import values
from core.sandbox.snelstart.answers import answer, business, model_state
from core.sandbox.snelstart.machine import bound
from core.sandbox.snelstart.references import link
from core.sandbox.snelstart.values import EMPTY_GUID

if TYPE_CHECKING:
    from starlette.responses import Response

    from core.sandbox.snelstart.call import Call
    from core.sandbox.snelstart.state import Record

MODEL = "Documenten.DocumentContentModel"
PARENTS = {"inkoopboekingen": "BLG-0005", "verkoopboekingen": "BOE-0001", "relaties": "REL-0005"}
"""The only resources that carry documents, with the code for one that isn't there."""
LARGEST = 10 * 1024 * 1024
"""Bytes of content."""
LONGEST_NAME = 255
"""Characters; the real bound isn't published."""
FORBIDDEN = frozenset('\\/:*?"<>|')
UPLOADED = 201
"""What live uploads answered, against the 200 of the document."""


def _parent_type(call: Call) -> str:
    wanted = call.parameters["documenttype"].lower()
    if wanted not in PARENTS:
        raise model_state({"documenttype": [f"The value '{call.parameters['documenttype']}' is not a documenttype."]})
    return wanted


def _content_codes(record: Record) -> list[str]:
    name, content = record["fileName"] or "", record["content"] or ""
    wrong = {
        "BLG-0007": not name.strip(),
        "BLG-0011": not content,
        "BLG-0013": (values.base64_size(content) or 0) > LARGEST,
        "BLG-0016": any(each in FORBIDDEN or each < " " for each in name),
        "BLG-0017": len(name) > LONGEST_NAME,
    }
    return [code for code, is_wrong in wrong.items() if is_wrong]


def _found(call: Call) -> Record:
    record = call.book.find("documenten", call.path_id())
    if record is None:
        raise business("BLG-0001", status=404)
    return record


def _hang(call: Call, record: Record, *, add: bool) -> None:
    """Shows a document on its parent, or takes it off."""
    parent = call.book.find(record["parent"], record["parentIdentifier"])
    if parent is not None:
        rest = [each for each in parent.get("documents") or () if each["id"] != record["id"]]
        shown = {name: record[name] for name in ("parentIdentifier", "fileName", "readOnly", "id", "uri")}
        call.book.keep(record["parent"], parent, documents=[*rest, shown] if add else rest)


def _keep(call: Call, body: Record, record: Record) -> Record:
    record["fileName"], record["readOnly"] = body["fileName"], bool(body["readOnly"])
    call.book.administratie.contents[record["id"]] = body["content"]
    stored = call.book.store("documenten", record)
    _hang(call, stored, add=True)
    return link("documenten", record["id"])


def upload(call: Call) -> Response:
    """POST /documenten/{documenttype}."""
    parent_type = _parent_type(call)
    body = bound(call, MODEL, "document")
    if body["id"] not in {None, EMPTY_GUID}:
        raise business("ALG-0100")
    if call.book.find(parent_type, body["parentIdentifier"]) is None:
        raise business(PARENTS[parent_type], status=404)
    codes = _content_codes(body)
    if codes:
        raise business(*codes)
    fresh = {"id": call.book.new_id(), "parent": parent_type, "parentIdentifier": body["parentIdentifier"]}
    return answer(_keep(call, body, fresh), UPLOADED)


def list_of_parent(call: Call) -> Response:
    """GET /documenten/{documenttype}/{pid}: references whose `verkoopBoekingId` names the parent of whatever type."""
    parent_type, parent_id = _parent_type(call), call.path_id("pid")
    if call.book.find(parent_type, parent_id) is None:
        raise business(PARENTS[parent_type], status=404)
    return answer(
        [
            {
                "verkoopBoekingId": parent_id,
                "fileName": row["fileName"],
                "readOnly": row["readOnly"],
                **link("documenten", row["id"]),
            }
            for row in call.book.rows("documenten")
            if row["parent"] == parent_type and row["parentIdentifier"] == parent_id
        ]
    )


def read(call: Call) -> Response:
    """GET /documenten/{id}, content and all."""
    record = _found(call)
    return answer(
        {
            "content": call.book.administratie.contents.get(record["id"]),
            "parentIdentifier": record["parentIdentifier"],
            "fileName": record["fileName"],
            "readOnly": record["readOnly"],
            **link("documenten", record["id"]),
        }
    )


def replace(call: Call) -> Response:
    """PUT /documenten/{id}: the parent stays."""
    record = _found(call)
    body = bound(call, MODEL, "document")
    if body["id"] != record["id"]:
        raise business("ALG-0101")
    codes = _content_codes(body)
    if codes:
        raise business(*codes)
    return answer(_keep(call, body, dict(record)))


def remove(call: Call) -> Response:
    """DELETE /documenten/{id}."""
    record = _found(call)
    _hang(call, record, add=False)
    call.book.drop("documenten", record["id"])
    call.book.administratie.contents.pop(record["id"], None)
    return answer({})
