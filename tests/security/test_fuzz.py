"""Whatever a service sends, a parser of ours answers or raises an AppError: never another error, never without end."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from core.errors import AppError
from core.http import Answer, decode, one_line, paused_until
from core.http.trace import field_names, request_id
from core.invoicing.remote import read_factuur, read_order
from core.snelstart import paging, wire
from core.snelstart.problem import read_problem
from core.snelstart.refusal import refusal
from core.snelstart.token import scopes_of
from core.syncing import cursor, read_small
from core.timeon import envelope, hours
from core.timeon import wire as timeon_wire

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**30), 10**30) | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=12) | st.sampled_from(["", "0", "-1", "1e9999", "NaN", "2026-13-45", "\x1b[31m", "\ud800", "9" * 400])
)  # fmt: skip
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=5),
    max_leaves=25,
)
DEEP = [
    b"[" * 200_000,
    b'{"a":' * 200_000,
    b'"' + b"x" * 100_000,
    b"\xff\xfe\x00",
    b"1" + b"0" * 50_000,
    b"1e999999999",
]
RELATIE = {
    "id": "3f2a", "relatiecode": 10017, "naam": "Bakker", "relatiesoort": ["Klant"], "nonactief": False, "email": None,
    "telefoon": "", "btwNummer": "NL1", "modifiedOn": "2026-11-24T14:02:00", "vestigingsAdres": {"straat": "A", "land": None},
}  # fmt: skip
ARTIKEL = {
    "id": "1", "artikelcode": "A1", "omschrijving": "x", "verkoopprijs": 1.5, "eenheid": "uur", "isNonActief": False,
    "artikelOmzetgroep": {"id": "2"},
}  # fmt: skip
CUSTOMER = {
    "customerID": 1, "name": "Bakker", "number": "10017", "firstname": "", "lastname": "", "isActive": True,
    "vatNumber": "", "emailAddress": None, "phoneNumber": "06", "address": {"street": "A"},
}  # fmt: skip
HOUR = {
    "hourID": 1, "date": "2026-10-01", "customerID": 2, "projectID": 3, "userID": 4, "seconds": 900, "billable": True,
    "approved": True, "remark": "x", "distance": 12.5, "expenseValue": "3.10", "invoiceID": None, "deleted": False,
}  # fmt: skip
SETTINGS = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


ORDER = {
    "id": "9", "nummer": 260301, "relatie": {"id": "3f2a"}, "procesStatus": "Order", "totaalExclusiefBtw": 12.5,
    "regels": [{"artikel": {"id": "1"}, "aantal": 1, "stuksprijs": "12.50"}], "verkoopfactuur": None, "memo": "KB", "modifiedOn": "2026",
}  # fmt: skip
FACTUUR = {
    "id": "9", "factuurnummer": "1", "relatie": {"id": "3f2a"}, "factuurDatum": "2026-11-24T00:00:00", "vervalDatum": None,
    "factuurBedrag": 12.5, "openstaandSaldo": 0,
}  # fmt: skip


def spoilt(record: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """A good record of which some values are anything at all, or gone."""
    changes = st.dictionaries(st.sampled_from(list(record)), JSON, max_size=4)
    gone = st.sets(st.sampled_from(list(record)), max_size=2)
    return st.builds(
        lambda new, without: {k: v for k, v in {**record, **new}.items() if k not in without}, changes, gone
    )


def raw(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode()


def survives(work: Callable[[], object]) -> None:
    try:
        str(work())
    except AppError as problem:
        str(problem)


def answer(body: bytes, status: int = 200, **headers: str) -> Answer:
    return Answer(status, headers, body, "service.test")


@SETTINGS
@given(st.binary(max_size=60) | JSON.map(raw))
def test_any_body(body: bytes) -> None:
    for status in (200, 400, 401, 403, 404, 429, 500):
        one = answer(body, status)
        survives(lambda one=one: read_problem(one))
        survives(lambda one=one: refusal(one, lambda: NOW, str, write=True))
        survives(lambda one=one: envelope.unwrap(one, lambda: NOW, str))
        survives(lambda one=one: envelope.check_edge(one))
    survives(lambda: decode(body))
    survives(lambda: paging.split(answer(body)))
    survives(lambda: field_names(body))


@SETTINGS
@given(spoilt(RELATIE))
def test_any_relatie(record: dict[str, Any]) -> None:
    survives(lambda: wire.relatie_to_partij(raw(record)))
    survives(lambda: wire.record(raw(record)))


@SETTINGS
@given(spoilt(ARTIKEL), JSON)
def test_any_artikel_groep_and_tarief(record: dict[str, Any], other: Any) -> None:
    survives(lambda: wire.artikel(raw(record)))
    for parse in (wire.artikel, wire.productgroep, wire.btw_tarief, wire.relatie_to_partij):
        survives(lambda parse=parse: parse(raw(other)))
    if isinstance(other, dict):
        survives(lambda: wire.administratie(other, ()))


@SETTINGS
@given(spoilt(ORDER), spoilt(FACTUUR), JSON)
def test_any_order_and_factuur(order: dict[str, Any], factuur: dict[str, Any], other: Any) -> None:
    for found in (order, factuur, other):
        survives(lambda found=found: read_order(raw(found)))
        survives(lambda found=found: read_factuur(raw(found)))


@SETTINGS
@given(JSON, st.dictionaries(st.sampled_from(["id", "naam", "omschrijving"]), JSON))
def test_any_small_record(other: Any, record: dict[str, Any]) -> None:
    for found in (other, record):
        survives(lambda found=found: read_small.from_raw(raw(found)))
    survives(lambda: read_small.from_record(decode(raw(record)), "id"))
    assert isinstance(cursor.modified_on(raw(other)), str)
    assert isinstance(cursor.id_of(raw(other)), str)


@SETTINGS
@given(spoilt(CUSTOMER))
def test_any_customer(row: dict[str, Any]) -> None:
    survives(lambda: timeon_wire.customer_to_partij(row))


@SETTINGS
@given(spoilt(HOUR))
def test_any_hour(row: dict[str, Any]) -> None:
    survives(lambda: timeon_wire.registraties(row))
    survives(lambda: timeon_wire.fingerprint(row))


@SETTINGS
@given(JSON)
def test_any_list_of_hours(result: Any) -> None:
    survives(lambda: hours.whole(result))
    survives(lambda: hours.is_short(result))


@SETTINGS
@given(JSON)
def test_what_was_decoded_can_be_kept(value: Any) -> None:
    survives(lambda: json.dumps(decode(raw(value)), ensure_ascii=False, default=str).encode())


@SETTINGS
@given(st.text(max_size=60))
@example("Try again in 99999999999999 seconds")
@example("replenished in 9.99:99:99")
def test_any_word_of_the_gateway(text: str) -> None:
    headers = {"retry-after": text}
    until = paused_until(Answer(429, headers, b"", "x"), text, NOW)
    assert 0 < (until - NOW).total_seconds() <= 24 * 3600
    assert "\n" not in one_line(text)
    assert request_id({"x-request-id": text}).isascii()
    scopes_of(text)


@pytest.mark.parametrize("body", DEEP)
def test_nothing_is_too_deep_or_too_long(body: bytes) -> None:
    survives(lambda: decode(body))
    survives(lambda: paging.split(answer(body)))
    survives(lambda: wire.relatie_to_partij(body))
    survives(lambda: read_order(body))
    survives(lambda: read_small.from_raw(body))
    assert cursor.id_of(body) == ""
    assert cursor.modified_on(body) == ""
