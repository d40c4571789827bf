"""Files that become bookings: UBL, a scanned purchase, bank statements. Promises the shape of each answer.

What the service reads out of a file is not published; this twin takes number, date and amount of a UBL and puts the
booking on *Leverancier onbekend* and the first grootboek for questions.
"""

from __future__ import annotations

import re
from base64 import b64decode
from decimal import Decimal
from typing import TYPE_CHECKING

from core.sandbox.snelstart import values
from core.sandbox.snelstart.answers import answer, business, model_state
from core.sandbox.snelstart.binding import bind_many
from core.sandbox.snelstart.machine import body_of, bound
from core.sandbox.snelstart.present import presenter
from core.sandbox.snelstart.references import link
from core.sandbox.snelstart.resources import RESOURCES
from core.sandbox.snelstart.rules.facturen import INKOOP

if TYPE_CHECKING:
    from starlette.responses import Response

    from core.sandbox.snelstart.call import Call
    from core.sandbox.snelstart.state import Record

UNKNOWN_LEVERANCIER = -1
QUESTIONS = "InkopenVraagPosten"
LARGEST_SCAN = 5 * 1024 * 1024
JOBS = "inkoopbijlagen"
_STATEMENT = re.compile(r"BkToCstmr(Stmt|AcctRpt)|^:20:", re.MULTILINE)


def _element(text: str, name: str) -> str | None:
    found = re.search(rf"<(?:[a-z]+:)?{name}\b[^<>]*>([^<]*)</", text)
    return found.group(1).strip() if found else None


def _book(call: Call, number: str, day: str, total: Decimal) -> Record:
    """The inkoopboeking; Refusal 400 when the administratie has no place for it."""
    leverancier = next(
        (row for row in call.book.rows("relaties") if row.get("relatiecode") == UNKNOWN_LEVERANCIER), None
    )
    if leverancier is None:
        raise business("BOE-0002")
    grootboek = next((row for row in call.book.rows("grootboeken") if row.get("grootboekfunctie") == QUESTIONS), None)
    if grootboek is None:
        raise business("BOE-0037")
    record = call.book.store(
        "inkoopboekingen",
        {
            "id": call.book.new_id(),
            "boekstuk": None,
            "gewijzigdDoorAccountant": False,
            "markering": False,
            "factuurdatum": day,
            "factuurnummer": number[:25],
            "leverancier": link("relaties", leverancier["id"]),
            "omschrijving": None,
            "factuurbedrag": total,
            "boekingsregels": [
                {"grootboek": link("grootboeken", grootboek["id"]), "bedrag": total, "btwSoort": "Geen"},
            ],
            "btw": [],
            "documents": [],
        },
    )
    INKOOP.stored(call.book, record, None)
    return record


def book_ubl(call: Call) -> Response:
    """POST /inkoopboekingen/ubl."""
    body = bound(call, "Bijlagen.UblContentModel", "ubl")
    if not body["content"]:
        raise business("BOE-0031")
    text = b64decode(body["content"]).decode("utf-8", "replace")
    day, total = values.moment(_element(text, "IssueDate") or ""), values.decimal(_element(text, "PayableAmount") or "")
    number = _element(text, "ID")
    if not number or day is None or total is None:
        raise business("BOE-0029")
    if any(row.get("factuurnummer") == number for row in call.book.rows("inkoopboekingen")):
        raise business("BOE-0021")
    return answer(presenter(RESOURCES["inkoopboekingen"].read)(_book(call, number, day, total)))


def start_scan(call: Call) -> Response:
    """POST /inkoopboekingen/CreateFromAttachment: the booking is made while the caller polls."""
    body = bound(call, "Inkoopboekingen.AttachmentModel", "attachment")
    if not body["content"]:
        raise business("BLG-0011")
    if (values.base64_size(body["content"]) or 0) > LARGEST_SCAN:
        raise business("BLG-0013")
    job = call.book.store(JOBS, {"id": call.book.new_id(), "polls": 0, "boeking": None})
    return answer({"instanceId": job["id"].replace("-", "")})


def poll_scan(call: Call) -> Response:
    """GET /inkoopboekingen/GetCreateFromAttachmentStatus: Running at first, then Completed."""
    given = call.argument("instanceId")
    if not given:
        raise model_state({"instanceId": ["A value for 'instanceId' is required."]})
    job = call.book.find(JOBS, values.guid(given))
    if job is None:
        return answer({"status": "NotFound", "inkoopboekingId": None})
    if not job["polls"]:
        call.book.change(JOBS, job, polls=1)
        return answer({"status": "Running", "inkoopboekingId": None})
    if job["boeking"] is None:
        day = values.stamp(call.book.state.now())[:10] + "T00:00:00"
        job = call.book.change(JOBS, job, boeking=_book(call, job["id"][:8], day, Decimal(0))["id"])
    return answer({"status": "Completed", "inkoopboekingId": job["boeking"]})


def _errors(content: str) -> list[Record]:
    if values.base64_size(content) is None:
        return [{"description": "Het bestand is geen geldige base64.", "details": []}]
    if not _STATEMENT.search(b64decode(content).decode("utf-8", "replace")):
        return [{"description": "Het bestandsformaat wordt niet ondersteund.", "details": []}]
    return []


def statements(call: Call) -> Response:
    """POST /bankafschriftbestanden: a success as a whole, with a verdict a file."""
    files, errors = bind_many("BankafschriftBestand", body_of(call, "bestanden"), "bestanden")
    if errors:
        raise model_state(errors)
    found = [(each["name"], _errors(each["base64EncodedContent"])) for each in files]
    return answer([{"name": name, "errors": wrong, "isSuccess": not wrong} for name, wrong in found])
