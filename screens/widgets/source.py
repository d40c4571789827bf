"""Where a table's rows come from: a small protocol that a list meets now and pages of a database can meet as well."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from core.collecting import no_collecting
from screens.widgets.tones import Tone

T = TypeVar("T")
Test = tuple[int, Callable[[str], bool]]
"""A column and what its text must meet; column -1 is the text of the whole row."""
_FEW = 2_000
"""So many rows are sorted or looked through at once without that being felt."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text with a tone; the text is data and is made safe when drawn."""

    text: str
    tone: Tone = Tone.PLAIN


Cells = Sequence[str | Cell]


class Source(Protocol):
    """Rows by index in the present order and filter; a key names a row whatever its index."""

    def count(self) -> int:
        """Rows that are shown."""

    def total(self) -> int:
        """Rows without the filter."""

    def key(self, index: int) -> str:
        """The key of the row at `index`."""

    def cells(self, index: int) -> Cells:
        """A cell a column, in the order of the columns."""

    def index(self, key: str) -> int | None:
        """Where the row of this key is shown."""

    def filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """Show the rows that hold every word of `text` and meet every test."""

    def sort(self, column: int, *, reverse: bool) -> None:
        """Order by a column."""

    def is_hit(self, index: int) -> bool:
        """Whether `n` stops here: the row holds the words of the last filter."""


@runtime_checkable
class Preparing(Protocol):
    """A source of so many rows that it gets ready beside the loop before it sorts or filters."""

    async def ready_to_sort(self, column: int, *, reverse: bool) -> None:
        """What `sort` by this column needs."""

    async def ready_to_filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """What this `filter` needs."""


class ListSource(Generic[T]):
    """Rows from a list in memory. `cells` is asked for visible rows only, `words` and `order` when first needed.

    `words(item)` is what a filter looks in (default: the cells); `order(item, column)` what a column sorts by (default:
    the folded text of its cell). `hit` replaces what `n` stops at.
    """

    def __init__(
        self,
        items: Iterable[T],
        *,
        key: Callable[[T], str],
        cells: Callable[[T], Cells],
        words: Callable[[T], str] | None = None,
        order: Callable[[T, int], Any] | None = None,
        hit: Callable[[T], bool] | None = None,
    ) -> None:
        self._items = list(items)
        self._key = key
        self._cells = cells
        self._words = words or (lambda item: " ".join(_text(cell) for cell in cells(item)))
        self._order = order or (lambda item, column: _text(cells(item)[column]).casefold())
        self._hit = hit
        self._sorted: Sequence[int] = range(len(self._items))
        self._shown: Sequence[int] = self._sorted
        self._folded: list[str] | None = None
        self._wanted: tuple[Sequence[str], Sequence[Test]] = ((), ())
        self._by_key: dict[str, int] | None = None
        self._ready: tuple[object, Sequence[int], Sequence[int], dict[str, int]] | None = None

    def count(self) -> int:
        """Rows that are shown."""
        return len(self._shown)

    def total(self) -> int:
        """Rows without the filter."""
        return len(self._items)

    def item(self, index: int) -> T:
        """The item shown at `index`."""
        return self._items[self._shown[index]]

    def key(self, index: int) -> str:
        """The key of the row at `index`."""
        return self._key(self.item(index))

    def cells(self, index: int) -> Cells:
        """The cells of the row at `index`."""
        return self._cells(self.item(index))

    def index(self, key: str) -> int | None:
        """Where the row of this key is shown."""
        if self._by_key is None:
            self._by_key = self._keyed(self._shown)
        return self._by_key.get(key)

    def filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """Show the rows that hold every word of `text`, case aside, and meet the tests; both stay what `n` looks for."""
        if not self._took_ready((text, tests)):
            self._shown, self._by_key = self._kept(self._sorted, text, tests), None
        if text or tests:
            self._wanted = (text.casefold().split(), tests)

    def sort(self, column: int, *, reverse: bool) -> None:
        """Order all rows by a column; the filter stays."""
        if not self._took_ready((column, reverse)):
            self._sorted = self._in_order(column, reverse=reverse)
            self._shown, self._by_key = self._still(self._sorted), None

    async def ready_to_sort(self, column: int, *, reverse: bool) -> None:
        """Lay very many rows out in another thread; `sort` takes them from there."""
        if len(self._items) > _FEW:
            await asyncio.to_thread(self._lay_sorted, column, reverse=reverse)

    async def ready_to_filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """Look through very many rows in another thread; `filter` takes what it found."""
        if len(self._items) > _FEW:
            await asyncio.to_thread(self._lay_filtered, text, tests)

    def is_hit(self, index: int) -> bool:
        """Whether `n` stops here."""
        if self._hit is not None:
            return self._hit(self.item(index))
        return self._meets(self._shown[index], *self._wanted)

    def _lay_sorted(self, column: int, *, reverse: bool) -> None:
        rows = self._in_order(column, reverse=reverse)
        shown = self._still(rows)
        self._ready = ((column, reverse), rows, shown, self._keyed(shown))

    def _lay_filtered(self, text: str, tests: Sequence[Test]) -> None:
        shown = self._kept(self._sorted, text, tests)
        self._ready = ((text, tests), self._sorted, shown, self._keyed(shown))

    def _took_ready(self, asked: object) -> bool:
        """Show what was laid out beside the loop, if it is what is asked for now; answers whether it was."""
        ready, self._ready = self._ready, None
        if ready is None or ready[0] != asked:
            return False
        _, self._sorted, self._shown, self._by_key = ready
        return True

    def _in_order(self, column: int, *, reverse: bool) -> Sequence[int]:
        """Sorted in pieces that are merged: one sort of very many rows would hold every other thread until its end."""
        with no_collecting():
            keys = [self._order(item, column) for item in self._items]
            runs = [
                sorted(range(at, min(at + _FEW, len(keys))), key=keys.__getitem__, reverse=reverse)
                for at in range(0, len(keys), _FEW)
            ]
            return list(merge(*runs, key=keys.__getitem__, reverse=reverse))

    def _still(self, places: Sequence[int]) -> Sequence[int]:
        """Of these the ones that are shown now."""
        if len(self._shown) == len(self._items):
            return places
        shown = set(self._shown)
        return [place for place in places if place in shown]

    def _kept(self, places: Sequence[int], text: str, tests: Sequence[Test]) -> Sequence[int]:
        words = text.casefold().split()
        return [place for place in places if self._meets(place, words, tests)] if words or tests else places

    def _keyed(self, places: Sequence[int]) -> dict[str, int]:
        return {self._key(self._items[place]): index for index, place in enumerate(places)}

    def _meets(self, place: int, words: Sequence[str], tests: Sequence[Test]) -> bool:
        return self._holds(place, words) and (not tests or self._passes(place, tests))

    def _holds(self, place: int, wanted: Sequence[str]) -> bool:
        if not wanted:
            return True
        if self._folded is None:
            self._folded = [self._words(item).casefold() for item in self._items]
        return all(word in self._folded[place] for word in wanted)

    def _passes(self, place: int, tests: Sequence[Test]) -> bool:
        item = self._items[place]
        texts = [_text(cell) for cell in self._cells(item)]
        return all(test(texts[column] if column >= 0 else self._words(item)) for column, test in tests)


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
