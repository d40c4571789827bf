"""A declaratie as it was, kept before it is changed, and put back when the change is taken back: lines, locks and all."""

from dataclasses import dataclass

from core.domain.declaratie import Declaratie, DeclaratieState
from core.errors import MovedError
from core.invoicing.making import need
from core.store import declaraties, regels
from core.store.connection import Connection
from core.store.regels import Source
from core.text import say


@dataclass(frozen=True, slots=True)
class Kept:
    """A declaratie, what its lines were made of, and the registraties that it held."""

    declaratie: Declaratie
    sources: tuple[Source, ...]
    held: frozenset[str]


def keep(db: Connection, id_or_nummer: str) -> Kept:
    """As it is now. Raises NotFoundError."""
    one = need(db, id_or_nummer)
    sources = tuple(regels.sources(db, one.id))
    holders = declaraties.holders(db, [source.registratie_id for source in sources])
    return Kept(one, sources, frozenset(id_ for id_, holder in holders.items() if holder == one.id))


def put_back(db: Connection, kept: Kept, at: str) -> None:
    """The concept as it was kept. Raises MovedError when it was numbered since, another declaratie holds what it held, or
    another credit came in its place.
    """
    one = kept.declaratie
    now = declaraties.load(db, one.id)
    if now is not None:
        refuse_numbered(now)
    taken = {id_ for id_, holder in declaraties.holders(db, kept.held).items() if holder != one.id}
    if taken:
        raise MovedError(
            say("{n} registraties staan intussen op een andere declaratie.", n=len(taken)),
            advice=say("Verwijder dat concept eerst."),
        )
    other = declaraties.credit_of(db, one.credits) if one.credits else None
    if other is not None and other.id != one.id:
        raise MovedError(
            say("Declaratie {nummer} is al gecrediteerd door {credit}.", nummer=need(db, one.credits).nummer,
                credit=other.nummer or other.id),
            advice=say("Bekijk die declaratie."),
        )  # fmt: skip
    declaraties.put_back(db, one, {source.registratie_id: source for source in kept.sources}, kept.held, at)


def refuse_numbered(declaratie: Declaratie) -> None:
    """Raise MovedError for one that is no concept any more."""
    if declaratie.state is not DeclaratieState.CONCEPT:
        raise MovedError(
            say("Declaratie {nummer} heeft intussen een nummer.", nummer=declaratie.nummer),
            advice=say("Crediteer hem: een negatieve declaratie neemt hem terug."),
        )
