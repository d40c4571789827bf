"""Four eyes: above an amount a declaratie is sent only after a second person agreed to it."""

from decimal import Decimal

from core.domain.declaratie import Declaratie
from core.domain.money import euro
from core.errors import PersonNeededError
from core.store import declaraties, journal
from core.store.connection import Connection
from core.text import say


def approve(db: Connection, declaratie: Declaratie, by: str, at: str) -> None:
    """Agree, as OS user `by`. Raises PersonNeededError for who made or last edited it."""
    if by in _makers(db, declaratie):
        raise PersonNeededError(
            say("{by} maakte of wijzigde deze declaratie zelf.", by=by), advice=say("Laat een ander akkoord geven.")
        )
    declaraties.approve(db, declaratie.id, by, at)


def refuse_unapproved(declaratie: Declaratie, above: Decimal) -> None:
    """Raise PersonNeededError when it needs a second person and has none; 0 asks nobody."""
    if above and abs(declaratie.totaal) > above and not declaratie.approved_by:
        raise PersonNeededError(
            say("{totaal} is meer dan {grens}: een tweede persoon moet akkoord geven.", totaal=euro(declaratie.totaal),
                grens=euro(above)),
            advice=say("Laat een ander 'koppelbord declaraties approve' geven."),
        )  # fmt: skip


def _makers(db: Connection, declaratie: Declaratie) -> set[str]:
    events = journal.events(db, subject=declaraties.subject(declaratie.id), type_="declaratie.")
    return {event.actor for event in events if event.type in ("declaratie.gemaakt", "declaratie.bewerkt")}
