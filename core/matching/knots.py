"""Which klanten belong together before any of them is decided: pairs, singles and knots.

Klanten hang together by an equal folded name, on either side, and by a number: one that both sides carry once, or one
that a few share of whom not everyone has a namesake across. One on each side is a pair; anything more is a knot, shown
and resolved as one: one to many, many to one, number to A while name to B, the same name twice on one side. A number
that many share (a *diversen*) says nothing and ties nobody.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from core.matching.field import Entry, Field

# A knot larger than this can't be overseen: numbers that lead from firm to firm are then cut, and stay a contradiction.
LARGEST = 12
FEW = 6
_PAIR = 2


@dataclass(slots=True)
class Group:
    """Klanten that hang together."""

    timeon: list[Entry] = field(default_factory=list)
    snelstart: list[Entry] = field(default_factory=list)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Group":
        """Put each entry on its side, in the order in which the sides were given."""
        group = cls()
        for entry in sorted(entries, key=lambda one: one.at):
            (group.timeon if entry.is_timeon else group.snelstart).append(entry)
        return group

    def __len__(self) -> int:
        return len(self.timeon) + len(self.snelstart)

    def __iter__(self) -> Iterator[Entry]:
        yield from self.timeon
        yield from self.snelstart

    @property
    def is_pair(self) -> bool:
        """One on each side."""
        return len(self.timeon) == 1 and len(self.snelstart) == 1


@dataclass(slots=True)
class Sorted:
    """Every entry in exactly one place, in the order in which it came."""

    pairs: list[tuple[Entry, Entry]] = field(default_factory=list)
    knots: list[Group] = field(default_factory=list)
    singles: list[Entry] = field(default_factory=list)

    def take(self, group: Group) -> None:
        """Put a group where it belongs."""
        if group.is_pair:
            self.pairs.append((group.timeon[0], group.snelstart[0]))
        elif len(group) == 1:
            self.singles.extend(group)
        else:
            self.knots.append(group)


def sort_out(field: Field, entries: Iterable[Entry]) -> Sorted:
    """Pairs, knots and singles among these entries. Most hang together plainly and need no search."""
    found = Sorted()
    waiting = dict.fromkeys(entries)
    tangled: dict[Entry, None] = {}
    for entry in waiting:
        partner = _only_partner(field, entry)
        if partner is None:
            found.singles.append(entry)
        elif partner is entry or partner not in waiting or _only_partner(field, partner) is not entry:
            tangled[entry] = None
        elif entry.is_timeon:
            found.pairs.append((entry, partner))
    for group in _joined(field, tangled, cut=False):
        for smaller in (group,) if len(group) <= LARGEST else _joined(field, dict.fromkeys(group), cut=True):
            for part in _resolved(smaller):
                found.take(part)
    return found


def _only_partner(field: Field, entry: Entry) -> Entry | None:
    """The one it hangs together with; None for nobody, itself when there are more or it shares its name or number."""
    if len(entry.alike) > 1 or len(entry.namesakes) > 1 or tied_by_number(field, entry):
        return entry
    namesake = entry.namesakes[0] if entry.namesakes else None
    numbered = entry.numbered
    if namesake is None or numbered is None or namesake is numbered:
        return namesake or numbered
    return entry


class _Union:
    """Disjoint sets of entries."""

    def __init__(self) -> None:
        self.above: dict[Entry, Entry] = {}

    def root(self, entry: Entry) -> Entry:
        """The entry that stands for its set."""
        above = self.above
        while (higher := above.get(entry, entry)) is not entry:
            above[entry] = entry = above.get(higher, higher)
        return entry

    def join(self, one: Entry, other: Entry) -> None:
        """Make one set of two."""
        first, second = self.root(one), self.root(other)
        if first is not second:
            self.above[second] = first


def tied_by_number(field: Field, entry: Entry) -> list[Entry]:
    """Who share its number, itself among them, where that ties a knot: a few on both sides, not all with a namesake."""
    key = entry.keys.get("nummer")
    if key is None or "nummer" in entry.points:
        return []
    ours, theirs = field.timeon.keys["nummer"].get(key, ()), field.snelstart.keys["nummer"].get(key, ())
    if not ours or not theirs or not _PAIR < len(ours) + len(theirs) <= FEW:
        return []
    sharers = [*ours, *theirs]
    return sharers if any(not one.namesakes for one in sharers) else []


def _joined(field: Field, waiting: Collection[Entry], *, cut: bool) -> list[Group]:
    """The sets that hang together; with `cut`, numbers count only where the name leads nowhere."""
    union = _Union()
    heads: dict[tuple[str, bool], Entry] = {}
    for entry in waiting:
        if entry.fold:
            union.join(heads.setdefault((entry.fold, entry.is_timeon), entry), entry)
        # One link will do: everyone of that name on one side hangs together already.
        namesake = next((other for other in entry.namesakes if other in waiting), None)
        if namesake is not None:
            union.join(entry, namesake)
        numbered = entry.numbered
        if numbered is not None and numbered in waiting and not (cut and (entry.namesakes or numbered.namesakes)):
            union.join(entry, numbered)
        for other in () if cut and entry.namesakes else tied_by_number(field, entry):
            if other in waiting and not (cut and other.namesakes):
                union.join(entry, other)
    sets: dict[Entry, list[Entry]] = {}
    for entry in waiting:
        sets.setdefault(union.root(entry), []).append(entry)
    return [Group.of(members) for members in sets.values()]


def _resolved(group: Group) -> list[Group]:
    """A knot in which number and name agree for every klant is no knot: it falls apart in pairs."""
    if len(group.timeon) < _PAIR or len(group.timeon) != len(group.snelstart):
        return [group]
    partners = [entry.numbered for entry in group.timeon]
    pairs = [
        Group([entry], [partner])
        for entry, partner in zip(group.timeon, partners, strict=True)
        if partner is not None and partner.fold == entry.fold and partner in group.snelstart
    ]
    return pairs if len(pairs) == len(group.timeon) else [group]
