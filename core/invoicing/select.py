"""*Registraties selecteren*, *Filteren* and *Zoeken*: what can be declared, and what holds the rest."""

from datetime import date

from core.domain.registratie import Registratie, Soort
from core.invoicing.rules import fold
from core.store import registraties
from core.store.connection import Connection


def selectable(
    db: Connection,
    *,
    van: date | None,
    tot: date | None,
    klant_id: str = "",
    project_id: str = "",
    medewerker_id: str = "",
    soort: Soort | None = None,
    goedgekeurd: bool | None = None,
    zoek: str = "",
    project: str = "",
    medewerker: str = "",
) -> list[Registratie]:
    """Registraties by date with their names and locks: also those that are held, so that a person sees by what.

    `van` and `tot` are both included, None is open. `zoek` wants every word of it somewhere in klant, project,
    medewerker, text or id, case and accents aside; `project` and `medewerker` want theirs in those names alone.
    """
    found = registraties.each(
        db,
        van=van,
        tot=tot,
        klant_id=klant_id,
        project_id=project_id,
        medewerker_id=medewerker_id,
        soort=soort,
        goedgekeurd=goedgekeurd,
    )
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
