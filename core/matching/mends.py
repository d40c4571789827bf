"""What to change at the source so that Time On's own rule makes no double klanten: renames and renumberings of one side.

Only what the rule reads is changed, to what stands on the side across, and never to a name or a number that another
klant of that side carries. What no rename can mend, as a name that stands twice, is a step that a person has to weigh.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from core.domain.match import MatchRow
from core.domain.partij import Partij, Side
from core.matching.normalise import is_name
from core.matching.numbers import number_key
from core.matching.simulate import Duplicate, duplicates
from core.matching.warnings import SNELSTART_NAME
from core.matching.words import known_as
from core.text import Sentence, mark, say

_STEPS = {
    (Side.SNELSTART, "naam"): mark("SnelStart: Relaties, zoek {wie}, Bewerken, zet Naam op '{nieuw}'. Opslaan."),
    (Side.SNELSTART, "nummer"): mark("SnelStart: Relaties, zoek {wie}, Bewerken, zet Relatiecode op {nieuw}. Opslaan."),
    (Side.TIMEON, "naam"): mark("Time On: Registreren > Klanten, open {wie}, zet de naam op '{nieuw}'. Opslaan."),
    (Side.TIMEON, "nummer"): mark("Time On: Registreren > Klanten, open {wie}, zet Klantnummer op {nieuw}. Opslaan."),
}
_BY_HAND = {
    Side.SNELSTART: mark(
        "SnelStart: Relaties, zoek {wie}, Bewerken. Staat hij er dubbel: zet hem op Nonactief. Is het een ander: geef hem "
        "een eigen naam en relatiecode. Opslaan."
    ),
    Side.TIMEON: mark(
        "Time On: Registreren > Klanten, open {wie}. Staat hij er dubbel: zet hem op niet actief. Is het een ander: geef "
        "hem een eigen naam en klantnummer. Opslaan."
    ),
}


@dataclass(frozen=True, slots=True)
class Mend:
    """One change of one record: `field` from `old` to `new`, the step in words, and why it is needed.

    `field` is empty for what a person has to weigh; `who` is the record as a person knows it.
    """

    key: str
    side: Side
    id: str
    who: str
    field: str
    old: str
    new: str
    step: Sentence
    why: Sentence


def mends(rows: Iterable[MatchRow], side: Side) -> tuple[Mend, ...]:
    """The changes on `side`, one for each double klant that the rows show."""
    rows = tuple(rows)
    carried = _Carried.of(rows, side)
    return tuple(_mend(double, side, carried) for double in duplicates(rows))


@dataclass(slots=True)
class _Carried:
    """How often each name and number stands on a side, with the changes that were proposed so far."""

    names: Counter[str]
    numbers: Counter[str]
    names_across: Counter[str]
    numbers_across: Counter[str]

    @classmethod
    def of(cls, rows: Sequence[MatchRow], side: Side) -> "_Carried":
        mine: list[Partij] = []
        theirs: list[Partij] = []
        for row in rows:
            left, right = (row.timeon, row.snelstart) if side is Side.TIMEON else (row.snelstart, row.timeon)
            mine.extend(left)
            theirs.extend(right)
        return cls(_names(mine), _numbers(mine), _names(theirs), _numbers(theirs))

    def takes_name(self, naam: str, side: Side) -> bool:
        """Whether this name can be given: it fits, is the only one across, and nobody here carries it."""
        fits = is_name(naam) and (side is Side.TIMEON or len(naam) <= SNELSTART_NAME)
        return fits and self.names[naam] == 0 and self.names_across[naam] == 1

    def takes_number(self, nummer: str) -> bool:
        """Whether this number can be given."""
        key = number_key(nummer)
        return bool(key) and self.numbers[key] == 0 and self.numbers_across[key] == 1


def _names(parties: Iterable[Partij]) -> Counter[str]:
    return Counter(partij.naam for partij in parties)


def _numbers(parties: Iterable[Partij]) -> Counter[str]:
    return Counter(number_key(partij.nummer) for partij in parties)


def _mend(double: Duplicate, side: Side, carried: _Carried) -> Mend:
    one, other = (double.timeon, double.snelstart) if side is Side.TIMEON else (double.snelstart, double.timeon)
    if one is not None and other is not None:
        if carried.takes_name(other.naam, side):
            carried.names[other.naam] += 1
            return _change(double, one, "naam", other.naam)
        if carried.takes_number(other.nummer):
            carried.numbers[number_key(other.nummer)] += 1
            return _change(double, one, "nummer", other.nummer)
    who = one or other
    assert who is not None, "a double klant stands on one side at least"  # noqa: S101 - told to the checker
    step = say(_BY_HAND[who.side], wie=known_as(who))
    return Mend(double.key, who.side, who.id, known_as(who), "", "", "", step, double.reason)


def _change(double: Duplicate, partij: Partij, field: str, new: str) -> Mend:
    who = known_as(partij)
    step = say(_STEPS[partij.side, field], wie=who, nieuw=new)
    return Mend(double.key, partij.side, partij.id, who, field, getattr(partij, field), new, step, double.reason)
