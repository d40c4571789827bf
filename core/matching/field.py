"""The two sides laid beside each other once, so that every rule asks the same tables.

An `Entry` is a partij with its folded name and keys. `Field` answers who carries a name or a number on the side across,
whoever has been decided upon: uniqueness is a fact of the administrations, not of what is left to do.
"""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from core.domain.partij import Partij, Side
from core.matching.identifiers import btw_key, iban_key, kvk_key
from core.matching.normalise import fold
from core.matching.numbers import number_key

KEYS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {"nummer": number_key, "btw": btw_key, "kvk": kvk_key, "iban": iban_key}
)


@dataclass(slots=True, eq=False)
class Entry:
    """One klant that takes part, with what it is compared by. Compared by identity."""

    partij: Partij
    fold: str
    keys: Mapping[str, str]

    @property
    def side(self) -> Side:
        """Where it lives."""
        return self.partij.side

    @property
    def is_timeon(self) -> bool:
        """Whether it is a klant of Time On."""
        return self.partij.side is Side.TIMEON


@dataclass(slots=True)
class Table:
    """One side: its entries by id, by folded name and by each key."""

    entries: dict[str, Entry] = field(default_factory=dict)
    excluded: dict[str, Partij] = field(default_factory=dict)
    names: dict[str, list[Entry]] = field(default_factory=lambda: defaultdict(list))
    keys: dict[str, dict[str, list[Entry]]] = field(default_factory=lambda: {name: defaultdict(list) for name in KEYS})
    excluded_names: dict[str, list[Partij]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, parties: Iterable[Partij]) -> "Table":
        """Lay out one side; of the same id twice the first stays."""
        table = cls()
        for partij in parties:
            if partij.id in table.entries or partij.id in table.excluded:
                continue
            if partij.takes_part:
                table._add(partij)
            else:
                table.excluded[partij.id] = partij
                table.excluded_names[fold(partij.naam)].append(partij)
        return table

    def _add(self, partij: Partij) -> None:
        keys = {}
        for name, key_of in KEYS.items():
            value = getattr(partij, name)
            if value and (key := key_of(value)):
                keys[name] = key
        entry = Entry(partij, fold(partij.naam), keys)
        self.entries[partij.id] = entry
        if entry.fold:
            self.names[entry.fold].append(entry)
        for name, key in keys.items():
            self.keys[name][key].append(entry)


@dataclass(slots=True)
class Field:
    """Both sides, and the pairs that a person said are not the same."""

    timeon: Table
    snelstart: Table
    rejected: frozenset[tuple[str, str]] = frozenset()

    @classmethod
    def of(
        cls, timeon: Sequence[Partij], snelstart: Sequence[Partij], rejected: frozenset[tuple[str, str]] = frozenset()
    ) -> "Field":
        """Lay out both sides."""
        return cls(Table.of(timeon), Table.of(snelstart), rejected)

    def across(self, entry: Entry) -> Table:
        """The other side's table."""
        return self.snelstart if entry.is_timeon else self.timeon

    def own(self, entry: Entry) -> Table:
        """Its own side's table."""
        return self.timeon if entry.is_timeon else self.snelstart

    def is_rejected(self, one: Entry, other: Entry) -> bool:
        """Whether a person said that these two are not the same."""
        left, right = (one, other) if one.is_timeon else (other, one)
        return (left.partij.id, right.partij.id) in self.rejected

    def namesakes(self, entry: Entry) -> Iterator[Entry]:
        """Who across has the same folded name, rejected pairs apart."""
        found = self.across(entry).names.get(entry.fold, ()) if entry.fold else ()
        return (other for other in found if not self.is_rejected(entry, other))

    def namesake(self, entry: Entry, among: Container[Entry] | None = None) -> Entry | None:
        """The first namesake across, of those `among`; None when there is none."""
        return next((other for other in self.namesakes(entry) if among is None or other in among), None)

    def pointed(self, entry: Entry, name: str) -> Entry | None:
        """Whom across its key points to: the one that carries it, when both sides carry it once; None otherwise."""
        key = entry.keys.get(name)
        if key is None or len(self.own(entry).keys[name][key]) != 1:
            return None
        found = self.across(entry).keys[name].get(key, ())
        if len(found) != 1 or self.is_rejected(entry, found[0]):
            return None
        return found[0]

    def sharers(self, entry: Entry, name: str) -> tuple[int, int]:
        """How many on its own side and across carry its key; (0, 0) when it has none."""
        key = entry.keys.get(name)
        if key is None:
            return 0, 0
        return len(self.own(entry).keys[name][key]), len(self.across(entry).keys[name].get(key, ()))
