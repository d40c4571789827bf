"""The table of every screen: cursor, marks, ranges, sort and hits over rows of any number.

100,000 rows do not freeze it: it asks its source for what is visible. Filtering and sorting are done by the source.
"""

from collections.abc import Sequence
from typing import ClassVar, TypeAlias

from textual import events
from textual.binding import Binding

from screens import keymap
from screens.widgets import filtering, telling
from screens.widgets.columns import Column
from screens.widgets.marking import Marking
from screens.widgets.rows import HEADER
from screens.widgets.source import Preparing, Source


class Table(Marking):
    """`columns` are fixed; `show(source)` gives it rows. `markable` lets space mark; `empty` is a msgid shown for no
    rows, `none` (default: how to let the filter go) for rows of which the filter lets none through.
    """

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding(action.keys, action.id, show=False, id=action.name) for action in keymap.TABLE_ACTIONS
    ]

    Moved: TypeAlias = telling.Moved
    Chosen: TypeAlias = telling.Chosen
    Marked: TypeAlias = telling.Marked

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        markable: bool = False,
        empty: str = "",
        none: str = "",
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, empty=empty, none=none, id=id, classes=classes)
        self.markable = markable
        self.filter_text = ""

    def show(self, source: Source, *, cursor: str | None = None) -> None:
        """Take new rows; the cursor stays on its key (or goes to `cursor`), marks of rows that went away are dropped."""
        wanted = self.key if cursor is None else cursor
        self.source = source
        if self.sorted_by is not None:
            source.sort(self.sorted_by, reverse=self.reverse)
        self.marks = {key: None for key in self.marks if source.index(key) is not None}
        if self.filter_text:
            source.filter(*filtering.parse(self.filter_text, self.columns).looked_for)
        self.take(wanted)

    async def prepare(self, source: Source) -> None:
        """What `show` will ask of a source, done beside the loop where that takes long."""
        if isinstance(source, Preparing):
            if self.sorted_by is not None:
                await source.ready_to_sort(self.sorted_by, reverse=self.reverse)
                source.sort(self.sorted_by, reverse=self.reverse)
            if self.filter_text:
                await source.ready_to_filter(*filtering.parse(self.filter_text, self.columns).looked_for)
            else:
                await source.ready_to_show()

    def filter(self, text: str) -> str:
        """Show only the rows that this filter lets through; no words shows all. Answers what can't be meant, in words."""
        return self._filter(text, filtering.parse(text, self.columns))

    async def filter_beside(self, text: str) -> str:
        """As `filter`; what takes long of a source that can is done beside the loop first."""
        asked = filtering.parse(text, self.columns)
        if isinstance(self.source, Preparing) and text and not asked.problem:
            await self.source.ready_to_filter(*asked.looked_for)
        return self._filter(text, asked)

    async def sort_by(self, column: int, *, reverse: bool) -> None:
        """Order by a column; the cursor stays on its key. What takes long is done beside the loop, and keys wait for it."""
        if isinstance(self.source, Preparing):
            await self.source.ready_to_sort(column, reverse=reverse)
        self.sorted_by, self.reverse = column, reverse
        if self.source is not None:
            wanted = self.key
            self.source.sort(column, reverse=reverse)
            self.take(wanted)

    def action_choose(self) -> None:
        """Choose the row; the screen decides what that is."""
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    async def action_sort_next(self) -> None:
        """Sort by the next column that is shown."""
        shown = [one.index for one in self.placed]
        if shown:
            here = shown.index(self.sorted_by) if self.sorted_by in shown else -1
            await self.sort_by(shown[(here + 1) % len(shown)], reverse=False)

    async def action_sort_turn(self) -> None:
        """Turn the order around."""
        if self.sorted_by is not None:
            await self.sort_by(self.sorted_by, reverse=not self.reverse)

    def on_click(self, event: events.Click) -> None:
        """A click goes there; a click on the cursor row chooses it."""
        index = event.y - HEADER + self.scroll_offset.y
        if event.y < HEADER or index >= self.count:
            return
        if index == self.cursor:
            self.action_choose()
        else:
            self.go(index)

    def _filter(self, text: str, asked: filtering.Filter) -> str:
        if asked.problem:
            return asked.problem
        self.filter_text = text
        if self.source is not None:
            wanted = self.key
            self.source.filter(*asked.looked_for)
            self.take(wanted)
        return ""
