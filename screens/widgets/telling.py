"""What a table tells the screen around it: where the cursor is, what was chosen, that the marks changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.message import Message

if TYPE_CHECKING:
    from screens.widgets.rows import Rows
    from screens.widgets.table import Table


class Told(Message):
    """`key` is that of the row under the cursor, empty without rows."""

    def __init__(self, table: Rows, key: str) -> None:
        super().__init__()
        self.table = cast("Table", table)
        self.key = key

    @property
    def control(self) -> Table:
        """The table."""
        return self.table


class Moved(Told, namespace="table"):
    """The cursor stands on another row, or on the same key after a reload."""

    def can_replace(self, message: Message) -> bool:
        """A burst of moves is its last one."""
        return isinstance(message, Moved) and message.table is self.table


class Chosen(Told, namespace="table"):
    """Enter, or a click, on the row with the cursor."""


class Marked(Told, namespace="table"):
    """The marks changed."""
