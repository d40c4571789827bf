"""The cursor of a table: arrows, pages, ends and hits, each as many times as the number typed before it.

The cursor is drawn at once; the screen hears of it when the hand rests, so that on a slow line a move is two rows.
"""

from textual import events
from textual.timer import Timer

from screens.shell import Shell
from screens.widgets.rows import Rows
from screens.widgets.telling import Moved

_DIGITS = "0123456789"
_MOST_DIGITS = 6


class Moving(Rows):
    """Rows with a cursor that keys move."""

    _count = ""
    _served = False
    _waiting: Timer | None = None

    def go_key(self, key: str) -> bool:
        """Put the cursor on the row of a key; False when it is not shown."""
        index = self.source.index(key) if self.source else None
        if index is None:
            return False
        self.go(index)
        return True

    def moved(self) -> None:
        """Tell the screen once no key came for a moment."""
        self._hush()
        calm = self.app.calm if isinstance(self.app, Shell) else 0.0
        if calm:
            self._waiting = self.set_timer(calm, self._rest)
        else:
            self.tell()

    def _rest(self) -> None:
        """Keys that came but were not served yet are no rest."""
        if isinstance(self.app, Shell) and self.app.keys_behind:
            self.moved()
        else:
            self.tell()

    def tell(self) -> None:
        """Tell the screen now where the cursor is."""
        self._hush()
        self.post_message(Moved(self, self.key))

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

    def action_next_hit(self) -> None:
        """To the next hit, around the end."""
        for _ in range(min(self.times(), self.count)):
            self._hit(1)

    def action_previous_hit(self) -> None:
        """To the previous hit, around the beginning."""
        for _ in range(min(self.times(), self.count)):
            self._hit(-1)

    def _hit(self, step: int) -> None:
        source, count = self.source, self.count
        if source is None:
            return
        for distance in range(1, count + 1):
            index = (self.cursor + step * distance) % count
            if source.is_hit(index):
                self.go(index)
                return

    def _hush(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
