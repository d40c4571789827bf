"""Verkooporders and verkoopfacturen as SnelStart answers them: the few fields that prove and follow, amounts exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.errors import GarbledError
from core.http import decode
from core.invoicing.marker import Mark, mark_of
from core.text import say

ORDER = "Order"


@dataclass(frozen=True, slots=True)
class RemoteOrder:
    """A verkooporder. `total` (excluding btw), `incl` (including it) and `lines` are None when the answer has none.

    `mark` is what it says of its origin, `regels` are (artikel id, aantal, stuksprijs), `line_totals` what it counts for each.
    """

    id: str
    nummer: str
    relatie_id: str
    status: str
    total: Decimal | None
    lines: int | None
    factuur_id: str
    modified: str
    mark: Mark | None
    regels: tuple[tuple[str, Decimal, Decimal], ...] = ()
    line_totals: tuple[Decimal | None, ...] = ()
    incl: Decimal | None = None
    raw: bytes = b""

    @property
    def age(self) -> tuple[int, str]:
        """Sorts the oldest first: SnelStart numbers orders as they come."""
        return (int(self.nummer) if self.nummer.isdigit() else 10**12, self.id)


@dataclass(frozen=True, slots=True)
class RemoteFactuur:
    """A verkoopfactuur; `bedrag` and `saldo` include btw. `boeking_id` is its verkoopboeking, where documents hang."""

    id: str
    nummer: str
    relatie_id: str
    datum: date | None
    verval: date | None
    bedrag: Decimal
    saldo: Decimal
    boeking_id: str = ""
    raw: bytes = b""


def read_order(raw: bytes | Mapping[str, Any]) -> RemoteOrder:
    """From the bytes that came, or from an answer already parsed. Raises GarbledError."""
    record, kept = _record(raw)
    try:
        listed = record.get("regels")
        regels = [one for one in listed or () if isinstance(one, Mapping)]
        total, incl = record.get("totaalExclusiefBtw"), record.get("totaalInclusiefBtw")
        nummer = record.get("nummer")
        return RemoteOrder(
            id=str(record["id"]),
            nummer="" if nummer is None else str(nummer),
            relatie_id=_reference(record.get("relatie")),
            status=str(record.get("procesStatus") or ORDER),
            total=None if total is None else _decimal(total),
            lines=None if listed is None else len(regels),
            factuur_id=_reference(record.get("verkoopfactuur")),
            modified=str(record.get("modifiedOn") or ""),
            mark=mark_of(record.get("orderreferentie"), record.get("memo")),
            regels=tuple(
                (_reference(one.get("artikel")), _decimal(one.get("aantal")), _decimal(one.get("stuksprijs")))
                for one in regels
            ),
            line_totals=tuple(None if one.get("totaal") is None else _decimal(one["totaal"]) for one in regels),
            incl=None if incl is None else _decimal(incl),
            raw=kept,
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as problem:
        raise GarbledError(say("Onleesbare verkooporder: {problem}.", problem=problem)) from problem


def read_factuur(raw: bytes) -> RemoteFactuur:
    """From the bytes that came. Raises GarbledError."""
    record, kept = _record(raw)
    try:
        return RemoteFactuur(
            id=str(record["id"]),
            nummer=str(record.get("factuurnummer") or ""),
            relatie_id=_reference(record.get("relatie")),
            datum=_day(record.get("factuurDatum")),
            verval=_day(record.get("vervalDatum")),
            bedrag=_decimal(record.get("factuurBedrag")),
            saldo=_decimal(record.get("openstaandSaldo")),
            boeking_id=_reference(record.get("verkoopBoeking")),
            raw=kept,
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as problem:
        raise GarbledError(say("Onleesbare verkoopfactuur: {problem}.", problem=problem)) from problem


def _record(raw: bytes | Mapping[str, Any]) -> tuple[Mapping[str, Any], bytes]:
    if isinstance(raw, bytes):
        try:
            content = decode(raw)
        except GarbledError as problem:
            raise GarbledError(say("SnelStart gaf geen leesbare order of factuur.")) from problem
    else:
        content, raw = raw, b""
    if not isinstance(content, Mapping):
        raise GarbledError(say("SnelStart gaf geen leesbare order of factuur."))
    return content, raw


def _reference(value: Any) -> str:
    """The id of a reference; one witness saw a bare guid."""
    if isinstance(value, Mapping):
        return str(value.get("id") or "")
    return str(value or "")


def _decimal(value: Any) -> Decimal:
    return Decimal(0) if value is None else Decimal(str(value))


def _day(value: Any) -> date | None:
    return date.fromisoformat(str(value)[:10]) if value else None
