"""What a person should know before an order goes out; a warning never blocks."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from core.domain.declaratie import Declaratie, Regel
from core.domain.money import euro, number, rounded
from core.domain.product import Artikel, BtwTarief
from core.domain.sjablonen import own_templates
from core.invoicing.btw import changes_between, untaxed
from core.invoicing.lineamount import line_rule
from core.invoicing.order import OrderContext, krediettermijn, reference
from core.invoicing.weblink import web_link
from core.text import Sentence, say

_NAME = 50
_SLOW_LINES = 100
_HOME = ("NL",)
_CENTS = 2
_LARGE = Decimal(1_000_000)


def warnings_for(
    declaratie: Declaratie,
    context: OrderContext,
    artikelen: Sequence[Artikel],
    tarieven: Sequence[BtwTarief],
    company: Mapping[str, Any],
    sjablonen: Sequence[Mapping[str, Any]] = (),
) -> tuple[Sentence, ...]:
    """All of them, the klant's first. `company` is companyInfo and `sjablonen` the templates of orders, as far as known."""
    return (
        *_klant(declaratie, context),
        *_kostenplaats(context),
        *_lines(declaratie, artikelen, company),
        *_btw(declaratie, tarieven),
        *_sjablonen(sjablonen),
    )


def _sjablonen(sjablonen: Sequence[Mapping[str, Any]]) -> Iterable[Sentence]:
    if own_templates(sjablonen):
        yield web_link("", "", "", sjablonen).note


def _klant(declaratie: Declaratie, context: OrderContext) -> Iterable[Sentence]:
    relatie = context.relatie
    if not relatie:
        yield say("De relatie van {klant} is niet gelezen uit SnelStart; lees opnieuw.", klant=declaratie.klant)
        return
    naam = str(relatie.get("naam") or "")
    if relatie.get("nonactief"):
        yield say("{klant} is nonactief in SnelStart: de order kan geweigerd worden.", klant=naam)
    if "Klant" not in (relatie.get("relatiesoort") or ["Klant"]):
        yield say("{klant} is in SnelStart geen klant: SnelStart weigert de order (VOR-0002).", klant=naam)
    if len(declaratie.klant) > _NAME:
        yield say("De naam heeft {n} tekens; SnelStart bewaart er 50: {naam}.", n=len(declaratie.klant), naam=naam)
    if relatie.get("factuurRelatie"):
        yield say("{klant} heeft in SnelStart een factuurrelatie: de factuur gaat naar die relatie.", klant=naam)
    if context.korting:
        yield say("{klant} heeft in SnelStart {pct}% factuurkorting: die gaat van de order af.",
                  klant=naam, pct=number(context.korting))  # fmt: skip
    btw_id = str(relatie.get("btwNummer") or "").upper()
    if btw_id and btw_id[:2].isalpha() and not btw_id.startswith(_HOME):
        yield say("Btw-id {nummer} is buitenlands: de btw kan verlegd zijn, SnelStart beslist.", nummer=btw_id)
    if krediettermijn(relatie, context.payment_days) is None:
        yield say("De krediettermijn van de klant past niet in een order (0 tot 100); SnelStart vult hem zelf in.")
    if context.po_number and context.po_number not in reference(context.marker, declaratie.nummer, context.po_number):
        yield say("Het inkoopnummer {po} past niet heel in de orderreferentie (50 tekens).", po=context.po_number)


def _kostenplaats(context: OrderContext) -> Iterable[Sentence]:
    one = context.kostenplaats
    if one is not None and not one.id:
        yield say(
            "Kostenplaats {nummer} is niet in SnelStart: kies een andere, zo wordt niet verstuurd.", nummer=one.nummer
        )
    elif one is not None and not one.actief:
        yield say("Kostenplaats {naam} is nonactief in SnelStart: de order kan geweigerd worden.", naam=one)


def _lines(declaratie: Declaratie, artikelen: Sequence[Artikel], company: Mapping[str, Any]) -> Iterable[Sentence]:
    known = {artikel.id: artikel for artikel in artikelen}
    for positie, regel in enumerate(declaratie.regels, 1):
        artikel = known.get(regel.artikel_id)
        if artikel is None:
            yield say("Regel {n}: artikel {artikel} is niet meer in SnelStart.", n=positie, artikel=regel.artikel)
        elif not artikel.actief:
            yield say("Regel {n}: artikel {artikel} is nonactief in SnelStart.", n=positie, artikel=regel.artikel)
        yield from _amounts(positie, regel, credit=bool(declaratie.credits))
        yield from _decimals(positie, regel, company)
    if len(declaratie.regels) > _SLOW_LINES:
        yield say(
            "{n} regels: SnelStart is dan traag; blijft het antwoord uit, dan wordt de order opgezocht.",
            n=len(declaratie.regels),
        )
    if declaratie.totaal < 0 and not declaratie.credits:
        yield say("Het totaal is negatief: {totaal}.", totaal=euro(declaratie.totaal))


def _amounts(positie: int, regel: Regel, *, credit: bool) -> Iterable[Sentence]:
    if not regel.prijs:
        yield say("Regel {n}: de prijs is 0.", n=positie)
    elif regel.prijs < 0 and not credit:
        yield say("Regel {n}: de prijs is negatief, {prijs}.", n=positie, prijs=number(regel.prijs))
    if not regel.aantal:
        yield say("Regel {n}: het aantal is 0.", n=positie)
    if abs(regel.bedrag) >= _LARGE:
        yield say("Regel {n}: {bedrag} is ongewoon veel.", n=positie, bedrag=euro(regel.bedrag))


def _decimals(positie: int, regel: Regel, company: Mapping[str, Any]) -> Iterable[Sentence]:
    places = _places(regel.prijs)
    prices, counts = company.get("aantalDecimalenArtikelprijzen"), company.get("aantalDecimalenArtikelaantallen")
    if prices is not None and places > int(prices):
        yield say(
            "Regel {n}: prijs {prijs} heeft meer decimalen dan de administratie ({k}).",
            n=positie,
            prijs=number(regel.prijs),
            k=prices,
        )
    if line_rule(company) == "BerekenenOverStukprijs" and places > _CENTS:
        values = {
            "n": positie,
            "prijs": number(regel.prijs),
            "rond": euro(rounded(regel.prijs)),
            "bedrag": euro(regel.bedrag),
        }
        yield say("Regel {n}: deze administratie rekent met een stukprijs op centen: {prijs} telt als {rond}, samen {bedrag}.",
                  **values)  # fmt: skip
    if counts is not None and _places(regel.aantal) > int(counts):
        yield say(
            "Regel {n}: aantal {aantal} heeft meer decimalen dan de administratie ({k}).",
            n=positie,
            aantal=number(regel.aantal),
            k=counts,
        )


def _btw(declaratie: Declaratie, tarieven: Sequence[BtwTarief]) -> Iterable[Sentence]:
    soorten = sorted({regel.btw_soort for regel in declaratie.regels if regel.btw_soort})
    if len(soorten) > 1:
        yield say("Verschillende btw op één order: {soorten}.", soorten=", ".join(soorten))
    for regel in untaxed(declaratie.regels, tarieven, declaratie.datum):
        yield say(
            "{artikel}: de omzetgroep heeft geen btw-tarief op deze datum; gerekend met 0%.", artikel=regel.artikel
        )
    for tarief in changes_between(tarieven, soorten, declaratie.van, declaratie.datum):
        yield say("Btw {soort} werd {pct}% op {dag}: alle regels krijgen het tarief van de orderdatum.",
                  soort=tarief.soort, pct=number(tarief.percentage), dag=f"{tarief.van:%d-%m-%Y}")  # fmt: skip


def _places(value: Decimal) -> int:
    return max(0, -int(value.normalize().as_tuple().exponent))
