"""The reason of every row, in a bookkeeper's words: what is equal, what differs, what stands in the way."""

from collections.abc import Iterator

from core.domain.match import MatchState
from core.domain.partij import Partij
from core.matching.characters import Differences, words_beyond
from core.matching.field import Entry, Field
from core.matching.knots import Group
from core.matching.normalise import is_name
from core.matching.numbers import numbers_say
from core.matching.persons import may_be_same
from core.matching.rules import BEYOND_NUMBER, names_equal, spelled_alike
from core.matching.warnings import SNELSTART_NAME
from core.matching.words import joined, known_as, shown
from core.text import Sentence, mark, say

_MOST = 4
_EQUAL = {
    "btw": mark("Btw-id gelijk: {waarde}."),
    "kvk": mark("KvK-nummer gelijk: {waarde}."),
    "iban": mark("IBAN gelijk: {waarde}."),
}


def names_say(timeon: Partij, snelstart: Partij) -> Sentence:
    """How the two names stand to each other."""
    for partij in (timeon, snelstart):
        if not is_name(partij.naam):
            return say("Geen naam in {kant}.", kant=partij.side.label)
    if names_equal(timeon, snelstart):
        return say("Namen gelijk.")
    if spelled_alike(timeon, snelstart):
        return say("Namen verschillen: {verschil}.", verschil=Differences(timeon.naam, snelstart.naam))
    if timeon.naam != snelstart.naam and timeon.naam[:SNELSTART_NAME].rstrip() == snelstart.naam:
        return say(
            "De naam in SnelStart houdt op na {lengte} tekens; tot daar is hij gelijk.", lengte=len(snelstart.naam)
        )
    if may_be_same(timeon.naam, snelstart.naam):
        return say(
            "Zelfde achternaam, voorletters passen: {links}, {rechts}.",
            links=shown(timeon.naam),
            rechts=shown(snelstart.naam),
        )
    return _words_say(words_beyond(timeon.naam, snelstart.naam), words_beyond(snelstart.naam, timeon.naam))


def _words_say(ours: str, theirs: str) -> Sentence:
    if ours and theirs:
        return say(
            "Namen verschillen: alleen in Time On '{links}', alleen in SnelStart '{rechts}'.", links=ours, rechts=theirs
        )
    if ours:
        return say("Namen verschillen: alleen in Time On '{links}'.", links=ours)
    if theirs:
        return say("Namen verschillen: alleen in SnelStart '{rechts}'.", rechts=theirs)
    return say("Namen verschillen in woordvolgorde.")


def pair_says(timeon: Entry, snelstart: Entry, against: tuple[Sentence, ...] = ()) -> Sentence:
    """The reason of a pair; what speaks against it first."""
    sentences = [
        *against,
        names_say(timeon.partij, snelstart.partij),
        numbers_say(timeon.partij.nummer, snelstart.partij.nummer),
    ]
    sentences.extend(
        say(_EQUAL[name], waarde=timeon.keys[name]) for name in BEYOND_NUMBER if timeon.points.get(name) is snelstart
    )
    return joined(sentences)


def single_says(entry: Entry, state: MatchState) -> Sentence:
    """The reason of a klant that has no counterpart, or near ones only."""
    if state is MatchState.CANDIDATES:
        return say(
            "Geen gelijke naam en geen gelijk nummer in {kant}; wel klanten die erop lijken.",
            kant=entry.side.other.label,
        )
    return say("Geen gelijke naam en geen gelijk nummer in {kant}.", kant=entry.side.other.label)


def knot_says(field: Field, group: Group) -> Sentence:
    """What ties the knot: names that stand twice, numbers that lead to another than the name does."""
    sentences: list[Sentence] = []
    for sentence in _ties(field, group):
        if sentence not in sentences:
            sentences.append(sentence)
        if len(sentences) == _MOST:
            break
    return joined([*sentences, say("Kies wie bij wie hoort.")])


def _ties(field: Field, group: Group) -> Iterator[Sentence]:
    for entries in (group.timeon, group.snelstart):
        counted: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.fold:
                counted.setdefault(entry.fold, []).append(entry)
        for same in counted.values():
            if len(same) > 1:
                yield say(
                    "{aantal} \N{MULTIPLICATION SIGN} {naam} in {kant}.",
                    aantal=len(same),
                    naam=shown(same[0].partij.naam),
                    kant=same[0].side.label,
                )
    for entry in group.timeon:
        numbered = entry.numbered
        if numbered is None or numbered.fold == entry.fold:
            continue
        yield say(
            "Nummer {nummer} van {links} is in SnelStart van {rechts}.",
            nummer=entry.keys["nummer"],
            links=shown(entry.partij.naam),
            rechts=shown(numbered.partij.naam),
        )
    told = set()
    for entry in group:
        own, across = field.sharers(entry, "nummer")
        if (own > 1 or across > 1) and own and across and entry.keys["nummer"] not in told:
            told.add(entry.keys["nummer"])
            yield say(
                "Nummer {nummer} staat {hier} keer in {kant} en {daar} keer in {overkant}.",
                nummer=entry.keys["nummer"],
                hier=own,
                kant=entry.side.label,
                daar=across,
                overkant=entry.side.other.label,
            )


def settled_says(entry: Entry) -> Sentence:
    """Why a single is not made by itself: its namesake or number across is decided upon already."""
    if entry.namesakes:
        other = entry.namesakes[0].partij
        return say("In {kant} staat al {ander}, over wie besloten is.", kant=other.side.label, ander=known_as(other))
    return _numbered_says(entry, entry.points["nummer"].partij)


def held_says(field: Field, entry: Entry) -> list[Sentence]:
    """Why only a person makes this single new: rejected against somebody, or its number is in use across; else nothing."""
    said = [
        say(
            "Afgewezen tegen {ander} in {kant}; nieuw wordt hij alleen als jij dat zegt.",
            ander=known_as(other.partij),
            kant=other.side.label,
        )
        for other in entry.apart[:_MOST]
    ]
    carrier = field.carrier(entry)
    return said if carrier is None else [*said, _numbered_says(entry, carrier)]


def _numbered_says(entry: Entry, other: Partij) -> Sentence:
    return say(
        "Nummer {nummer} is in {kant} al van {ander}.",
        nummer=entry.keys["nummer"],
        kant=other.side.label,
        ander=known_as(other),
    )


def shared_says(entry: Entry) -> Sentence:
    """Why an equal name is not taken by itself: others, decided upon, carry it too."""
    return say(
        "Deze naam staat {hier} keer in {kant} en {daar} keer in {overkant}.",
        hier=len(entry.alike),
        kant=entry.side.label,
        daar=len(entry.namesakes),
        overkant=entry.side.other.label,
    )
