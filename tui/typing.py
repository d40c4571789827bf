"""Keys one at a time: the next is handed on when the one before it was served, so that what is typed fast lands where a
slow hand would have put it.

Textual hands a key to whatever has the focus when it arrives. On a busy machine a key that opens a field is served after
the letters behind it were handed to the table, and those come back to the field late, out of order, or not at all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from textual import events
from textual.message_pump import MessagePump
from textual.widgets import Input
from textual.worker import Worker

from screens.shell import Shell

TOLD = 3
"""A key in a field is followed this often: itself, what the field tells of it, and what the filter line tells of that."""
LOOK_SECONDS = 0.1
"""How often is looked, while keys wait, whether the widget that has the key is still there."""


class OneByOne(Shell):
    """An application whose keys and pastes keep their order."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._typed: deque[events.Key | events.Paste] = deque()
        self._serving: tuple[MessagePump, ...] = ()
        self._reading: Worker[None] | None = None

    def hold_keys(self, worker: Worker[None]) -> None:
        """Keys wait for what this reads."""
        self._reading = worker

    def let_keys_go(self) -> None:
        """The oldest has its turn."""
        self._reading = None
        self.call_later(self._next)

    async def on_event(self, event: events.Event) -> None:
        """A key that comes while another is served waits for it."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            await super().on_event(event)
            return
        self._typed.append(event)
        if not self._serving:
            await self._next()
        elif len(self._typed) == 1:
            self._look_later()

    async def _next(self) -> None:
        """Hand the oldest on, and follow it up to here. A letter in a field needs no following: the focus stays."""
        while self._typed and not self._serving and (self._reading is None or self._reading.is_finished):
            widget, key = self.focused or self.screen, self._typed.popleft()
            writes = isinstance(widget, Input)
            way = tuple(widget.ancestors_with_self)
            await super().on_event(key)
            if not (writes and isinstance(key, events.Key) and key.is_printable):
                await self._follow(way * TOLD if writes else way)

    async def _follow(self, way: Sequence[MessagePump]) -> None:
        """Each answers when it served what came before; one that is gone holds nothing up."""
        self._serving = tuple(way)
        for place, one in enumerate(way):
            if one.call_later(self._follow, way[place + 1 :]):
                self._serving = tuple(way[place:])
                return
        self._serving = ()
        await self._next()

    def _look_later(self) -> None:
        self.set_timer(LOOK_SECONDS, self._look)

    async def _look(self) -> None:
        """A widget that was taken away with the key in its hands says nothing any more."""
        if self._serving and not self._serving[0].is_running:
            await self._follow(self._serving[1:])
        if self._typed and self._serving:
            self._look_later()
