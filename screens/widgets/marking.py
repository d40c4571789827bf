"""The marks of a table: one by one, in ranges, all at once; they are keys, so they outlive a sort and a reload."""

from screens.widgets.moving import Moving
from screens.widgets.telling import Marked


class Marking(Moving):
    """Rows that can be marked where `markable` says so."""

    markable = False

    @property
    def picked(self) -> list[str]:
        """The marked keys in the order of marking, or the one under the cursor."""
        return list(self.marks) or ([self.key] if self.key else [])

    def unmark(self) -> None:
        """Take all marks away."""
        self.marks = {}
        self.forget()
        self.post_message(Marked(self, self.key))

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
        self.post_message(Marked(self, self.key))

    def action_mark_all(self) -> None:
        """Mark all rows that are shown; with marks there: none."""
        if self.marks:
            self.unmark()
        elif self.markable and self.source is not None:
            self.marks = dict.fromkeys(self.source.key(index) for index in range(self.count))
            self.forget()
            self.post_message(Marked(self, self.key))

    def _turn(self, index: int) -> bool:
        if not self.markable or self.source is None or index >= self.count:
            return False
        key = self.source.key(index)
        if key in self.marks:
            del self.marks[key]
        else:
            self.marks[key] = None
        self.redraw(index)
        self.post_message(Marked(self, key))
        return True

    def _range(self, step: int) -> None:
        for move in (0, *[step] * min(self.times(), self.count)):
            if move:
                self.go(self.cursor + move)
            if self.key and self.key not in self.marks:
                self._turn(self.cursor)
