"""A declaratie as the body of a verkooporder, amounts as Decimal; what only SnelStart decides is left out.

The API can't make an invoice: procesStatus stays Order, and a person turns it into one in SnelStart.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.declaratie import Declaratie
from core.domain.money import ZERO, parse, plain
from core.invoicing.kostenplaatsen import Kostenplaats
from core.invoicing.linetext import clean
from core.invoicing.marker import marker_of, pack

__all__ = ["OrderContext", "marker_of", "order_body", "payload_hash", "payload_text", "read_payload"]

RESOURCE = "verkooporders"
PATH = "/verkooporders"
_REFERENCE = 50
_MOST_DAYS = 100
_AMOUNTS = ("aantal", "stuksprijs")
_MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november",
    "december",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrderContext:
    """What an order needs beside its declaratie: the relatie as read, the klant's poNumber, and where it comes from."""

    relatie: Mapping[str, Any]
    organisatie: str
    marker: str
    generation: int
    registraties: Sequence[str]
    po_number: str = ""
    payment_days: int = 14
    credits: str = ""
    credits_nummer: str = ""
    korting: Decimal = ZERO
    """The factuurkorting in percent: the klant's, or that of the order a credit takes back."""
    kostenplaats: Kostenplaats | None = None
    """The klant's choice, or that of the order a credit takes back."""


def order_body(declaratie: Declaratie, context: OrderContext) -> dict[str, Any]:
    """The body of POST /verkooporders."""
    body: dict[str, Any] = {
        "relatie": {"id": declaratie.relatie_id},
        "datum": f"{declaratie.datum:%Y-%m-%d}T00:00:00",
        "krediettermijn": krediettermijn(context.relatie, context.payment_days),
        "factuurkorting": context.korting or None,
        "verkooporderBtwIngaveModel": "Exclusief",
        "omschrijving": omschrijving(declaratie, context),
        "orderreferentie": reference(context.marker, declaratie.nummer, context.po_number),
        "memo": memo(declaratie, context),
        "kostenplaats": {"id": context.kostenplaats.id} if context.kostenplaats and context.kostenplaats.id else None,
        "regels": [
            {
                "artikel": {"id": regel.artikel_id},
                "omschrijving": regel.omschrijving,
                "aantal": regel.aantal,
                "stuksprijs": regel.prijs,
            }
            for regel in declaratie.regels
        ],
        "procesStatus": "Order",
    }
    return {name: value for name, value in body.items() if value is not None}


def krediettermijn(relatie: Mapping[str, Any], payment_days: int) -> int | None:
    """The relatie's days, ours when it has none; None (SnelStart then takes the klant's) when an order can't hold them."""
    days = relatie.get("krediettermijn")
    if days is None:
        return payment_days
    return int(days) if 0 <= int(days) <= _MOST_DAYS else None


def factuurkorting(record: Mapping[str, Any]) -> Decimal:
    """The percentage a relatie or an order says; zero for none.

    An order that names none gets the klant's from SnelStart, so ours names it: then what was meant can be compared.
    """
    return parse(str(record.get("factuurkorting") or 0))


def omschrijving(declaratie: Declaratie, context: OrderContext) -> str:
    """One line for the list of orders in SnelStart."""
    if context.credits:
        return f"Credit van declaratie {context.credits_nummer}"
    number = f"Declaratie {declaratie.nummer}" if declaratie.nummer else "Declaratie"
    return f"{number}, {period(declaratie)}"


def period(declaratie: Declaratie) -> str:
    """The months of the work in words: *oktober 2026*."""
    van, tot = declaratie.van, declaratie.tot
    last = f"{_MONTHS[tot.month - 1]} {tot.year}"
    if (van.year, van.month) == (tot.year, tot.month):
        return last
    return f"{_MONTHS[van.month - 1]} {van.year} t/m {last}"


def reference(marker: str, nummer: str, po_number: str) -> str:
    """Marker, number and the klant's own number, 50 characters at most: it prints on the invoice."""
    parts = [part for part in (marker, nummer, clean(po_number)) if part]
    return clean(" · ".join(parts), _REFERENCE)


def memo(declaratie: Declaratie, context: OrderContext) -> str:
    """The whole marker, words for a person, and which registraties are in it."""
    credit = f", crediteert {context.credits}" if context.credits else ""
    origin = f"Time On-organisatie {context.organisatie}, generatie {context.generation}{credit}."
    lines = [
        context.marker,
        f"Gemaakt door koppelbord, declaratie {declaratie.nummer or '(concept)'}: {origin}",
        "Laat de code op de eerste regel staan: daarmee wordt deze order teruggevonden en nooit dubbel gemaakt.",
    ]
    if context.registraties:
        lines.append(f"Registraties: {pack(context.registraties)}")
    return "\n".join(lines)


def payload_text(body: Mapping[str, Any]) -> str:
    """Canonical JSON, amounts as decimal text: equal orders give equal text."""
    return json.dumps(body, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_amount)


def read_payload(text: str) -> dict[str, Any]:
    """The inverse of `payload_text`: amounts are Decimal again."""
    body: dict[str, Any] = json.loads(text)
    for regel in body["regels"]:
        for name in _AMOUNTS:
            regel[name] = parse(regel[name])
    if "factuurkorting" in body:
        body["factuurkorting"] = parse(body["factuurkorting"])
    return body


def payload_hash(text: str) -> str:
    """sha256 of the canonical text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _amount(value: object) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    message = f"{type(value).__name__} does not belong in an order"
    raise TypeError(message)
