"""Four eyes: above an amount a declaratie is sent only after a second person agreed to it."""

from decimal import Decimal

from core.domain.declaratie import Declaratie
from core.domain.money import euro
from core.errors import PersonNeededError
from core.store import declaraties, journal
from core.store.connection import Connection
from core.text import say

_MAKING = frozenset({"declaratie.gemaakt", "declaratie.bewerkt", "declaratie.teruggezet"})


def approve(db: Connection, declaratie: Declaratie, at: str) -> None:
    """Agree, as the OS user at work and as nobody else. Raises PersonNeededError for whoever made or changed it, and when
    the journal does not say any more who that was.
    """
    by, makers = journal.actor(), _makers(db, declaratie)
    if not makers:
        raise PersonNeededError(
            say("Wie deze declaratie maakte staat niet meer in het journaal."),
            advice=say("Maak haar opnieuw: verwijder het concept, of crediteer een genummerde."),
        )
    if by in makers:
        raise PersonNeededError(
            say("{by} maakte of wijzigde deze declaratie zelf.", by=by), advice=say("Laat een ander akkoord geven.")
        )
    declaraties.approve(db, declaratie.id, by, at)


def refuse_unapproved(declaratie: Declaratie, above: Decimal) -> None:
    """Raise PersonNeededError when it needs a second person and has none, or when that person would send it; 0 asks nobody."""
    if not above or abs(declaratie.totaal) <= above:
        return
    if declaratie.approved_by == journal.actor():
        raise PersonNeededError(
            say("{by} gaf zelf akkoord op deze declaratie.", by=declaratie.approved_by),
            advice=say("Laat een ander versturen: wie akkoord gaf vraagt de verzending niet."),
        )
    if not declaratie.approved_by:
        raise PersonNeededError(
            say("{totaal} is meer dan {grens}: een tweede persoon moet akkoord geven.", totaal=euro(declaratie.totaal),
                grens=euro(above)),
            advice=say("Laat een ander 'koppelbord declaraties approve' geven."),
        )  # fmt: skip


def _makers(db: Connection, declaratie: Declaratie) -> set[str]:
    events = journal.events(db, subject=declaraties.subject(declaratie.id), type_="declaratie.")
    return {event.actor for event in events if event.type in _MAKING}
