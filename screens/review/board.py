"""The rows of one tab, and how many each tab has: kept in order, so that a decision costs no look at the other rows.

A source for the table. Rows that a decision took away go out where they stand, those it made come in where they belong.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from core.domain.match import MatchRow
from screens.review import rows
from screens.review.options import Option
from screens.review.rows import Tab
from screens.widgets.source import Cell, Cells, Test

Place = tuple[Any, int]
_BY_ROW = -1


class Board:
    """`place(row)` is where a row stands in the review; `chosen(key)` what was picked for it and not yet decided."""

    def __init__(
        self,
        every: Iterable[MatchRow],
        place: Callable[[MatchRow], int],
        chosen: Callable[[str], Sequence[Option]],
        tab: Tab = rows.ALL,
    ) -> None:
        self.by_key = {row.key: row for row in every}
        self.tab = tab
        self._place = place
        self._chosen = chosen
        self._tabs = {key: rows.tabs_of(row) for key, row in self.by_key.items()}
        self._counts = dict.fromkeys(rows.TABS, 0)
        for tabs in self._tabs.values():
            self._count(tabs, 1)
        self._column, self._reverse = _BY_ROW, False
        self._words: Sequence[str] = ()
        self._tests: Sequence[Test] = ()
        self._folded: dict[str, str] = {}
        self._places: list[Place] = []
        self._rows: list[MatchRow] = []
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
        for row in gone:
            at = self._find(self.by_key.pop(row.key))
            if at is not None:
                del self._places[at], self._rows[at]
            self._folded.pop(row.key, None)
            self._count(self._tabs.pop(row.key), -1)
        for row in made:
            self.by_key[row.key] = row
            self._tabs[row.key] = tabs = rows.tabs_of(row)
            self._count(tabs, 1)
            if self.tab in tabs and self._meets(row):
                place = self._placed(row)
                at = bisect_left(self._places, place)
                self._places.insert(at, place)
                self._rows.insert(at, row)

    # what the table asks

    def count(self) -> int:
        """Rows that are shown."""
        return len(self._rows)

    def total(self) -> int:
        """Rows of the tab without the filter."""
        return self._counts[self.tab]

    def key(self, index: int) -> str:
        """The key of the row at `index`."""
        return self.item(index).key

    def item(self, index: int) -> MatchRow:
        """The row at `index`."""
        return self._rows[-1 - index if self._reverse else index]

    def cells(self, index: int) -> Cells:
        """The cells of the row at `index`."""
        row = self.item(index)
        return rows.cells(row, self._chosen(row.key))

    def index(self, key: str) -> int | None:
        """Where the row of this key is shown."""
        row = self.by_key.get(key)
        at = None if row is None else self._find(row)
        return len(self._rows) - 1 - at if at is not None and self._reverse else at

    def filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """Show the rows that hold every word of `text`, case aside, and meet every test."""
        self._words, self._tests = text.casefold().split(), tests
        self._lay()

    def sort(self, column: int, *, reverse: bool) -> None:
        """Order by a column; what is equal there stays in the order of the review."""
        again = column != self._column
        self._column, self._reverse = column, reverse
        if again:
            self._lay()

    def is_hit(self, index: int) -> bool:
        """Whether `n` stops here: at what waits."""
        return self.item(index).waits

    # machinery

    def _lay(self) -> None:
        shown = [row for key, row in self.by_key.items() if self.tab in self._tabs[key] and self._meets(row)]
        placed = sorted(((self._placed(row), row) for row in shown), key=lambda pair: pair[0])
        self._places = [place for place, _ in placed]
        self._rows = [row for _, row in placed]

    def _placed(self, row: MatchRow) -> Place:
        return (rows.order(row, self._column) if self._column != _BY_ROW else 0, self._place(row))

    def _find(self, row: MatchRow) -> int | None:
        at = bisect_left(self._places, self._placed(row))
        return at if at < len(self._rows) and self._rows[at] is row else None

    def _meets(self, row: MatchRow) -> bool:
        if self._words:
            folded = self._folded.get(row.key)
            if folded is None:
                folded = self._folded[row.key] = rows.words(row).casefold()
            if not all(word in folded for word in self._words):
                return False
        if not self._tests:
            return True
        texts = [cell.text if isinstance(cell, Cell) else cell for cell in rows.cells(row)]
        return all(test(texts[column] if column >= 0 else rows.words(row)) for column, test in self._tests)

    def _count(self, tabs: Iterable[Tab], step: int) -> None:
        for tab in tabs:
            self._counts[tab] += step
