"""The table of every screen: cursor, marks, ranges, sort and hits over rows of any number.

100,000 rows do not freeze it: it asks its source for what is visible. Filtering and sorting are done by the source.
"""

from collections.abc import Sequence
from time import monotonic
from typing import ClassVar

from textual import events
from textual.binding import Binding
from textual.message import Message
from textual.timer import Timer

from screens import keymap
from screens.shell import Shell
from screens.widgets import filtering
from screens.widgets.columns import Column
from screens.widgets.rows import HEADER, Rows
from screens.widgets.source import Source

_DIGITS = "0123456789"
_MOST_DIGITS = 6


class Table(Rows):
    """`columns` are fixed; `show(source)` gives it rows. `markable` lets space mark; `empty` is a msgid shown for no rows."""

    BINDINGS: ClassVar[list[Binding]] = [  # type: ignore[assignment]
        Binding(action.keys, action.id, show=False, id=action.name) for action in keymap.TABLE_ACTIONS
    ]

    class Told(Message):
        """What a table tells; `key` is that of the row under the cursor, empty without rows."""

        def __init__(self, table: "Table", key: str) -> None:
            super().__init__()
            self.table = table
            self.key = key

        @property
        def control(self) -> "Table":
            """The table."""
            return self.table

    class Moved(Told):
        """The cursor stands on another row, or on the same key after a reload."""

        def can_replace(self, message: Message) -> bool:
            """A burst of moves is its last one."""
            return isinstance(message, Table.Moved) and message.table is self.table

    class Chosen(Told):
        """Enter, or a click, on the row with the cursor."""

    class Marked(Told):
        """The marks changed."""

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        markable: bool = False,
        empty: str = "",
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        super().__init__(columns, empty=empty, id=id, classes=classes)
        self.markable = markable
        self.filter_text = ""
        self._count = ""
        self._served = False
        self._moved_at = 0.0
        self._waiting: Timer | None = None

    def show(self, source: Source, *, cursor: str | None = None) -> None:
        """Take new rows; the cursor stays on its key (or goes to `cursor`), marks of rows that went away are dropped."""
        wanted = self.key if cursor is None else cursor
        self.source = source
        if self.sorted_by is not None:
            source.sort(self.sorted_by, reverse=self.reverse)
        self.marks = {key: None for key in self.marks if source.index(key) is not None}
        if self.filter_text:
            self._apply(source)
        self.take(wanted)

    def filter(self, text: str) -> str:
        """Show only the rows that this filter lets through; no words shows all. Answers what can't be meant, in words."""
        asked = filtering.parse(text, self.columns)
        if asked.problem:
            return asked.problem
        self.filter_text = text
        if self.source is not None:
            wanted = self.key
            self._apply(self.source)
            self.take(wanted)
        return ""

    @property
    def picked(self) -> list[str]:
        """The marked keys in the order of marking, or the one under the cursor."""
        return list(self.marks) or ([self.key] if self.key else [])

    def go_key(self, key: str) -> bool:
        """Put the cursor on the row of a key; False when it is not shown."""
        index = self.source.index(key) if self.source else None
        if index is None:
            return False
        self.go(index)
        return True

    def unmark(self) -> None:
        """Take all marks away."""
        self.marks = {}
        self.forget()
        self.post_message(self.Marked(self, self.key))

    def moved(self) -> None:
        """Tell the screen; while a key is held only once it is let go, so that a slow line carries the cursor alone."""
        app, now = self.app, monotonic()
        calm = app.calm if isinstance(app, Shell) else 0.0
        held, self._moved_at = now - self._moved_at < 2 * calm, now
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        if held:
            self._waiting = self.set_timer(calm, self._tell)
        else:
            self._tell()

    def _tell(self) -> None:
        self._waiting = None
        self.post_message(self.Moved(self, self.key))

    def on_key(self, event: events.Key) -> None:
        """Digits are how many times for the key after them: `5↓`."""
        if self._served:
            self._count = ""
        typed = event.character or ""
        digit = typed != "" and typed in (_DIGITS if self._count else _DIGITS[1:])
        self._served = not digit
        if digit:
            self._count = (self._count + typed)[:_MOST_DIGITS]
            event.stop()
            event.prevent_default()

    def times(self) -> int:
        """The number that was typed before this key, 1 without; it counts once."""
        typed, self._count = self._count, ""
        return int(typed or 1)

    def action_up(self) -> None:
        """A row up."""
        self.go(self.cursor - self.times())

    def action_down(self) -> None:
        """A row down."""
        self.go(self.cursor + self.times())

    def action_page_up(self) -> None:
        """A screen up."""
        self.go(self.cursor - self.visible_rows * self.times())

    def action_page_down(self) -> None:
        """A screen down."""
        self.go(self.cursor + self.visible_rows * self.times())

    def action_top(self) -> None:
        """To the first row."""
        self.go(0)

    def action_bottom(self) -> None:
        """To the last row."""
        self.go(self.count - 1)

    def action_choose(self) -> None:
        """Choose the row; the screen decides what that is."""
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    def action_mark(self) -> None:
        """Mark or unmark the row and go on to the next."""
        for _ in range(min(self.times(), self.count)):
            if self._turn(self.cursor):
                self.go(self.cursor + 1)

    def action_range_up(self) -> None:
        """Mark this row and the one above."""
        self._range(-1)

    def action_range_down(self) -> None:
        """Mark this row and the one below."""
        self._range(1)

    def action_mark_to(self) -> None:
        """Mark everything from the row marked last to this one."""
        source = self.source
        if not self.markable or source is None or not self.key:
            return
        last = source.index(next(reversed(self.marks))) if self.marks else None
        here = self.cursor
        first = here if last is None else last
        step = 1 if first <= here else -1
        self.marks |= dict.fromkeys(source.key(index) for index in range(first, here + step, step))
        self.forget()
        self.post_message(self.Marked(self, self.key))

    def action_mark_all(self) -> None:
        """Mark all rows that are shown; with marks there: none."""
        if self.marks:
            self.unmark()
        elif self.markable and self.source is not None:
            self.marks = dict.fromkeys(self.source.key(index) for index in range(self.count))
            self.forget()
            self.post_message(self.Marked(self, self.key))

    def action_next_hit(self) -> None:
        """To the next hit, around the end."""
        for _ in range(min(self.times(), self.count)):
            self._hit(1)

    def action_previous_hit(self) -> None:
        """To the previous hit, around the beginning."""
        for _ in range(min(self.times(), self.count)):
            self._hit(-1)

    def action_sort_next(self) -> None:
        """Sort by the next column that is shown."""
        shown = [one.index for one in self.placed]
        if shown:
            here = shown.index(self.sorted_by) if self.sorted_by in shown else -1
            self.sort_by(shown[(here + 1) % len(shown)], reverse=False)

    def action_sort_turn(self) -> None:
        """Turn the order around."""
        if self.sorted_by is not None:
            self.sort_by(self.sorted_by, reverse=not self.reverse)

    def sort_by(self, column: int, *, reverse: bool) -> None:
        """Order by a column; the cursor stays on its key."""
        self.sorted_by, self.reverse = column, reverse
        if self.source is not None:
            wanted = self.key
            self.source.sort(column, reverse=reverse)
            self.take(wanted)

    def on_click(self, event: events.Click) -> None:
        """A click goes there; a click on the cursor row chooses it."""
        index = event.y - HEADER + self.scroll_offset.y
        if event.y < HEADER or index >= self.count:
            return
        if index == self.cursor:
            self.action_choose()
        else:
            self.go(index)

    def _apply(self, source: Source) -> None:
        asked = filtering.parse(self.filter_text, self.columns)
        source.filter(" ".join(asked.words), asked.tests)

    def _turn(self, index: int) -> bool:
        if not self.markable or self.source is None or index >= self.count:
            return False
        key = self.source.key(index)
        if key in self.marks:
            del self.marks[key]
        else:
            self.marks[key] = None
        self.redraw(index)
        self.post_message(self.Marked(self, key))
        return True

    def _range(self, step: int) -> None:
        for move in (0, *[step] * min(self.times(), self.count)):
            if move:
                self.go(self.cursor + move)
            if self.key and self.key not in self.marks:
                self._turn(self.cursor)

    def _hit(self, step: int) -> None:
        source, count = self.source, self.count
        if source is None:
            return
        for distance in range(1, count + 1):
            index = (self.cursor + step * distance) % count
            if source.is_hit(index):
                self.go(index)
                return
