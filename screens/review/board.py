"""The rows of one tab, and how many each tab has: kept in order, so that a decision costs no look at the other rows.

A source for the table. Rows that a decision took away go out where they stand, those it made come in where they belong.
What takes long for very many rows, their order by a column and the words of each, is made ready beside the loop.
"""

import asyncio
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.collecting import emptied
from core.domain.match import MatchRow
from screens.review import rows
from screens.review.options import Option
from screens.review.rows import Tab
from screens.widgets.source import Cell, Cells, Preparing, Test

Place = tuple[Any, int]
Asked = tuple[Tab, tuple[str, ...], tuple[Test, ...], int]
"""A tab, the words and tests of a filter, and the column of the order."""
_BY_ROW = -1
# So many rows are folded at once without that being felt.
_FEW = 2_000


@dataclass(slots=True)
class Order:
    """Rows sorted by their places, which all differ."""

    places: list[Place]
    rows: list[MatchRow]

    def find(self, place: Place, row: MatchRow) -> int | None:
        """Where this row stands."""
        at = bisect_left(self.places, place)
        return at if at < len(self.rows) and self.rows[at] is row else None

    def take_out(self, place: Place, row: MatchRow) -> None:
        """Without this row, if it is there."""
        at = self.find(place, row)
        if at is not None:
            del self.places[at], self.rows[at]

    def put_in(self, place: Place, row: MatchRow) -> None:
        """With this row where it belongs."""
        at = bisect_left(self.places, place)
        self.places.insert(at, place)
        self.rows.insert(at, row)


class Board(Preparing):
    """`place(row)` is where a row stands in the review; `chosen(key)` what was picked for it and not yet decided."""

    def __init__(
        self,
        every: Iterable[MatchRow],
        place: Callable[[MatchRow], int],
        chosen: Callable[[str], Sequence[Option]],
        tab: Tab = rows.ALL,
        column: int | None = None,
    ) -> None:
        self.by_key = {row.key: row for row in every}
        self.tab = tab
        self._place = place
        self._chosen = chosen
        self._tabs = {key: rows.tabs_of(row) for key, row in self.by_key.items()}
        self._counts = dict.fromkeys(rows.TABS, 0)
        for tabs in self._tabs.values():
            self._count(tabs, 1)
        self._column, self._reverse = _BY_ROW if column is None else column, False
        self._words: tuple[str, ...] = ()
        self._tests: tuple[Test, ...] = ()
        self._folded: dict[str, str] = {}
        self._edition = 0
        self._ready: tuple[int, int, Order] | None = None
        self._laid: tuple[Asked, int, Order] | None = None
        self._order = self._ordered(self.by_key.values(), self._column)
        self._shown = Order([], [])
        self._lay()

    # what the screen asks

    def counts(self) -> Mapping[Tab, int]:
        """The tabs that hold anything; all and waiting always."""
        return {tab: n for tab, n in self._counts.items() if n or tab in (rows.ALL, rows.WAITING)}

    def show(self, tab: Tab) -> None:
        """The rows of this tab, under the filter and in the order that stand."""
        self.tab = tab
        self._lay()

    def change(self, gone: Iterable[MatchRow], made: Iterable[MatchRow]) -> None:
        """Put these rows in the place of those."""
        self._edition += 1
        for row in gone:
            stood = self.by_key.pop(row.key)
            place = self._placed(stood, self._column)
            self._order.take_out(place, stood)
            self._shown.take_out(place, stood)
            self._folded.pop(row.key, None)
            self._count(self._tabs.pop(row.key), -1)
        for row in made:
            self.by_key[row.key] = row
            self._tabs[row.key] = tabs = rows.tabs_of(row)
            self._count(tabs, 1)
            place = self._placed(row, self._column)
            self._order.put_in(place, row)
            if self.tab in tabs and _meets(row, self._folded, self._words, self._tests):
                self._shown.put_in(place, row)

    # what the table asks

    def count(self) -> int:
        """Rows that are shown."""
        return len(self._shown.rows)

    def total(self) -> int:
        """Rows of the tab without the filter."""
        return self._counts[self.tab]

    def key(self, index: int) -> str:
        """The key of the row at `index`."""
        return self.item(index).key

    def item(self, index: int) -> MatchRow:
        """The row at `index`."""
        return self._shown.rows[-1 - index if self._reverse else index]

    def cells(self, index: int) -> Cells:
        """The cells of the row at `index`."""
        row = self.item(index)
        return rows.cells(row, self._chosen(row.key))

    def index(self, key: str) -> int | None:
        """Where the row of this key is shown."""
        row = self.by_key.get(key)
        at = None if row is None else self._shown.find(self._placed(row, self._column), row)
        return self.count() - 1 - at if at is not None and self._reverse else at

    def filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """Show the rows that hold every word of `text`, case aside, and meet every test."""
        asked = _looked_for(text, tests)
        if asked != (self._words, self._tests):
            self._words, self._tests = asked
            self._lay()

    def sort(self, column: int, *, reverse: bool) -> None:
        """Order by a column; what is equal there stays in the order of the review."""
        again = column != self._column
        self._column, self._reverse = column, reverse
        if again:
            ready = self._ready is not None and self._ready[:2] == (column, self._edition)
            self._order = self._ready[2] if ready and self._ready else self._ordered(self.by_key.values(), column)
            self._ready = None
            self._lay()

    async def ready_to_sort(self, column: int, *, reverse: bool = False) -> None:
        """Lay the rows out by this column beside the loop, anew when one changed meanwhile; `sort` takes it from there."""
        del reverse
        while column != self._column and (self._ready is None or self._ready[:2] != (column, self._edition)):
            edition, every = self._edition, [*self.by_key.values()]
            self._ready = (column, edition, await asyncio.to_thread(self._ordered, every, column))
            await self._lay_beside((self.tab, self._words, self._tests, column), self._ready[2])

    async def ready_to_filter(self, text: str = "", tests: Sequence[Test] = ()) -> None:
        """Fold the words of every row beside the loop and look through them, so that `filter` has what it finds."""
        while len(self.by_key) - len(self._folded) > _FEW:
            edition, every = self._edition, [*self.by_key.values()]
            folded = await asyncio.to_thread(_all_folded, every)
            if edition == self._edition:
                self._folded = folded
        await self._lay_beside((self.tab, *_looked_for(text, tests), self._column))
        await asyncio.sleep(0)

    async def ready_for(self, tab: Tab) -> None:
        """Look for the rows of a tab beside the loop, so that `show` has them."""
        await self._lay_beside((tab, self._words, self._tests, self._column))

    async def ready_to_show(self) -> None:
        """Nothing: what is shown is laid out."""

    async def ready_to_read(self, places: Sequence[int]) -> None:
        """Nothing: every row is at hand."""

    def is_hit(self, index: int) -> bool:
        """Whether `n` stops here: at what waits."""
        return self.item(index).waits

    def let_go(self) -> None:
        """Free the rows one by one, for nobody shows them any more: at once, very many would hold every other thread."""
        self._ready = None
        for order in (self._order, self._shown):
            emptied(order.places)
            emptied(order.rows)
        for held in (self.by_key, self._tabs, self._folded):
            emptied(held)

    # machinery

    def _lay(self) -> None:
        asked = (self.tab, self._words, self._tests, self._column)
        if self._laid is not None and self._laid[:2] == (asked, self._edition):
            self._shown = self._laid[2]
        else:
            self._shown = self._chosen_of(self._order, self._tabs, self._folded, asked)
        self._laid = None

    async def _lay_beside(self, asked: Asked, order: Order | None = None) -> None:
        """Lay out of very many rows what is asked for, as they stand now: who changes one meanwhile has it laid anew."""
        if len(self.by_key) > _FEW:
            of = order or self._order
            still, edition = Order([*of.places], [*of.rows]), self._edition
            found = await asyncio.to_thread(self._chosen_of, still, {**self._tabs}, {**self._folded}, asked)
            self._laid = (asked, edition, found)

    @staticmethod
    def _chosen_of(order: Order, tabs: Mapping[str, Iterable[Tab]], folded: dict[str, str], asked: Asked) -> Order:
        tab, words, tests, _ = asked
        places, shown = order.places, order.rows
        if tab is rows.ALL and not words and not tests:
            return Order([*places], [*shown])
        kept: Iterable[int] = range(len(shown))
        if tab is not rows.ALL:
            kept = [at for at in kept if tab in tabs[shown[at].key]]
        whole = len(folded) == len(shown)
        if whole:
            for word in words:
                kept = [at for at in kept if word in folded[shown[at].key]]
        if tests or (words and not whole):
            kept = [at for at in kept if _meets(shown[at], folded, words, tests)]
        kept = [*kept]
        return Order([places[at] for at in kept], [shown[at] for at in kept])

    def _ordered(self, every: Iterable[MatchRow], column: int) -> "Order":
        placed = sorted(((self._placed(row, column), row) for row in every), key=lambda pair: pair[0])
        return Order([place for place, _ in placed], [row for _, row in placed])

    def _placed(self, row: MatchRow, column: int) -> Place:
        return (rows.order(row, column) if column != _BY_ROW else 0, self._place(row))

    def _count(self, tabs: Iterable[Tab], step: int) -> None:
        for tab in tabs:
            self._counts[tab] += step


def _looked_for(text: str, tests: Sequence[Test]) -> tuple[tuple[str, ...], tuple[Test, ...]]:
    return tuple(text.casefold().split()), tuple(tests)


def _meets(row: MatchRow, known: dict[str, str], words: Sequence[str], tests: Sequence[Test]) -> bool:
    if words:
        folded = known.get(row.key)
        if folded is None:
            folded = known[row.key] = _folded(row)
        if not all(word in folded for word in words):
            return False
    if not tests:
        return True
    texts = [cell.text if isinstance(cell, Cell) else cell for cell in rows.cells(row)]
    return all(test(texts[column] if column >= 0 else rows.words(row)) for column, test in tests)


def _all_folded(every: Iterable[MatchRow]) -> dict[str, str]:
    return {row.key: _folded(row) for row in every}


def _folded(row: MatchRow) -> str:
    return rows.words(row).casefold()
