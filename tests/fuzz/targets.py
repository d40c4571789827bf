"""What is fuzzed: every parser of a remote body and of a file that somebody sends. Each answers or raises an AppError."""

import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from core.coupling.exchange import from_text
from core.coupling.notice import NoticeError, read_notice
from core.domain.partij import Side
from core.domain.plan import Plan
from core.errors import AppError
from core.http import Answer, decode
from core.http.trace import field_names
from core.invoicing.remote import read_factuur, read_order
from core.matching.tabular import read as read_klanten
from core.snelstart import paging, wire
from core.snelstart.problem import read_problem
from core.snelstart.refusal import refusal
from core.snelstart.token import scopes_of
from core.support.archive import Archive
from core.syncing import cursor, read_small
from core.tabular import workbook
from core.timeon import envelope, hours
from core.timeon import wire as timeon_wire
from core.timeon.imports.reading import read_file
from tests.timeon.imports import books

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
STATUSES = (200, 400, 401, 403, 404, 429, 500)


def snelstart_answer(data: bytes) -> None:
    """Any answer of SnelStart's gateway or API."""
    status = STATUSES[data[0] % len(STATUSES)] if data else 200
    answer = Answer(status, {"retry-after": data[:20].decode("latin-1")}, data[1:], "service.test")
    _each(
        lambda: read_problem(answer),
        lambda: refusal(answer, lambda: NOW, str, write=True),
        lambda: paging.split(answer),
        lambda: field_names(answer.body),
        lambda: scopes_of(answer.body.decode("latin-1")),
    )


def snelstart_record(data: bytes) -> None:
    """One record of a list."""
    _each(
        *(
            lambda parse=parse: parse(data)
            for parse in (
                wire.relatie_to_partij, wire.record, wire.artikel, wire.productgroep, wire.btw_tarief, read_order,
                read_factuur, read_small.from_raw, cursor.id_of, cursor.modified_on,
            )
        ),
        lambda: wire.administratie(_object(decode(data)), ()),
    )  # fmt: skip


def timeon_answer(data: bytes) -> None:
    """Any answer of Time On or the edge before it, and the rows in it."""
    status = STATUSES[data[0] % len(STATUSES)] if data else 200
    answer = Answer(status, {}, data[1:], "service.test")
    _each(
        lambda: envelope.unwrap(answer, lambda: NOW, str),
        lambda: envelope.check_edge(answer),
        lambda: hours.whole(decode(answer.body)),
        lambda: hours.is_short(decode(answer.body)),
        lambda: timeon_wire.customer_to_partij(_object(decode(answer.body))),
        lambda: timeon_wire.registraties(_object(decode(answer.body))),
        lambda: timeon_wire.fingerprint(_object(decode(answer.body))),
    )


def webhook(data: bytes) -> None:
    """What is posted to the receiver of koppelsleutels."""
    try:
        read_notice(data)
    except NoticeError:
        return


def imports(data: bytes) -> None:
    """A text with columns, as registraties and as klanten."""
    _as_file(data, ".csv", read_file, lambda file: read_klanten(file, Side.TIMEON))


def workbooks(data: bytes) -> None:
    """An Excel file, as registraties and as klanten."""
    whole = data if data.startswith(workbook.ZIP) else workbook.ZIP + data
    _as_file(whole, ".xlsx", read_file, lambda file: read_klanten(file, Side.TIMEON))


def bundles(data: bytes) -> None:
    """A support bundle."""
    _as_file(data, ".zip", Archive)


def own_files(data: bytes) -> None:
    """What koppelbord wrote itself and reads back: decisions of the review, a saved plan."""
    text = data.decode("utf-8", "replace")
    _each(lambda: from_text(text))
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return
    try:
        Plan.from_json(value)
    except (AppError, ValueError):
        return


TARGETS: dict[str, Callable[[bytes], None]] = {
    one.__name__: one
    for one in (
        snelstart_answer, snelstart_record, timeon_answer, webhook, imports, workbooks, bundles, own_files,
    )
}  # fmt: skip


def seeds(name: str) -> list[bytes]:
    """Good input to begin with."""
    if name == "imports":
        return [text.encode() for text in (books.TOGGL_OLD, books.HARVEST, books.KIMAI_NL, books.TIME_ON)]
    if name == "workbooks":
        with tempfile.TemporaryDirectory() as folder:
            return [
                books.workbook(Path(folder), [["Datum", "Klant", "Uren"], ["5-10-2026", "Bakker", 1.5]]).read_bytes()
            ]
    return [
        b"\0" + json.dumps(value).encode() if name.endswith("_answer") else json.dumps(value).encode()
        for value in (
            {"id": "1", "naam": "Bakker", "relatiesoort": ["Klant"], "modifiedOn": "2026-11-24T14:02:00", "nummer": 7},
            {"success": True, "resultObject": {"items": [{"customerID": 1, "name": "Bakker"}], "total": 1}},
            {"KoppelSleutel": "a2V5", "ActionType": "Create", "ReferenceKey": "r"},
            [{"timeon_id": "1", "snelstart_id": "2", "verdict": "couple"}],
            [{"errorCode": "REL-0008", "message": "x", "details": ["y"]}],
        )
    ]


def _object(value: object) -> dict[str, object]:
    return value if isinstance(value, dict) else {}


def _each(*works: Callable[[], object]) -> None:
    for work in works:
        try:
            str(work())
        except AppError as problem:
            str(problem)


def _as_file(data: bytes, suffix: str, *works: Callable[[Path], object]) -> None:
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        file.write(data)
        file.flush()
        _each(*(lambda work=work: work(Path(file.name)) for work in works))
