"""What is under way in this koppeling, here or in another program: drawn each second while it lasts, stopped with one key."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from textual import work

from core.text import t
from screens.base import BaseScreen, told
from screens.widgets.progress import ProgressLines
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.times import clock_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.domain.running import LifeSign, Running
    from core.service.opened import Opened

BRIEF = timedelta(seconds=2)
"""What runs by itself and is over sooner is not worth drawing."""


class AtWork(BaseScreen):
    """The part of the sync screen that looks at what runs. `sign` is the last of another program, None without."""

    opened: Opened | None
    sign: LifeSign | None = None

    @property
    def work_shown(self) -> Running | None:
        """What this program is doing with this koppeling; a look that nobody asked for is shown only when it takes long."""
        running = self._here
        if running is not None and running.scheduled and self.service.clock() - running.began < BRIEF:
            return None
        return running

    @property
    def running(self) -> bool:
        """Whether there is something to stop, here or elsewhere."""
        elsewhere = self.sign is not None and not self.sign.is_silent(self.service.clock())
        return self.work_shown is not None or elsewhere

    @property
    def _here(self) -> Running | None:
        return self.opened.syncing.working.running if self.opened else None

    def look(self) -> None:
        """Draw how far it is; nothing is sent while nothing runs."""
        if self.opened is None or not self.is_current:
            return
        if self._here is None:
            self._look_elsewhere()
        else:
            self.sign = None
            self._show_work(self.work_shown)

    @work(exclusive=True, group="look")
    @told
    async def _look_elsewhere(self) -> None:
        """Another program keeps its signs in the koppeling's own file; what it did is loaded when they end."""
        if self.opened is None:
            return
        before, self.sign = self.sign, await self.opened.syncing.at_work()
        if self.sign is None:
            self._show_work(None)
        else:
            self._show_work(self.sign.running, self._whose(self.sign))
        if (before is None) != (self.sign is None):
            self.reload()

    def _show_work(self, running: Running | None, head: Line = "") -> None:
        lines = self.query_one(ProgressLines)
        before = lines.display
        lines.show(running, self.service.clock(), head)
        if lines.display or before:
            self.fresh()

    def _whose(self, sign: LifeSign) -> Line:
        since, seen = clock_text(sign.running.began), clock_text(sign.at)
        if sign.is_silent(self.service.clock()):
            return (
                Cell(f"{Sign.WARN} ", Tone.WARN),
                t(
                    "Begonnen om {since}, geen teken meer sinds {seen}: weggevallen, of stilgezet.",
                    since=since,
                    seen=seen,
                ),
            )
        return t("Loopt sinds {since} in een ander programma; {syncing.stop} breekt het af.", since=since)

    @work(exclusive=True, group="stop")
    @told
    async def action_stop(self) -> None:
        """Cleanly, between two pages."""
        if self.opened is not None and await self.opened.syncing.stop():
            self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Breekt af na de pagina of regel die onderweg is."))
