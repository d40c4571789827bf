"""Rows of Time On to domain objects and back. A key that is absent is unknown, never empty: it comes out as ''."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from core.domain.partij import Partij, Side
from core.domain.registratie import Registratie, Soort
from core.errors import GarbledError
from core.text import say

Row = Mapping[str, Any]


def customer_to_partij(row: Row) -> Partij:
    """A klant. A company has `name`; a person has none, and a first and a last name instead."""
    name = _text(row, "name")
    first, last = ("", "") if name else (_text(row, "firstname"), _text(row, "lastname"))
    return Partij(
        side=Side.TIMEON,
        id=_need(row, "customerID"),
        naam=name or " ".join(part for part in (first, last) if part),
        nummer=_text(row, "customerNumber"),
        voornaam=first,
        achternaam=last,
        btw=_text(row, "vatNumber"),
        email=_text(row, "emailAddress"),
        telefoon=_text(row, "phoneNumber"),
        straat=_text(row, "addressLine1"),
        postcode=_text(row, "addressLine2"),
        plaats=_text(row, "addressLine3"),
        actief=row.get("isActive") is not False,
    )


def to_customer(partij: Partij, *, country_id: str | int | None) -> dict[str, Any]:
    """The body that creates a klant in Time On from what SnelStart keeps.

    Only what Time On takes at birth: no btw-id and no active flag. A person keeps its two names, because a `name` would
    make it a company. Empty fields are left out.
    """
    named = {"firstname": partij.voornaam, "lastname": partij.achternaam} if partij.is_person else {"name": partij.naam}
    fields = {
        **named,
        "customerNumber": partij.nummer,
        "emailAddress": partij.email,
        "phoneNumber": partij.telefoon,
        "addressLine1": partij.straat,
        "addressLine2": partij.postcode,
        "addressLine3": partij.plaats,
    }
    body: dict[str, Any] = {name: value for name, value in fields.items() if value}
    if country_id not in (None, ""):
        body["countryID"] = int(country_id) if str(country_id).isdigit() else country_id
    return body | {"defaultBillable": True}


def billed_parts(row: Row) -> tuple[Registratie, ...]:
    """As `registraties`, without the fingerprint of the whole row: enough to tell whether what is billed changed."""
    return tuple(_parts(row, printed=False))


def registraties(row: Row) -> tuple[Registratie, ...]:
    """The countable parts of one hour row: uren, kilometers and onkosten, each only when there is something to count.

    Billable seconds are `secondsBillable` when the row has it, else `seconds`; hours without billable seconds, and a row
    that does not say that it is billable, are not facturabel: an unknown is never put on an invoice.
    """
    return tuple(_parts(row))


def fingerprint(row: Row) -> str:
    """A sha256 of the row that does not depend on the order of its keys or the notation of its numbers."""
    text = json.dumps(_canonical(row), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _parts(row: Row, *, printed: bool = True) -> Iterator[Registratie]:
    shared = _shared(row, printed=printed)
    worked = _whole(row, "seconds")
    billable = _whole(row, "secondsBillable") if row.get("secondsBillable") is not None else worked
    if worked > 0 or billable > 0:
        yield _part(row, shared, Soort.UREN, "categoryID", seconds=billable, worked=worked, facturabel=billable > 0)
    distance = _decimal(row, "distance")
    if distance > 0:
        yield _part(row, shared, Soort.KILOMETERS, "distanceCategoryID", kilometers=distance)
    expense = _decimal(row, "expenseValue")
    if expense:
        yield _part(row, shared, Soort.ONKOSTEN, "expenseCategoryID", bedrag=expense)


def _shared(row: Row, *, printed: bool) -> dict[str, Any]:
    invoice = row.get("invoiceID")
    return {
        "hour_id": _need(row, "hourID"),
        "datum": _day(row),
        "klant_id": _text(row, "customerID"),
        "project_id": _text(row, "projectID"),
        "medewerker_id": _text(row, "userID"),
        "omschrijving": _text(row, "remark"),
        "goedgekeurd": row.get("approved") is True,
        "invoice_id": str(invoice) if invoice else "",
        "deleted": row.get("deleted") is True,
        "fingerprint": fingerprint(row) if printed else "",
    }


def _part(
    row: Row, shared: Mapping[str, Any], soort: Soort, category: str, *, facturabel: bool = True, **counted: Any
) -> Registratie:
    return Registratie(
        id=f"{shared['hour_id']}:{soort}",
        soort=soort,
        category_id=_text(row, category),
        facturabel=facturabel and row.get("billable") is True,
        **shared,
        **counted,
    )


def _text(row: Row, name: str) -> str:
    value = row.get(name)
    return "" if value is None else str(value)


def _need(row: Row, name: str) -> str:
    value = _text(row, name)
    if not value:
        raise GarbledError(say("Time On gaf een rij zonder {name}.", name=name))
    return value


def _day(row: Row) -> date:
    try:
        return date.fromisoformat(_text(row, "date")[:10])
    except ValueError as problem:
        raise GarbledError(say("Time On gaf een onleesbare datum: {problem}.", problem=problem)) from problem


def _whole(row: Row, name: str) -> int:
    value = _decimal(row, name)
    if value != value.to_integral_value():
        raise GarbledError(say("Time On gaf {name} {value}; dat is geen geheel getal.", name=name, value=value))
    return int(value)


def _decimal(row: Row, name: str) -> Decimal:
    value = row.get(name)
    if value is None or value == "":
        return Decimal(0)
    try:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or isinstance(value, bool):
        raise GarbledError(say("Time On gaf {name} '{value}'; dat is geen getal.", name=name, value=value))
    return number


def _canonical(value: Any) -> Any:
    # Most values are these; the test for a Mapping costs ten times as much.
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, Mapping):
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_canonical(item) for item in value]
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return ["number", format(Decimal(str(value)).normalize(), "f")]
    return value
