"""What a person should know about a klant beside its row; none of it blocks."""

from collections.abc import Iterable, Iterator

from core.domain.partij import Partij
from core.matching.discarded import is_discarded
from core.matching.field import Entry, Field
from core.matching.numbers import number_note
from core.matching.words import known_as
from core.text import Sentence, mark, say

SNELSTART_NAME = 50

_WHY_EXCLUDED = {
    "eigen": mark("In SnelStart is {ander} de eigen relatie; die doet niet mee."),
    "leverancier": mark("In SnelStart is {ander} een leverancier met dezelfde naam; die doet niet mee."),
    "inactief": mark("In {kant} staat {ander} met dezelfde naam, maar niet actief; die doet niet mee."),
    "geen klant": mark("In SnelStart is {ander} geen klant; die doet niet mee."),
}


def warnings(field: Field, entries: Iterable[Entry]) -> tuple[Sentence, ...]:
    """The warnings of the klanten of one row."""
    told: set[str] = set()
    return tuple(one for entry in entries for one in _warn(field, entry, told))


def _warn(field: Field, entry: Entry, told: set[str]) -> Iterator[Sentence]:
    partij = entry.partij
    if entry.fold in (excluded := field.across(entry).excluded_names):
        for other in excluded[entry.fold]:
            yield say(_WHY_EXCLUDED[_why(other)], ander=known_as(other), kant=other.side.label)
    if not entry.fold:
        yield say("Zonder naam in {kant}: vul die daar eerst in.", kant=partij.side.label)
    elif is_discarded(partij.naam):
        yield say("De naam zelf zegt dat deze klant niet meer gebruikt wordt.")
    if entry.is_timeon and len(partij.naam) > SNELSTART_NAME:
        yield say(
            "De naam is {lengte} tekens lang; SnelStart bewaart er {meest}.",
            lengte=len(partij.naam),
            meest=SNELSTART_NAME,
        )
    if "nummer" in entry.keys:
        if "nummer" not in entry.points and entry.keys["nummer"] not in told:
            told.add(entry.keys["nummer"])
            yield from _shared(field, entry)
    elif partij.nummer and (note := number_note(partij.nummer)) is not None:
        yield note


def _shared(field: Field, entry: Entry) -> Iterator[Sentence]:
    own, across = field.sharers(entry, "nummer")
    if own > 1 or across > 1:
        yield say(
            "Nummer {nummer} is van {hier} klanten in {kant} en van {daar} in {overkant}, en zegt dus niet wie het is.",
            nummer=entry.keys["nummer"],
            hier=own,
            kant=entry.side.label,
            daar=across,
            overkant=entry.side.other.label,
        )


def _why(partij: Partij) -> str:
    if "Eigen" in partij.soorten:
        return "eigen"
    if not partij.actief:
        return "inactief"
    return "leverancier" if "Leverancier" in partij.soorten else "geen klant"
