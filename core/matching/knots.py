"""Which klanten belong together before any of them is decided: pairs, singles and knots.

Klanten hang together by an equal folded name, on either side, and by a number that both sides carry once. One on each
side is a pair; anything more is a knot, shown and resolved as one: one to many, many to one, number to A while name
to B, the same name twice on one side.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from core.matching.field import Entry, Field

# A knot larger than this can't be overseen: numbers that lead from firm to firm are then cut, and stay a contradiction.
LARGEST = 12
_PAIR = 2


@dataclass(slots=True)
class Group:
    """Klanten that hang together."""

    timeon: list[Entry] = field(default_factory=list)
    snelstart: list[Entry] = field(default_factory=list)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Group":
        """Put each entry on its side."""
        group = cls()
        for entry in entries:
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


def sort_out(entries: Iterable[Entry]) -> Sorted:
    """Pairs, knots and singles among these entries. Most hang together plainly and need no search."""
    found = Sorted()
    waiting = dict.fromkeys(entries)
    tangled: dict[Entry, None] = {}
    for entry in waiting:
        partner = _only_partner(entry)
        if partner is None:
            found.singles.append(entry)
        elif partner is entry or partner not in waiting or _only_partner(partner) is not entry:
            tangled[entry] = None
        elif entry.is_timeon:
            found.pairs.append((entry, partner))
    for group in _joined(tangled, cut=False):
        for smaller in (group,) if len(group) <= LARGEST else _joined(dict.fromkeys(group), cut=True):
            for part in _resolved(smaller):
                found.take(part)
    return found


def _only_partner(entry: Entry) -> Entry | None:
    """The one it hangs together with; None for nobody, itself when there are more or it shares its name."""
    if len(entry.alike) > 1 or len(entry.namesakes) > 1:
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


def _joined(waiting: Collection[Entry], *, cut: bool) -> list[Group]:
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


def numbered_knots(field: Field, singles: Iterable[Entry]) -> tuple[list[Group], list[Entry]]:
    """Singles that share a number which is not unique, few enough to oversee, as knots; and who is left.

    A number that many share (a *diversen*) says nothing and ties no knot.
    """
    sharing: dict[str, list[Entry]] = {}
    left = dict.fromkeys(singles)
    for entry in left:
        if "nummer" not in entry.keys or "nummer" in entry.points:
            continue
        own, across = field.sharers(entry, "nummer")
        if own and across and _PAIR < own + across <= LARGEST // 2:
            sharing.setdefault(entry.keys["nummer"], []).append(entry)
    knots = []
    for entries in sharing.values():
        group = Group.of(entries)
        if group.timeon and group.snelstart and len(group) > _PAIR:
            knots.append(group)
            for entry in entries:
                del left[entry]
    return knots, list(left)
