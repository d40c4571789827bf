"""What changed of the hours behind a declaratie since it was made: told with a proposal, never pushed over.

It is judged by what was read last; right before a push the hours are read again.
"""

from core.domain.declaratie import Declaratie, DeclaratieState
from core.invoicing.making import stored_changes
from core.store import regels
from core.store.connection import Connection
from core.text import Sentence, say

_SHOWN = 3


def outdated(db: Connection, declaratie: Declaratie) -> list[Sentence]:
    """A sentence a registratie, the first few of them, and what could be done; empty when nothing changed."""
    if declaratie.credits or declaratie.state is DeclaratieState.ARCHIEF:
        return []
    found = stored_changes(db, regels.sources(db, declaratie.id))
    if not found:
        return []
    more = [say("En nog {n} registraties.", n=len(found) - _SHOWN)] if len(found) > _SHOWN else []
    return [*found[:_SHOWN], *more, proposal(declaratie)]


def proposal(declaratie: Declaratie) -> Sentence:
    """The way from what it is to what it would be now."""
    if declaratie.state is DeclaratieState.CONCEPT:
        return say("Voorstel: verwijder dit concept en maak het opnieuw.")
    return say("Voorstel: crediteer deze declaratie en maak haar opnieuw; in SnelStart verandert niets vanzelf.")
