"""The head of an order as it will stand in SnelStart, also what we leave to SnelStart to fill in. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.money import ZERO, euro, number
from core.domain.sjablonen import own_templates
from core.invoicing.order import OrderContext
from core.text import Sentence, mark, say, t


@dataclass(frozen=True, slots=True)
class Fact:
    """A field of the head: its name on the wire, its label as a msgid, and what stands in it."""

    field: str
    label: str
    value: str | Sentence


def order_head(
    body: Mapping[str, Any], context: OrderContext, sjablonen: Iterable[Mapping[str, Any]], korting: Decimal = ZERO
) -> tuple[Fact, ...]:
    """Every field a bookkeeper looks for, in the order of SnelStart's own form; `korting` is what goes off, in euros."""
    relatie = context.relatie
    days = body.get("krediettermijn")
    return (
        Fact("relatie", mark("Relatie"), _relatie(relatie)),
        Fact("datum", mark("Datum"), str(body["datum"])[:10]),
        Fact("krediettermijn", mark("Krediettermijn"),
             say("{n} dagen", n=days) if days is not None else say("die van de klant")),
        Fact("orderreferentie", mark("Orderreferentie"), str(body["orderreferentie"])),
        Fact("omschrijving", mark("Omschrijving"), str(body["omschrijving"])),
        Fact("memo", mark("Notitie (memo)"), str(body["memo"])),
        Fact("kostenplaats", mark("Kostenplaats"), _kostenplaats(context)),
        Fact("verkoopordersjabloon", mark("Sjabloon"), _sjabloon(own_templates(sjablonen))),
        Fact("factuuradres", mark("Factuuradres"), _adres(relatie)),
        Fact("factuurkorting", mark("Korting"), _korting(context.korting, korting)),
    )  # fmt: skip


def _relatie(relatie: Mapping[str, Any]) -> str | Sentence:
    if not relatie:
        return say("niet gelezen uit SnelStart")
    return f"{relatie.get('naam') or ''} ({relatie.get('relatiecode') or '–'})"


def _kostenplaats(context: OrderContext) -> str | Sentence:
    return str(context.kostenplaats) if context.kostenplaats else say("geen")


def _sjabloon(own: list[str]) -> Sentence:
    if own:
        return say("dat SnelStart kiest; er zijn eigen sjablonen: {namen}", namen=", ".join(own[:3]))
    return say("standaard, SnelStart kiest")


def _adres(relatie: Mapping[str, Any]) -> Sentence:
    """The order carries none, so SnelStart takes the klant's; a factuurrelatie goes before that."""
    if relatie.get("factuurRelatie"):
        return say("afwijkend: dat van de factuurrelatie in SnelStart")
    vestiging, post = _line(relatie.get("vestigingsAdres")), _line(relatie.get("correspondentieAdres"))
    if post and post != vestiging:
        return say("afwijkend, het correspondentieadres van de klant: {adres}", adres=post)
    return say("dat van de klant: {adres}", adres=vestiging or t("niet ingevuld"))


def _line(adres: Any) -> str:
    if not isinstance(adres, Mapping):
        return ""
    place = " ".join(str(adres.get(name) or "") for name in ("postcode", "plaats")).strip()
    return ", ".join(part for part in (str(adres.get("straat") or "").strip(), place) if part)


def _korting(percentage: Decimal, korting: Decimal) -> Sentence:
    if not percentage:
        return say("geen")
    return say("{pct}% factuurkorting van de klant: € {bedrag}", pct=number(percentage), bedrag=euro(-korting))
