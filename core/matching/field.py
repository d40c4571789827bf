"""The two sides laid beside each other once, so that every rule asks the same tables.

An `Entry` is a partij with its folded name, its keys and whom they lead to across. What it leads to is a fact of the
administrations, not of what is left to do: whoever was decided upon counts as well.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from core.collecting import emptied
from core.domain.partij import Partij, Side
from core.matching.identifiers import btw_key, iban_key, kvk_key
from core.matching.normalise import fold
from core.matching.numbers import number_key

KEYS: Final[tuple[tuple[str, Callable[[str], str]], ...]] = (
    ("nummer", number_key),
    ("btw", btw_key),
    ("kvk", kvk_key),
    ("iban", iban_key),
)
_NO_KEYS: Final[Mapping[str, str]] = MappingProxyType({})
_NOBODY: Final[Mapping[str, "Entry"]] = MappingProxyType({})


@dataclass(slots=True, eq=False)
class Entry:
    """One klant that takes part, with what it is compared by. Compared by identity.

    `at` is its place among all, those of Time On first. `alike` are those of its own side with the same folded name,
    itself among them; `namesakes` those across. `points` leads from a key to the one across that carries it, where both
    sides carry it once. Rejected pairs are in neither: `apart` are those across against whom it was rejected.
    """

    partij: Partij
    is_timeon: bool
    fold: str
    keys: Mapping[str, str]
    points: Mapping[str, "Entry"]
    at: int = 0
    alike: Sequence["Entry"] = ()
    namesakes: Sequence["Entry"] = ()
    apart: Sequence["Entry"] = ()

    @property
    def side(self) -> Side:
        """Where it lives."""
        return self.partij.side

    @property
    def numbered(self) -> "Entry | None":
        """Whom across its klantnummer leads to."""
        return self.points.get("nummer")


@dataclass(slots=True)
class Table:
    """One side: its entries by id, by folded name and by each key; and who does not take part."""

    entries: dict[str, Entry] = field(default_factory=dict)
    names: dict[str, list[Entry]] = field(default_factory=dict)
    keys: dict[str, dict[str, list[Entry]]] = field(default_factory=lambda: {name: {} for name, _ in KEYS})
    excluded: dict[str, Partij] = field(default_factory=dict)
    excluded_names: dict[str, list[Partij]] = field(default_factory=dict)
    excluded_numbers: dict[str, Partij] = field(default_factory=dict)

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
                table.excluded_names.setdefault(fold(partij.naam), []).append(partij)
                table.excluded_numbers.setdefault(number_key(partij.nummer), partij)
        table.excluded_names.pop("", None)
        table.excluded_numbers.pop("", None)
        return table

    def _add(self, partij: Partij) -> None:
        folded = fold(partij.naam)
        entry = Entry(partij, partij.side is Side.TIMEON, folded, _NO_KEYS, _NOBODY)
        self.entries[partij.id] = entry
        if folded:
            self.names.setdefault(folded, []).append(entry)
        keys = {}
        for name, key_of in KEYS:
            value = getattr(partij, name)
            if value and (key := key_of(value)):
                keys[name] = key
                self.keys[name].setdefault(key, []).append(entry)
        if keys:
            entry.keys = keys


@dataclass(slots=True)
class Field:
    """Both sides, and the pairs of ids that a person said are not the same."""

    timeon: Table
    snelstart: Table
    rejected: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(
        cls, timeon: Iterable[Partij], snelstart: Iterable[Partij], rejected: Iterable[tuple[str, str]] = ()
    ) -> "Field":
        """Lay out both sides and lead each entry to whom its name and keys point."""
        laid = cls(Table.of(timeon), Table.of(snelstart))
        for at, entry in enumerate(laid):
            entry.at = at
        laid._lead(laid.timeon, laid.snelstart)
        laid._lead(laid.snelstart, laid.timeon)
        for left_id, right_id in rejected:
            laid.part(left_id, right_id)
        return laid

    def __iter__(self) -> Iterator[Entry]:
        """Every entry, those of Time On first."""
        yield from self.timeon.entries.values()
        yield from self.snelstart.entries.values()

    def across(self, entry: Entry) -> Table:
        """The other side's table."""
        return self.snelstart if entry.is_timeon else self.timeon

    def sharers(self, entry: Entry, name: str) -> tuple[int, int]:
        """How many on its own side and across carry its key; (0, 0) when it has none."""
        key = entry.keys.get(name)
        if key is None:
            return 0, 0
        own = self.timeon if entry.is_timeon else self.snelstart
        return len(own.keys[name][key]), len(self.across(entry).keys[name].get(key, ()))

    def carrier(self, entry: Entry) -> Partij | None:
        """Who carries its number across, whether or not that one takes part; the first of several."""
        key = entry.keys.get("nummer")
        if key is None:
            return None
        across = self.across(entry)
        carriers = across.keys["nummer"].get(key)
        return carriers[0].partij if carriers else across.excluded_numbers.get(key)

    def part(self, left_id: str, right_id: str) -> tuple[Entry, ...]:
        """These two are not the same: neither leads to the other. Answers both, nobody when one is not there."""
        self.rejected.add((left_id, right_id))
        pair = self._pair(left_id, right_id)
        for entry, other in zip(pair, reversed(pair), strict=True):
            entry.namesakes = [one for one in entry.namesakes if one is not other]
            entry.points = {name: one for name, one in entry.points.items() if one is not other}
            if other not in entry.apart:
                entry.apart = (*entry.apart, other)
        return pair

    def rejoin(self, left_id: str, right_id: str) -> tuple[Entry, ...]:
        """Take back that these two are not the same. Answers both, nobody when one is not there."""
        self.rejected.discard((left_id, right_id))
        pair = self._pair(left_id, right_id)
        for entry, other in zip(pair, reversed(pair), strict=True):
            if entry.fold and entry.fold == other.fold and other not in entry.namesakes:
                entry.namesakes = sorted([*entry.namesakes, other], key=lambda one: one.at)
            back = {
                name: other
                for name, key in entry.keys.items()
                if other.keys.get(name) == key and self.sharers(entry, name) == (1, 1)
            }
            entry.points = {**entry.points, **back}
            entry.apart = tuple(one for one in entry.apart if one is not other)
        return pair

    def let_go(self) -> None:
        """Nobody is led to any more; for who asks nothing of it again."""
        for entry in self:
            entry.alike = entry.namesakes = entry.apart = ()
            entry.points = _NOBODY
        for table in (self.timeon, self.snelstart):
            for carried in table.keys.values():
                emptied(carried)
            emptied(table.names)
            emptied(table.entries)

    def _pair(self, left_id: str, right_id: str) -> tuple[Entry, ...]:
        left, right = self.timeon.entries.get(left_id), self.snelstart.entries.get(right_id)
        return () if left is None or right is None else (left, right)

    @staticmethod
    def _lead(own: Table, across: Table) -> None:
        for folded, entries in own.names.items():
            namesakes = across.names.get(folded, ())
            for entry in entries:
                entry.alike = entries
                entry.namesakes = namesakes
        for name, carried in own.keys.items():
            theirs = across.keys[name]
            for key, entries in carried.items():
                if len(entries) == 1 and (found := theirs.get(key)) is not None and len(found) == 1:
                    entry = entries[0]
                    entry.points = {**entry.points, name: found[0]}
