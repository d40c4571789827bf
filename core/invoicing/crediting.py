"""Crediting: a numbered declaratie is never deleted, a negative one takes it back line by line, to the cent."""

from dataclasses import replace
from datetime import date, datetime

from core.domain.declaratie import Declaratie, DeclaratieState, OrderState
from core.errors import MovedError, PersonNeededError
from core.store import declaraties
from core.store.connection import Connection
from core.text import say


def credit(db: Connection, original: Declaratie, datum: date, now: datetime) -> Declaratie:
    """The negative concept of a numbered declaratie: the same lines with their counts turned.

    Its registraties come free when the credit gets its number. Raises PersonNeededError for a concept or a credit,
    MovedError when one exists.
    """
    if original.state is DeclaratieState.CONCEPT:
        raise PersonNeededError(
            say("Declaratie {id} is een concept.", id=original.id), advice=say("Een concept kun je gewoon verwijderen.")
        )
    if original.credits:
        raise PersonNeededError(
            say("Declaratie {nummer} is zelf een credit.", nummer=original.nummer),
            advice=say("Maak van de registraties een nieuwe declaratie."),
        )
    existing = declaraties.credit_of(db, original.id)
    if existing is not None:
        raise MovedError(
            say("Declaratie {nummer} is al gecrediteerd door {credit}.", nummer=original.nummer,
                credit=existing.nummer or existing.id),
            advice=say("Bekijk die declaratie."),
        )  # fmt: skip
    regels = tuple(
        replace(regel, aantal=-regel.aantal, bedrag=-regel.bedrag, exact=-regel.exact, registraties=())
        for regel in original.regels
    )
    negative = replace(
        original,
        id=str(declaraties.next_number(db, "declaratie")),
        nummer="",
        state=DeclaratieState.CONCEPT,
        datum=datum,
        regels=regels,
        created_at=now,
        order=OrderState.NONE,
        order_id="",
        order_nummer="",
        marker="",
        reason="",
        credits=original.id,
        factuur=None,
        approved_by="",
        verschil="",
    )
    declaraties.insert(db, negative, {}, lock=False)
    return negative
