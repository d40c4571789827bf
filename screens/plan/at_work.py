"""A screen that reads and writes: how it says so, how it is stopped, and what a person must let go before it goes on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, TypeVar

from textual import on

from core.errors import GuardError
from core.text import t
from screens.base import BaseScreen, Failed
from screens.widgets.dialogs import Choice
from screens.widgets.progress import ProgressLines
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.service.opened import Opened

T = TypeVar("T")


class AtWork(BaseScreen):
    """`reading` and `writing` say what is under way; the body has ProgressLines."""

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.opened: Opened | None = None
        self.reading = False
        self.writing = False

    @property
    def at_work(self) -> bool:
        """Whether something can be stopped."""
        return self.writing or self.reading

    def why_not_at_work(self, action: str) -> str:
        """Why this can't be done while, or because nothing, is under way."""
        if action == "stop":
            return "" if self.at_work else t("Er loopt hier niets.")
        return t("Er wordt geschreven.") if self.writing else ""

    def busy(self) -> str:
        """Writing can be left, but not unknowingly."""
        return t("Er wordt nog geschreven. Wat al weg is, blijft; de rest niet.") if self.writing else ""

    def action_stop(self) -> None:
        """Cleanly, between two pages or lines."""
        if self.opened is not None and self.opened.stop():
            self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Breekt af na de pagina of regel die onderweg is."))

    @on(Failed)
    def stopped(self) -> None:
        """Nothing is being read or written any more."""
        self.writing = self.reading = False
        self.query_one(ProgressLines).clear()
        self.fresh()

    async def guarded(self, act: Callable[[bool], Awaitable[T]]) -> T:
        """Do it; where a ceiling stops it, do it again only after a person let it go."""
        try:
            return await act(False)
        except GuardError as guard:
            said = [guard.detail, guard.advice]
            if await self.ask(guard.title, said, (Choice("v", t("geef vrij")),)) != "v":
                raise
        return await act(True)
