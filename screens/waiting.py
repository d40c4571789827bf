"""Keys that come before a screen shows its first rows are for those rows: they wait, where that is soon."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.worker import Worker

from screens import keymap
from screens.undoing import Undoing


class Waiting(Undoing):
    """The half of a screen that holds keys; one that is left while it reads holds none."""

    KEYS_WAIT: ClassVar[bool] = False
    """Whether keys wait for the first rows: where they come from a file, and at once."""

    def keys_wait_for(self, reading: object) -> None:
        """Hold them until this worker is done, but for the keys that lead away."""
        if self.KEYS_WAIT and isinstance(reading, Worker):
            out = [key for one in keymap.COMMON_ACTIONS if one.id in ("back", "quit") for key in one.key_list]
            self.app.hold_keys(reading, out)

    @on(Worker.StateChanged)
    def worked(self, event: Worker.StateChanged) -> None:
        """What waited for this, goes."""
        if event.worker.is_finished:
            self.app.let_keys_go(event.worker)
