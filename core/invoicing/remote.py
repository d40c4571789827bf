"""Verkooporders and verkoopfacturen as SnelStart answers them: the few fields that prove and follow, amounts exact."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from core.domain.money import CENT, amount_text, rounded, times
from core.domain.push import Intent
from core.errors import GarbledError
from core.invoicing.marker import Mark, mark_of
from core.invoicing.order import read_payload
from core.text import Sentence, say

ORDER = "Order"


@dataclass(frozen=True, slots=True)
class RemoteOrder:
    """A verkooporder. `total` (excluding btw) and `lines` are None when the answer has none.

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


@dataclass(frozen=True, slots=True)
class Difference:
    """How an order differs from what was intended; `harmless` when it is cents of rounding only."""

    sentence: Sentence
    harmless: bool = False

    def __str__(self) -> str:
        return str(self.sentence)


def read_order(raw: bytes | Mapping[str, Any]) -> RemoteOrder:
    """From the bytes that came, or from an answer already parsed. Raises GarbledError."""
    record, kept = _record(raw)
    try:
        listed = record.get("regels")
        regels = [one for one in listed or () if isinstance(one, Mapping)]
        total = record.get("totaalExclusiefBtw")
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


def differs(intent: Intent, order: RemoteOrder) -> Difference | None:
    """Compare relatie, number of lines and total; a cent a line is SnelStart's rounding, not someone's hand.

    What the answer leaves out is not compared.
    """
    if order.relatie_id and order.relatie_id.lower() != intent.relatie_id.lower():
        return Difference(say("hij staat op een andere relatie."))
    if order.lines is not None and order.lines != intent.lines:
        return Difference(say("hij heeft {n} regels in plaats van {m}.", n=order.lines, m=intent.lines))
    if order.total is None or order.total == intent.total:
        return None
    amounts = {"theirs": amount_text(order.total), "ours": amount_text(intent.total)}
    if abs(order.total - intent.total) > CENT * intent.lines:
        return Difference(say("SnelStart telt {theirs}, koppelbord {ours} (excl. btw).", **amounts))
    line = _cent_line(intent, order)
    if line is None:
        return Difference(
            say("Cent verschil: SnelStart telt {theirs}, koppelbord {ours} (excl. btw).", **amounts), harmless=True
        )
    values = {**amounts, "n": line[0], "daar": amount_text(line[1]), "hier": amount_text(line[2])}
    sentence = say("Cent verschil: SnelStart telt {theirs}, koppelbord {ours} (excl. btw); regel {n} is daar {daar}, hier {hier}.",
                   **values)  # fmt: skip
    return Difference(sentence, harmless=True)


def _cent_line(intent: Intent, order: RemoteOrder) -> tuple[int, Decimal, Decimal] | None:
    """The first line whose amount differs: its place from 1, theirs and ours; None when SnelStart gives none."""
    for place, (sent, theirs) in enumerate(
        zip(read_payload(intent.payload)["regels"], order.line_totals, strict=False), 1
    ):
        ours = rounded(times(sent["aantal"], sent["stuksprijs"]))
        if theirs is not None and theirs != ours:
            return place, theirs, ours
    return None


def _record(raw: bytes | Mapping[str, Any]) -> tuple[Mapping[str, Any], bytes]:
    if isinstance(raw, bytes):
        try:
            content = json.loads(raw, parse_float=Decimal)
        except (ValueError, RecursionError) as problem:
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
