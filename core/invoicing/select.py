"""*Registraties selecteren*, *Filteren* and *Zoeken*: what can be declared, and what holds the rest."""

from typing import Unpack

from core.domain.registratie import Asked, Registratie
from core.invoicing.rules import fold
from core.store import registraties
from core.store.connection import Connection


def selectable(
    db: Connection, *, zoek: str = "", project: str = "", medewerker: str = "", **asked: Unpack[Asked]
) -> list[Registratie]:
    """Registraties by date with their names and locks: also those that are held, so that a person sees by what.

    `zoek` wants every word of it somewhere in klant, project, medewerker, text or id, case and accents aside; `project`
    and `medewerker` want theirs in those names alone.
    """
    found = registraties.each(db, **asked)
    if zoek:
        found = (one for one in found if _holds(_everything(one), zoek))
    if project:
        found = (one for one in found if _holds(one.project, project))
    if medewerker:
        found = (one for one in found if _holds(one.medewerker, medewerker))
    return list(found)


def _everything(one: Registratie) -> str:
    return f"{one.klant} {one.project} {one.medewerker} {one.omschrijving} {one.id}"


def _holds(text: str, words: str) -> bool:
    folded = fold(text)
    return all(word in folded for word in fold(words).split())
