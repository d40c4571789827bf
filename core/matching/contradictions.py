"""What speaks against a pair. One contradiction vetoes every automatic acceptance, an equal name included.

The klantnummer points to B while the name points to A, or the btw-ids differ. A number without a counterpart across
contradicts nothing: many firms number differently in each system. Nor does a number that several klanten share.
"""

from collections.abc import Iterator

from core.domain.partij import Partij
from core.matching.field import Entry
from core.matching.identifiers import btw_shape, kvk_key
from core.matching.words import known_as
from core.text import Sentence, mark, say

_POINTS = {
    "nummer": mark("Nummer {waarde} uit {van} hoort in {kant} bij een ander: {ander}."),
    "btw": mark("Btw-id {waarde} uit {van} hoort in {kant} bij een ander: {ander}."),
    "kvk": mark("KvK-nummer {waarde} uit {van} hoort in {kant} bij een ander: {ander}."),
    "iban": mark("IBAN {waarde} uit {van} hoort in {kant} bij een ander: {ander}."),
}


def differing_ids(timeon: Partij, snelstart: Partij) -> tuple[Sentence, ...]:
    """Numbers of a register that can't both be right: btw-ids, and KvK numbers where there are any."""
    found: tuple[Sentence, ...] = ()
    if timeon.btw and snelstart.btw:
        left, right = btw_shape(timeon.btw), btw_shape(snelstart.btw)
        if left and right and left != right:
            found += (say("Btw-ids verschillen: {links} tegen {rechts}.", links=left, rechts=right),)
    if timeon.kvk and snelstart.kvk:
        left, right = kvk_key(timeon.kvk), kvk_key(snelstart.kvk)
        if left and right and left != right:
            found += (say("KvK-nummers verschillen: {links} tegen {rechts}.", links=left, rechts=right),)
    return found


def contradictions(timeon: Entry, snelstart: Entry) -> tuple[Sentence, ...]:
    """Everything that speaks against this pair, in words; empty when nothing does."""
    if timeon.fold == snelstart.fold and not (timeon.points or snelstart.points) and not _have_ids(timeon, snelstart):
        return ()
    return (
        *differing_ids(timeon.partij, snelstart.partij),
        *_pointing_elsewhere(timeon, snelstart),
        *_pointing_elsewhere(snelstart, timeon),
    )


def _pointing_elsewhere(entry: Entry, partner: Entry) -> Iterator[Sentence]:
    for name, other in entry.points.items():
        if other is not partner:
            yield say(
                _POINTS[name],
                waarde=entry.keys[name],
                van=entry.side.label,
                kant=other.side.label,
                ander=known_as(other.partij),
            )
    if entry.namesakes and entry.fold != partner.fold:
        yield say(
            "De naam uit {van} hoort in {kant} bij een ander: {ander}.",
            van=entry.side.label,
            kant=partner.side.label,
            ander=known_as(entry.namesakes[0].partij),
        )


def _have_ids(timeon: Entry, snelstart: Entry) -> bool:
    left, right = timeon.partij, snelstart.partij
    return bool((left.btw and right.btw) or (left.kvk and right.kvk))
