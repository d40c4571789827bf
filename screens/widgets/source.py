"""Where a table's rows come from: a small protocol that a list meets now and pages of a database can meet as well."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import merge
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from core.collecting import no_collecting
from screens.widgets.tones import Tone

T = TypeVar("T")
K = TypeVar("K")
R = TypeVar("R")
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
    """A source of so many rows that it gets ready beside the loop before it is shown, sorts or filters."""

    async def ready_to_show(self) -> None:
        """What `index` needs."""

    async def ready_to_sort(self, column: int, *, reverse: bool) -> None:
        """What `sort` by this column needs."""

    async def ready_to_filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """What this `filter` needs."""

    async def ready_to_read(self, places: Sequence[int]) -> None:
        """What the `cells` of these few hundred need."""


class KeptSource(ABC, Generic[K, R]):
    """An order and a choice of kept things, each of which stands for a row; a subclass says how a row is come by.

    `cells` is asked for visible rows only, `words` and `order` when first needed: `words(row)` is what a filter looks in
    (default: the cells), `order(row, column)` what a column sorts by (default: the folded text of its cell). `hit` replaces
    what `n` stops at: by default what the last filter found.
    """

    def __init__(
        self,
        kept: Iterable[K],
        *,
        key: Callable[[K], str],
        cells: Callable[[R], Cells],
        words: Callable[[R], str] | None = None,
        order: Callable[[R, int], Any] | None = None,
        hit: Callable[[K], bool] | None = None,
    ) -> None:
        self._kept = list(kept)
        self._hit = hit
        self._key = key
        self._cells = cells
        self._words = words or (lambda row: " ".join(_text(cell) for cell in cells(row)))
        self._order = order or (lambda row, column: _text(cells(row)[column]).casefold())
        self._sorted: Sequence[int] = range(len(self._kept))
        self._sorted_by: object = None
        self._shown: Sequence[int] = self._sorted
        self._folded: list[str] | None = None
        self._found: Sequence[int] = self._sorted
        self._hits: set[int] | None = None
        self._by_key: dict[str, int] | None = None
        self._ready: tuple[object, Sequence[int], Sequence[int], dict[str, int]] | None = None

    @abstractmethod
    def rows(self, kept: Iterable[K]) -> Iterable[R]:
        """The row of each, in this order; asked for very many at once, and in any thread."""

    @abstractmethod
    def row(self, index: int) -> R:
        """The row shown at `index`."""

    def count(self) -> int:
        """Rows that are shown."""
        return len(self._shown)

    def total(self) -> int:
        """Rows without the filter."""
        return len(self._kept)

    def key(self, index: int) -> str:
        """The key of the row at `index`."""
        return self._key(self.kept(index))

    def kept(self, index: int) -> K:
        """What stands for the row at `index`."""
        return self._kept[self._shown[index]]

    def every(self) -> list[K]:
        """What stands for each row that is shown, in order; may be asked for in any thread."""
        return [self._kept[place] for place in self._shown]

    def cells(self, index: int) -> Cells:
        """The cells of the row at `index`."""
        return self._cells(self.row(index))

    def index(self, key: str) -> int | None:
        """Where the row of this key is shown."""
        if self._by_key is None:
            self._by_key = self._keyed(self._shown)
        return self._by_key.get(key)

    def filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """Show the rows that hold every word of `text`, case aside, and meet the tests; these stay what `n` stops at."""
        if not self._took_ready((text, tests)):
            self._shown, self._by_key = self._meeting(self._sorted, text, tests), None
        if text or tests:
            self._found, self._hits = self._shown, None

    def sort(self, column: int, *, reverse: bool) -> None:
        """Order all rows by a column, if they are not yet; the filter stays."""
        if self._sorted_by == (column, reverse):
            return
        if not self._took_ready((column, reverse)):
            self._sorted = self._in_order(column, reverse=reverse)
            self._shown, self._by_key = self._still(self._sorted), None
        self._sorted_by = (column, reverse)

    async def ready_to_show(self) -> None:
        """Note where each of very many rows is, in another thread."""
        if len(self._shown) > _FEW and self._by_key is None:
            self._by_key = await asyncio.to_thread(self._keyed, self._shown)

    async def ready_to_sort(self, column: int, *, reverse: bool) -> None:
        """Lay very many rows out in another thread; `sort` takes them from there."""
        if len(self._kept) > _FEW and self._sorted_by != (column, reverse):
            await asyncio.to_thread(self._lay_sorted, column, reverse=reverse)

    async def ready_to_filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """Look through very many rows in another thread; `filter` takes what it found."""
        if len(self._kept) > _FEW:
            await asyncio.to_thread(self._lay_filtered, text, tests)

    async def ready_to_read(self, places: Sequence[int]) -> None:
        """Nothing: `row` answers by itself."""

    def is_hit(self, index: int) -> bool:
        """Whether `n` stops here."""
        if self._hit is not None:
            return self._hit(self.kept(index))
        if self._hits is None:
            self._hits = set(self._found)
        return self._shown[index] in self._hits

    def _lay_sorted(self, column: int, *, reverse: bool) -> None:
        with no_collecting():  # until what the order was made of has gone again
            places = self._in_order(column, reverse=reverse)
        shown = self._still(places)
        self._ready = ((column, reverse), places, shown, self._keyed(shown))

    def _lay_filtered(self, text: str, tests: Sequence[Test]) -> None:
        shown = self._meeting(self._sorted, text, tests)
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
            keys = self._ordering(column)
            runs = [
                sorted(range(at, min(at + _FEW, len(keys))), key=keys.__getitem__, reverse=reverse)
                for at in range(0, len(keys), _FEW)
            ]
            return list(merge(*runs, key=keys.__getitem__, reverse=reverse))

    def _ordering(self, column: int) -> list[Any]:
        """What each row is sorted by."""
        return [self._order(row, column) for row in self.rows(self._kept)]

    def _still(self, places: Sequence[int]) -> Sequence[int]:
        """Of these the ones that are shown now."""
        if len(self._shown) == len(self._kept):
            return places
        shown = set(self._shown)
        return [place for place in places if place in shown]

    def _keyed(self, places: Sequence[int]) -> dict[str, int]:
        return {self._key(self._kept[place]): index for index, place in enumerate(places)}

    def _meeting(self, places: Sequence[int], text: str, tests: Sequence[Test]) -> Sequence[int]:
        """Of these the ones that hold the words, which is known at once, and then meet the tests, which need the row."""
        words = text.casefold().split()
        if words:
            folded = self._folds()
            places = [place for place in places if all(word in folded[place] for word in words)]
        if tests:
            rows = self.rows(self._kept[place] for place in places)
            places = [place for place, row in zip(places, rows, strict=True) if self._passes(row, tests)]
        return places

    def _folds(self) -> Sequence[str]:
        """What a filter looks in, of every row; kept."""
        if self._folded is None:
            with no_collecting():
                self._folded = [self._words(row).casefold() for row in self.rows(self._kept)]
        return self._folded

    def _passes(self, row: R, tests: Sequence[Test]) -> bool:
        texts = [_text(cell) for cell in self._cells(row)]
        return all(test(texts[column] if column >= 0 else self._words(row)) for column, test in tests)


class ListSource(KeptSource[T, T]):
    """Rows from a list in memory."""

    def rows(self, kept: Iterable[T]) -> Iterable[T]:
        """They are what is kept."""
        return kept

    def row(self, index: int) -> T:
        """The item shown at `index`."""
        return self.kept(index)

    def item(self, index: int) -> T:
        """The item shown at `index`."""
        return self.kept(index)


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
