"""What will stand in SnelStart, before it does: the screen and `declaraties preview --json` show the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from core.domain.declaratie import BtwBedrag, Declaratie, Regel
from core.domain.money import amount_text, euro, number, plain, rounded
from core.domain.product import Artikel, BtwTarief
from core.domain.registratie import Soort
from core.invoicing.btw import BtwRounding, Totals, btw_for, totals
from core.invoicing.order import PATH, OrderContext, order_body
from core.invoicing.orderhead import Fact, order_head
from core.invoicing.quantities import HoursRule, rule_of, words
from core.invoicing.warnings import warnings_for
from core.invoicing.weblink import WebLink, web_link
from core.text import Sentence, say

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Loss:
    """What the hours rule made of one line: `positie` from 1, `exact` and `verschil` in euros."""

    positie: int
    exact: Decimal
    verschil: Decimal
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Preview:
    """The order as it will stand. `body` is what goes out, amounts as Decimal; `marker` names it in SnelStart."""

    declaratie: Declaratie
    verb: str
    path: str
    body: Mapping[str, Any]
    marker: str
    btw: tuple[BtwBedrag, ...]
    totals: Totals
    warnings: tuple[Sentence, ...]
    losses: tuple[Loss, ...]
    hours_rule: Sentence
    head: tuple[Fact, ...]
    web: WebLink
    btw_rounding: BtwRounding = "group"

    def to_json(self) -> dict[str, Any]:
        """The answer of `declaraties preview --json`; amounts are decimal text."""
        return {
            "id": self.declaratie.id,
            "nummer": self.declaratie.nummer,
            "state": self.declaratie.state.value,
            "klant": self.declaratie.klant,
            "relatie": self.declaratie.relatie_id,
            "verb": self.verb,
            "path": self.path,
            "marker": self.marker,
            "order": _texts(self.body),
            "lines": [_line(positie, regel) for positie, regel in enumerate(self.declaratie.regels, 1)],
            "btw": [
                {
                    "soort": one.soort,
                    "percentage": plain(one.percentage),
                    "grondslag": amount_text(one.grondslag),
                    "bedrag": amount_text(one.bedrag),
                    "per_line": amount_text(one.per_line),
                    "per_group": amount_text(one.per_group),
                }
                for one in self.btw
            ],
            "korting": amount_text(self.totals.korting),
            "excl": amount_text(self.totals.excl),
            "btw_total": amount_text(self.totals.btw),
            "btw_rounding": self.btw_rounding,
            "incl": amount_text(self.totals.incl),
            "hours_rule": str(self.hours_rule),
            "losses": [
                {
                    "line": loss.positie,
                    "exact": amount_text(loss.exact),
                    "difference": amount_text(loss.verschil),
                    "reason": str(loss.sentence),
                }
                for loss in self.losses
            ],
            "warnings": [str(warning) for warning in self.warnings],
            "head": [{"field": one.field, "value": str(one.value)} for one in self.head],
            "weblink": self.web.url,
            "weblink_note": str(self.web.note),
        }


def make_preview(
    declaratie: Declaratie,
    context: OrderContext,
    artikelen: Sequence[Artikel],
    tarieven: Sequence[BtwTarief],
    company: Mapping[str, Any],
    sjablonen: Sequence[Mapping[str, Any]] = (),
    *,
    btw_rounding: BtwRounding = "group",
    web_url: str = "",
) -> Preview:
    """Everything to show of one declaratie; nothing is read or written here."""
    rule = rule_of(declaratie.hours_rule)
    btw = btw_for(declaratie.regels, tarieven, declaratie.datum, btw_rounding, context.korting)
    sums = totals(declaratie.regels, btw)
    warnings = warnings_for(declaratie, context, artikelen, tarieven, company, sjablonen)
    if sums.btw_per_group != sums.btw_per_line and not declaratie.order_id:
        warnings = (*warnings, _two_ways(sums, btw_rounding))
    body = order_body(declaratie, context)
    return Preview(
        declaratie=declaratie,
        verb="POST",
        path=PATH,
        body=body,
        marker=context.marker,
        btw=btw,
        totals=sums,
        warnings=warnings,
        losses=losses(declaratie.regels, rule),
        hours_rule=words(rule),
        head=order_head(body, context, sjablonen, sums.korting),
        web=web_link(web_url, declaratie.order_id, declaratie.order_nummer, sjablonen),
        btw_rounding=btw_rounding,
    )


def _two_ways(sums: Totals, rounding: BtwRounding) -> Sentence:
    """Both results, and which one counts here: SnelStart's own way is not known."""
    values = {
        "group": euro(sums.btw_per_group),
        "line": euro(sums.btw_per_line),
        "cents": abs(int((sums.btw_per_group - sums.btw_per_line) / _CENT)),
    }
    if rounding == "line":
        return say("Btw per groep afgerond is {group}, per regel {line}: {cents} cent verschil. Gerekend is per regel "
                   "(instelling btw_rounding); hoe SnelStart rekent blijkt na het versturen.", **values)  # fmt: skip
    return say("Btw per groep afgerond is {group}, per regel {line}: {cents} cent verschil. Gerekend is per groep (instelling "
               "btw_rounding, een aanname); hoe SnelStart rekent blijkt na het versturen.", **values)  # fmt: skip


def losses(regels: Sequence[Regel], hours_rule: HoursRule) -> tuple[Loss, ...]:
    """The lines where the hours rule moved at least a cent."""
    found = []
    for positie, regel in enumerate(regels, 1):
        exact = rounded(regel.exact)
        difference = regel.bedrag - exact
        if not difference or not any(one.endswith(f":{Soort.UREN}") for one in regel.registraties):
            continue
        values = {
            "aantal": number(regel.aantal),
            "bedrag": euro(regel.bedrag),
            "exact": euro(exact),
            "verschil": euro(abs(difference)),
            "rule": words(hours_rule),
        }
        if difference < 0:
            sentence = say("{aantal} uur is {bedrag}; exact {exact}: {verschil} minder. Regel: {rule}.", **values)
        else:
            sentence = say("{aantal} uur is {bedrag}; exact {exact}: {verschil} meer. Regel: {rule}.", **values)
        found.append(Loss(positie, exact, difference, sentence))
    return tuple(found)


def _line(positie: int, regel: Regel) -> dict[str, Any]:
    return {
        "line": positie,
        "artikel_id": regel.artikel_id,
        "artikel": regel.artikel,
        "omschrijving": regel.omschrijving,
        "aantal": plain(regel.aantal),
        "prijs": plain(regel.prijs),
        "bedrag": amount_text(regel.bedrag),
        "btw_soort": regel.btw_soort,
        "rule": str(regel.rule),
        "registraties": list(regel.registraties),
    }


def _texts(value: Any) -> Any:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, Mapping):
        return {name: _texts(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return value
