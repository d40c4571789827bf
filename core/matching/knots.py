"""Which klanten belong together before any of them is decided: pairs, singles and knots.

Klanten hang together by an equal folded name, on either side, and by a number that both sides carry once. One on each
side is a pair; anything more is a knot, shown and resolved as one: one to many, many to one, number to A while name
to B, the same name twice on one side.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from core.matching.field import Entry, Field

# A knot larger than this can't be overseen: numbers that lead from firm to firm are then cut, and stay as a contradiction.
LARGEST = 12


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


def groups(field: Field, entries: Iterable[Entry]) -> list[Group]:
    """Every entry in exactly one group, in the order of its first entry."""
    waiting = dict.fromkeys(entries)
    found: list[Group] = []
    for group in _joined(field, waiting, lambda _one, _other: True):
        if len(group) <= LARGEST:
            found.extend(_resolved(field, group))
            continue
        for smaller in _joined(field, dict.fromkeys(group), lambda one, other: _are_nameless(field, one, other)):
            found.extend(_resolved(field, smaller))
    return found


def _joined(field: Field, waiting: dict[Entry, None], by_number: Callable[[Entry, Entry], bool]) -> list[Group]:
    union = _Union()
    heads: dict[tuple[str, bool], Entry] = {}
    for entry in waiting:
        if entry.fold:
            same = heads.setdefault((entry.fold, entry.is_timeon), entry)
            union.join(same, entry)
    for entry in waiting:
        if not entry.is_timeon:
            continue
        # One link will do: everyone of that name on one side hangs together already.
        if (namesake := field.namesake(entry, waiting)) is not None:
            union.join(entry, namesake)
        if (numbered := field.pointed(entry, "nummer")) and numbered in waiting and by_number(entry, numbered):
            union.join(entry, numbered)
    sets: dict[Entry, list[Entry]] = {}
    for entry in waiting:
        sets.setdefault(union.root(entry), []).append(entry)
    return [Group.of(members) for members in sets.values()]


def _are_nameless(field: Field, one: Entry, other: Entry) -> bool:
    """Neither has a namesake across: only then does the number say who it is."""
    return field.namesake(one) is None and field.namesake(other) is None


def _resolved(field: Field, group: Group) -> list[Group]:
    """A knot in which number and name agree for every klant is no knot: it falls apart in pairs."""
    if len(group.timeon) < 2 or len(group.timeon) != len(group.snelstart):  # noqa: PLR2004 - more than one a side
        return [group]
    pairs = [(entry, field.pointed(entry, "nummer")) for entry in group.timeon]
    if not all(other is not None and other.fold == entry.fold for entry, other in pairs):
        return [group]
    return [Group([entry], [other]) for entry, other in pairs if other is not None]


def numbered_knots(field: Field, singles: Iterable[Entry]) -> tuple[list[Group], list[Entry]]:
    """Singles that share a number which is not unique, small enough to oversee, as knots; and who is left.

    A number that many share (a *diversen*) says nothing and ties no knot.
    """
    sharing: dict[str, list[Entry]] = {}
    left = dict.fromkeys(singles)
    for entry in left:
        own, across = field.sharers(entry, "nummer")
        if own and across and own + across > 2 and own + across <= LARGEST // 2:  # noqa: PLR2004 - more than a pair
            sharing.setdefault(entry.keys["nummer"], []).append(entry)
    knots = []
    for entries in sharing.values():
        group = Group.of(entries)
        if group.timeon and group.snelstart and len(group) > 2:  # noqa: PLR2004 - more than a pair
            knots.append(group)
            for entry in entries:
                del left[entry]
    return knots, list(left)
