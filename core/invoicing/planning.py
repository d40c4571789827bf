"""Step 1 of a push: number the declaratie if need be and write down what will be sent, in one transaction."""

from collections.abc import Collection
from datetime import date, datetime

from core.clock import iso
from core.config import Settings
from core.domain.declaratie import Declaratie, DeclaratieState, OrderState
from core.domain.push import NOTHING_THERE, Intent
from core.errors import GuardError, MovedError, PersonNeededError
from core.invoicing.approving import refuse_unapproved
from core.invoicing.btw import btw_for, rates, totals
from core.invoicing.context import order_context
from core.invoicing.kostenplaatsen import Kostenplaats
from core.invoicing.making import finalize, need
from core.invoicing.order import order_body, payload_hash, payload_text
from core.invoicing.snapshot import Snapshot
from core.store import declaraties, intents, records
from core.store.connection import Connection
from core.text import say

_THERE = frozenset({OrderState.ORDER, OrderState.INVOICED, OrderState.PARTLY_PAID, OrderState.PAID})


def plan(
    db: Connection,
    declaratie: Declaratie,
    *,
    settings: Settings,
    snapshot: Snapshot,
    today: date,
    now: datetime,
    again: bool = False,
) -> Intent:
    """The live intent of a declaratie: what left is kept, of what did not leave yet it is what would go now. A concept
    becomes openstaand.

    `again`: a person asks for an order that was deleted in SnelStart to be made once more. Raises MovedError (a
    registratie changed, or stands on another order), PersonNeededError (gone, not approved, credited before it was sent,
    or a credit of what is not there).
    """
    refuse_unapproved(declaratie, settings.approval_above)
    numbered = finalize(db, declaratie, today, now)
    intent = intents.live(db, numbered.id)
    if intent is not None and numbered.order is OrderState.GONE:
        if not again:
            raise PersonNeededError(
                say("Order {nummer} is in SnelStart verwijderd.", nummer=numbered.order_nummer),
                advice=say("Crediteer de declaratie, of verstuur hem uitdrukkelijk opnieuw."),
            )
        intents.abandon(db, intent, iso(now), "verwijderd in SnelStart, opnieuw gevraagd")
        intent = None
    if intent is not None and intent.state not in NOTHING_THERE:
        return intent
    if numbered.credits:
        _refuse_unready(declaratie, need(db, numbered.credits))
    _refuse_credited(numbered, declaraties.credit_of(db, numbered.id))
    context = order_context(db, numbered, snapshot.identity, settings, snapshot.credited)
    _refuse_without(context.kostenplaats)
    _refuse_doubles(context.registraties, context.marker, snapshot)
    text = payload_text(order_body(numbered, context))
    if intent is not None and intent.payload == text:
        return intent
    if intent is not None:
        intents.abandon(db, intent, iso(now), "nog niet verstuurd, en intussen zou de order anders zijn")
    tarieven = records.btw_tarieven(db)
    btw = btw_for(numbered.regels, tarieven, numbered.datum, settings.btw_rounding, context.korting)
    sums = totals(numbered.regels, btw)
    return intents.plan(
        db,
        declaratie_id=numbered.id,
        marker=context.marker,
        generation=context.generation,
        payload=text,
        payload_hash=payload_hash(text),
        total=sums.excl,
        lines=len(numbered.regels),
        relatie_id=numbered.relatie_id,
        incl=sums.incl,
        rates=rates(numbered.regels, tarieven, numbered.datum),
        amounts=[regel.bedrag for regel in numbered.regels],
        at=iso(now),
    )


def refuse_foreign(snapshot: Snapshot, ours: Collection[str]) -> None:
    """Raise GuardError when the administration holds orders of another koppeling of koppelbord."""
    foreign = snapshot.foreign(ours)
    if foreign:
        first = foreign[0]
        raise GuardError(
            say(
                "Order {nummer} in SnelStart draagt {marker}, dat niet van deze koppeling is: deze administratie is ook "
                "elders gekoppeld.",
                nummer=first.nummer,
                marker=first.mark.marker if first.mark else "",
            ),
            advice=say("Ontkoppel de andere koppeling. Is die er niet meer, haal de code dan uit die orders."),
        )


def _refuse_unready(credit: Declaratie, original: Declaratie) -> None:
    """Nothing is taken back that is not there: the klant would get money for what was never billed."""
    if original.order in _THERE:
        return
    if original.order is OrderState.GONE:
        raise PersonNeededError(
            say(
                "Order {nummer} is in SnelStart verwijderd: daar is niets terug te nemen.", nummer=original.order_nummer
            ),
            advice=say("Maak de credit definitief zonder haar te versturen; dan komen de registraties vrij."),
        )
    raise PersonNeededError(
        say("De declaratie die {nummer} crediteert is zelf nog niet verstuurd.", nummer=credit.nummer or credit.id),
        advice=say("Verstuur eerst de oorspronkelijke declaratie.")
        if credit.state is DeclaratieState.CONCEPT
        else say("Samen zijn ze nul: geen van beide hoeft nog naar SnelStart."),
    )


def _refuse_credited(declaratie: Declaratie, credit: Declaratie | None) -> None:
    """Its registraties are free since the credit got its number, and may be on another declaratie by now."""
    if credit is not None and credit.nummer:
        raise PersonNeededError(
            say("Declaratie {nummer} is gecrediteerd door {credit} voordat ze verstuurd was.", nummer=declaratie.nummer,
                credit=credit.nummer),
            advice=say("Samen zijn ze nul: geen van beide hoeft nog naar SnelStart."),
        )  # fmt: skip


def _refuse_without(kostenplaats: Kostenplaats | None) -> None:
    if kostenplaats is not None and not kostenplaats.id:
        raise PersonNeededError(
            say("Kostenplaats {nummer} is niet in SnelStart.", nummer=kostenplaats.nummer),
            advice=say("Kies een andere met 'koppelbord declaraties kostenplaats', of lees SnelStart opnieuw."),
        )


def _refuse_doubles(registraties: Collection[str], marker: str, snapshot: Snapshot) -> None:
    held = snapshot.holding(registraties, marker)
    if held:
        one, order = held[0]
        raise MovedError(
            say("Registratie {id} staat in SnelStart al op order {nummer}.", id=one, nummer=order.nummer),
            advice=say("Crediteer die order eerst, of haal de registratie van deze declaratie."),
        )
