"""Keys one at a time: the next is handed on when the one before it was served, so that what is typed fast lands where a
slow hand would have put it.

Textual hands a key to whatever has the focus when it arrives. On a busy machine a key that opens a field is served after
the letters behind it were handed to the table, and those come back to the field late, out of order, or not at all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence

from textual import events
from textual.message_pump import MessagePump
from textual.widgets import Input
from textual.worker import Worker

from screens import keymap
from screens.shell import Shell

CHOSEN = 2
"""A key that chooses is followed this often: itself, and what the table tells of it."""
TOLD = 3
"""A key in a field is followed this often: itself, what the field tells of it, and what the filter line tells of that."""
LOOK_SECONDS = 0.1
"""How often is looked, while keys wait, whether what they wait for is still there."""
AT_ONCE = frozenset({"ctrl+c", "ctrl+z"})
"""A way out waits for nothing."""


class OneByOne(Shell):
    """An application whose keys and pastes keep their order."""

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self._typed: deque[events.Key | events.Paste] = deque()
        self._serving: tuple[MessagePump, ...] = ()
        self._reading: Worker[None] | None = None
        self._passing: frozenset[str] = frozenset()
        self._front: MessagePump | None = None

    @property
    def keys_behind(self) -> bool:
        """Whether keys came that were not served yet."""
        return bool(self._typed)

    def hold_keys(self, worker: Worker[None], passing: Iterable[str] = ()) -> None:
        """Keys wait for what this reads."""
        self._reading, self._passing = worker, frozenset(passing)

    def let_keys_go(self, worker: Worker[None] | None = None) -> None:
        """The oldest has its turn."""
        if worker in (None, self._reading):
            self._reading = None
            self.call_later(self._next)

    async def on_event(self, event: events.Event) -> None:
        """A key that comes while another is served waits for it."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded or self._is_way_out(event):
            await super().on_event(event)
            return
        self._typed.append(event)
        if not self._serving:
            await self._next()
        if len(self._typed) == 1:
            self._look_later()

    async def _next(self) -> None:
        """Hand the oldest on, and follow it up to here; what it asked of the application comes before the one behind it.
        A letter in a field needs no following: the focus stays.
        """
        while self._typed and not self._serving and not self._is_held:
            if self.screen is not self._front:
                self._front = self.screen
                await self._follow((self.screen, self))
                continue
            widget, key = self.focused or self.screen, self._typed.popleft()
            writes = isinstance(widget, Input)
            way = tuple(widget.ancestors_with_self)
            await super().on_event(key)
            if not (writes and isinstance(key, events.Key) and key.is_printable):
                await self._follow((*way * (TOLD if writes else CHOSEN if _chooses(key) else 1), self))

    @property
    def _is_held(self) -> bool:
        return self._reading is not None and not self._reading.is_finished

    def _is_way_out(self, event: events.Key | events.Paste) -> bool:
        """Whether it leaves what is being read, with nothing typed before it."""
        if not isinstance(event, events.Key):
            return False
        return event.key in AT_ONCE or (self._is_held and not self._typed and event.key in self._passing)

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
        elif not self._serving:
            await self._next()
        if self._typed:
            self._look_later()


def _chooses(key: events.Key | events.Paste) -> bool:
    choose = next(one for one in keymap.TABLE_ACTIONS if one.id == "choose")
    return isinstance(key, events.Key) and key.key in choose.key_list
