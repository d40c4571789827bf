"""The words of a declaratie: where it stands in SnelStart in symbol and word, why, and what to do next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from core.domain.declaratie import Declaratie, DeclaratieState, OrderState
from core.domain.declaratie_row import DeclaratieKey, Standing
from core.domain.money import euro
from core.domain.push import PushVerdict
from core.text import mark, t, tn
from screens.widgets.said import Line, Part
from screens.widgets.source import Cell
from screens.widgets.times import day_text, day_year_text, month_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.results import PushResult, PushSummary

_SIGNS = {
    OrderState.NONE: (Sign.NOT_YET, Tone.PLAIN),
    OrderState.PLANNED: (Sign.NOT_YET, Tone.PLAIN),
    OrderState.SENDING: (Sign.BUSY, Tone.BUSY),
    OrderState.UNKNOWN: (Sign.WARN, Tone.WARN),
    OrderState.REFUSED: (Sign.BAD, Tone.BAD),
    OrderState.ORDER: (Sign.GOOD, Tone.GOOD),
    OrderState.INVOICED: (Sign.GOOD, Tone.GOOD),
    OrderState.PARTLY_PAID: (Sign.BUSY, Tone.BUSY),
    OrderState.PAID: (Sign.GOOD, Tone.GOOD),
    OrderState.GONE: (Sign.WARN, Tone.WARN),
}
_SHORT = {
    OrderState.PLANNED: mark("nog te versturen"),
    OrderState.UNKNOWN: mark("onbekend"),
    OrderState.ORDER: mark("nog te factureren"),
    OrderState.GONE: mark("verdwenen"),
}
_VERDICTS = {
    PushVerdict.PUSHED: (Sign.GOOD, Tone.GOOD),
    PushVerdict.ADOPTED: (Sign.GOOD, Tone.GOOD),
    PushVerdict.UNKNOWN: (Sign.WARN, Tone.WARN),
    PushVerdict.REFUSED: (Sign.BAD, Tone.BAD),
    PushVerdict.NOTHING: (Sign.NONE, Tone.DIM),
}
_NEXT = {
    OrderState.NONE: mark("{declaratie.push} verstuurt hem: in SnelStart wordt het een order, factureren doe je daar."),
    OrderState.PLANNED: mark("Nog niet verstuurd; {declaratie.push} verstuurt hem."),
    OrderState.SENDING: mark(
        "Het versturen loopt nog of werd onderbroken; {declaratie.push} zoekt eerst of hij er al is."
    ),
    OrderState.UNKNOWN: mark(
        "Misschien kwam hij aan. {declaratie.push} zoekt hem op zijn kenmerk en neemt over wat er is; pas na een rusttijd wordt hij "
        "opnieuw verstuurd. Zo ontstaat hij nooit dubbel."
    ),
    OrderState.REFUSED: mark(
        "Los de reden op en druk weer op {declaratie.push}. Staat hij er al, maar anders: {declaratie.accept} in de declaratie."
    ),
    OrderState.ORDER: mark(
        "Maak in SnelStart van de verkooporder een factuur; {declaraties.follow} in de lijst ziet dat daarna."
    ),
    OrderState.INVOICED: mark("{declaraties.follow} in de lijst ziet of de factuur betaald is."),
    OrderState.PARTLY_PAID: mark("{declaraties.follow} in de lijst ziet of de rest betaald is."),
    OrderState.PAID: mark("Betaald: klaar."),
    OrderState.GONE: mark(
        "Hij staat niet meer in SnelStart. In de declaratie: {declaratie.again} maakt hem opnieuw, {declaratie.credit} crediteert."
    ),
}


_MADE = (PushVerdict.PUSHED, PushVerdict.ADOPTED)
_THERE = frozenset({OrderState.ORDER, OrderState.INVOICED, OrderState.PARTLY_PAID, OrderState.PAID})


def is_unsent(declaratie: Standing | DeclaratieKey) -> bool:
    """Whether a push has something to do."""
    return declaratie.state is not DeclaratieState.ARCHIEF and declaratie.order not in _THERE


def is_unplanned(declaratie: Standing) -> bool:
    """Whether its order is still to be drawn up: none is in SnelStart, nor on its way."""
    return declaratie.order in (OrderState.NONE, OrderState.PLANNED, OrderState.REFUSED)


def name(declaratie: Standing) -> str:
    """Its number, or that it is a concept."""
    return declaratie.nummer or t("concept {id}", id=declaratie.id)


def order_cell(declaratie: Standing, *, short: bool = False) -> Cell:
    """What is known of its order; a cent of difference or a change asks for attention.

    `short` is for under a heading that says *In SnelStart*.
    """
    sign, tone = _SIGNS[declaratie.order]
    if declaratie.verschil and declaratie.order is OrderState.ORDER:
        return Cell(f"{Sign.WARN} {t('cent verschil')}", Tone.WARN)
    if declaratie.reason and tone is Tone.GOOD:
        sign, tone = Sign.WARN, Tone.WARN
    label = _SHORT.get(declaratie.order, declaratie.order.label) if short else declaratie.order.label
    return Cell(f"{sign} {t(label)}", tone)


def period(declaratie: Standing) -> str:
    """The month of the work, or its first and last day."""
    van, tot = declaratie.van, declaratie.tot
    if (van.year, van.month) == (tot.year, tot.month):
        return month_text(van)
    return f"{day_text(van)} – {day_text(tot)}"


def order_lines(declaratie: Standing) -> list[Line]:
    """Where it stands in SnelStart, the invoice as far as it is there, why, what next."""
    where = f" · {t('order {nummer}', nummer=declaratie.order_nummer)}" if declaratie.order_nummer else ""
    lines: list[Line] = [(order_cell(declaratie), where)]
    if declaratie.factuur is not None:
        lines.append(_factuur(declaratie))
    if declaratie.reason:
        lines.append((Cell(f"{Sign.WARN} ", Tone.WARN), declaratie.reason))
    lines.append((Cell("→ ", Tone.ACCENT), next_step(declaratie)))
    return lines


def next_step(declaratie: Standing) -> str:
    """What to do now."""
    if declaratie.state is DeclaratieState.CONCEPT and declaratie.order is OrderState.NONE:
        return t(
            "{declaratie.push} verstuurt hem en geeft hem zijn nummer; {declaratie.delete} verwijdert het concept."
        )
    return t(_NEXT[declaratie.order])


def result_lines(result: PushResult) -> list[Line]:
    """What a push of one came to: the reason, its codes, the next step."""
    sign, tone = _VERDICTS[result.verdict]
    if result.verdict in _MADE:
        lines: list[Line] = [result_said(result)]
    else:
        codes = f" ({', '.join(result.codes)})" if result.codes else ""
        lines = [(Cell(f"{sign} {t(result.verdict.label)}{codes}", tone),)]
    if result.reason:
        lines.append(result.reason)
    if result.advice:
        lines.append((Cell("→ ", Tone.ACCENT), result.advice))
    else:
        lines.append((Cell("→ ", Tone.ACCENT), next_step(result.declaratie)))
    return lines


def result_said(result: PushResult) -> tuple[Part, ...]:
    """The same on one line."""
    sign, tone = _VERDICTS[result.verdict]
    if result.verdict in _MADE:
        nummer = result.declaratie.order_nummer
        said = t("{woord} als order {nummer}: {staat}.", woord=t(result.verdict.label), nummer=nummer,
                 staat=t(result.declaratie.order.label))  # fmt: skip
        return (Cell(f"{sign} ", tone), said)
    return (Cell(f"{sign} {t(result.verdict.label)}", tone), f". {result.reason}" if result.reason else ".")


def summary_said(summary: PushSummary) -> list[Part]:
    """How many came to what, and what is left to do."""
    parts: list[Part] = []
    counts = {verdict: n for verdict in _VERDICTS if (n := summary.count(verdict))}
    for verdict, n in counts.items():
        sign, tone = _VERDICTS[verdict]
        if verdict is not PushVerdict.NOTHING or len(counts) == 1:
            label = mark("onbekend") if verdict is PushVerdict.UNKNOWN else verdict.label
            parts += [Cell(f"{sign} {n} {t(label)}", tone), "  "]
    if summary.cancelled:
        parts += [t("gestopt, de rest niet"), "  "]
    if summary.total:
        parts.append(t("€ {total}: nog te factureren in SnelStart.", total=euro(summary.total)))
    return parts or [t("Niets te doen.")]


def counted(declaraties: Sequence[Declaratie | DeclaratieKey]) -> str:
    """`3 declaraties, € 4.812,50 excl. btw`."""
    total = sum((one.totaal for one in declaraties), start=declaraties[0].totaal * 0) if declaraties else None
    said = tn("{n} declaratie", "{n} declaraties", len(declaraties))
    return f"{said}, {t('€ {bedrag} excl. btw', bedrag=euro(total))}" if total is not None else said


def _factuur(declaratie: Standing) -> str:
    factuur = declaratie.factuur
    assert factuur is not None, "asked for only when there is one"  # noqa: S101 - told to the checker
    due = day_year_text(factuur.verval) if factuur.verval else Sign.NONE
    return t("Factuur {nummer} · vervalt {dag} · nog open € {saldo} incl. btw", nummer=factuur.nummer, dag=due,
             saldo=euro(factuur.saldo))  # fmt: skip
