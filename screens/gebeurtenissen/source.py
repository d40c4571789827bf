"""The rows of the journal by page: in memory stay a bit for each event, and the events looked at last.

Which are shown is worked out by the database, in another thread; over a network the events that are looked at come later
than the row is drawn, as dots until then.
"""

from __future__ import annotations

import asyncio
from array import array
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from textual.cache import LRUCache

from core.errors import AppError
from core.store.numbers import Numbers
from screens.gebeurtenissen import rows
from screens.widgets.filtering import Holds, Not
from screens.widgets.source import Cell, Cells, Preparing, Test
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.domain.events import Event
    from core.service.event_pages import EventPages

PAGE = 100
"""Events that are read with the one that is looked at, around it."""
_LOOKED_AT = 2_000
_TERMS = 64
_BY_NUMBER = ("seq", "at")
Order = tuple[str, bool]
"""A column's id, and whether it is turned around."""
NEWEST_FIRST: Order = ("seq", True)
Asked = tuple[str, tuple[Test, ...]]


class Shown(Protocol):
    """Numbers of events in the order in which they are shown."""

    def __len__(self) -> int: ...

    def at(self, index: int) -> int:
        """The number at a place."""

    def index(self, number: int) -> int | None:
        """Its place."""


class JournalSource(Preparing):
    """Made of `EventPages`. What can't be read goes to `failed`; `wanted` is told which have to be fetched, over a network."""

    def __init__(
        self, pages: EventPages, *, failed: Callable[[AppError], object], wanted: Callable[[Sequence[int]], object]
    ) -> None:
        self.pages = pages
        self._failed = failed
        self._wanted = wanted
        self._order = NEWEST_FIRST
        self._others: array[int] | None = None  # those held, in the order of a column that is not their number
        self._passed = self._found = pages.held
        self._shown: Shown = _Turned(pages.held)
        self._terms: LRUCache[tuple[int, Callable[[str], bool]], Numbers] = LRUCache(_TERMS)
        self._looked_at: LRUCache[int, Event | None] = LRUCache(_LOOKED_AT)
        self._coming: set[int] = set()
        self._ready: tuple[object, Numbers, array[int] | None, Shown] | None = None

    def count(self) -> int:
        """Events that are shown."""
        return len(self._shown)

    def total(self) -> int:
        """Events without the filter."""
        return len(self.pages.held)

    def number(self, index: int) -> int:
        """Of the event at `index`."""
        return self._shown.at(index)

    def key(self, index: int) -> str:
        """Its number as text."""
        return str(self.number(index))

    def index(self, key: str) -> int | None:
        """Where the event of this number is shown."""
        return self._shown.index(int(key))

    def event(self, index: int) -> Event | None:
        """The event shown at `index`; None when it was trimmed away, can't be read, or is still on its way."""
        number = self.number(index)
        if number not in self._looked_at:
            around = range(max(index - PAGE // 2, 0), min(index + PAGE // 2, self.count()))
            numbers = [self.number(place) for place in around]
            if self.pages.shared:
                if number not in self._coming:
                    self._coming.update(numbers)
                    self._wanted(numbers)
                return None
            self._take(numbers, self._asked(numbers))
        return self._looked_at[number]

    async def fetch(self, numbers: Sequence[int]) -> None:
        """Read in another thread what `wanted` was told."""
        try:
            self._take(numbers, await asyncio.to_thread(self._asked, numbers))
        finally:
            self._coming.difference_update(numbers)

    def cells(self, index: int) -> Cells:
        """The cells of the event at `index`."""
        event = self.event(index)
        return (Cell("…", Tone.DIM),) * len(rows.COLUMNS) if event is None else rows.cells(event)

    def sort(self, column: int, *, reverse: bool) -> None:
        """Order by a column, if they are not yet; the filter stays."""
        wanted = (rows.COLUMNS[column].id, reverse)
        if wanted != self._order:
            if not self._is_ready(wanted):
                self._lay_sorted(wanted)
            self._take_ready()
            self._order = wanted

    def filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """Show the events that hold every word of `text`, case aside, and meet the tests; `n` stops at these."""
        asked = (text, tuple(tests))
        if not self._is_ready(asked):
            self._lay_filtered(asked)
        self._take_ready()
        if text or tests:
            self._found = self._passed

    def is_hit(self, index: int) -> bool:
        """Whether `n` stops here: the last filter found it."""
        return self.number(index) in self._found

    async def ready_to_show(self) -> None:
        """Nothing: a number tells its own place."""

    async def ready_to_sort(self, column: int, *, reverse: bool) -> None:
        """Put them in order in another thread."""
        wanted = (rows.COLUMNS[column].id, reverse)
        if wanted != self._order:
            await asyncio.to_thread(self._lay_sorted, wanted)

    async def ready_to_filter(self, text: str, tests: Sequence[Test] = ()) -> None:
        """Find them in another thread."""
        await asyncio.to_thread(self._lay_filtered, (text, tuple(tests)))

    async def ready_to_read(self, places: Sequence[int]) -> None:
        """Read those that were not looked at lately in another thread."""
        numbers = [number for place in places if (number := self.number(place)) not in self._looked_at]
        self._take(numbers, await asyncio.to_thread(self._asked, numbers))

    def _take(self, numbers: Sequence[int], events: Sequence[Event | None]) -> None:
        for number, event in zip(numbers, events, strict=True):
            self._looked_at[number] = event

    def _asked(self, numbers: Sequence[int]) -> Sequence[Event | None]:
        try:
            return self.pages.page(numbers)
        except AppError as problem:
            self._failed(problem)
            return [None] * len(numbers)

    def _is_ready(self, asked: object) -> bool:
        return self._ready is not None and self._ready[0] == asked

    def _take_ready(self) -> None:
        if self._ready is not None:
            _, self._passed, self._others, self._shown = self._ready
            self._ready = None

    def _lay_sorted(self, order: Order) -> None:
        column, reverse = order
        held = self.pages.held
        others = None
        if column not in _BY_NUMBER:
            others = array("q", (one for one in self.pages.ordered(column, reverse=reverse) if one in held))
        self._ready = (order, self._passed, others, self._laid(self._passed, others, order))

    def _lay_filtered(self, asked: Asked) -> None:
        text, tests = asked
        passed = self.pages.held
        words: list[Test] = [(-1, Holds(word)) for word in text.casefold().split()]
        for column, test in [*words, *tests]:
            passed &= self._meeting(column, test)
        self._ready = (asked, passed, self._others, self._laid(passed, self._others, self._order))

    def _laid(self, passed: Numbers, others: array[int] | None, order: Order) -> Shown:
        if others is None:
            return _Turned(passed) if order[1] else passed
        return _Laid(others if passed is self.pages.held else array("q", (one for one in others if one in passed)))

    def _meeting(self, column: int, test: Callable[[str], bool]) -> Numbers:
        """All that meet a test, on the list or not."""
        if isinstance(test, Not):
            return self.pages.held - self._meeting(column, test.test)
        known = (column, test)
        if known not in self._terms:
            self._terms[known] = self._looked_for(column, test)
        return self._terms[known]

    def _looked_for(self, column: int, test: Callable[[str], bool]) -> Numbers:
        name = rows.COLUMNS[column].id if column >= 0 else ""
        if isinstance(test, Holds) and not name:
            found = self.pages.holding(test.value)
            return found | self._meeting(rows.AT, test) if rows.may_be_when(test.value) else found
        if isinstance(test, Holds) and name == "what":
            return self.pages.telling(test.value)
        if name == "at":
            shown = rows.by_minute()
            return self.pages.passing("at", lambda at: test(shown(at)))
        return self.pages.passing(name or "what", test)


class _Turned:
    """The highest first."""

    def __init__(self, numbers: Numbers) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def at(self, index: int) -> int:
        return self._numbers.at(len(self._numbers) - 1 - index)

    def index(self, number: int) -> int | None:
        found = self._numbers.index(number)
        return None if found is None else len(self._numbers) - 1 - found


class _Laid:
    """In an order of their own."""

    def __init__(self, numbers: array[int]) -> None:
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def at(self, index: int) -> int:
        return self._numbers[index]

    def index(self, number: int) -> int | None:
        try:
            return self._numbers.index(number)
        except ValueError:
            return None
