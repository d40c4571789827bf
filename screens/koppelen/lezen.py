"""Step *Lezen*: all data is read, with a line a kind and a count; leaving stops it and coming back reads again."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.domain.koppeling import Koppeling, Step
from core.text import mark, t
from screens.base import Failed, told
from screens.keymap import Action
from screens.koppelen.keeping import kept_text
from screens.koppelen.step import StepScreen
from screens.koppelen.walk import forget_walk
from screens.widgets.progress import ProgressLines
from screens.widgets.spoken import Spoken

if TYPE_CHECKING:
    from core.service import Service


class LezenScreen(StepScreen):
    """Starts by itself; goes on to the review when all is read. `subject` is where the key was kept."""

    SCREEN = "koppelen.lezen"
    STEP = Step.LEZEN
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("again", "o", mark("opnieuw lezen"), mark("Lees nog een keer, van het begin."), writes=True),
    )

    class Read(Message):
        """All is read."""

        def __init__(self, koppeling: Koppeling) -> None:
            super().__init__()
            self.koppeling = koppeling

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self._reading = False

    def body(self) -> ComposeResult:
        """What is read so far."""
        yield Spoken(lambda: [t("Alle gegevens worden uitgelezen."), ""])
        yield ProgressLines()

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """Read both sides."""
        self._reading = True
        lines = self.query_one(ProgressLines)
        lines.clear()
        self.spoken_anew()
        opened = await self.open()
        read = await self.walk.koppelen.read(opened.koppeling, lines.told)
        self.post_message(self.Read(read))

    def spoken_anew(self) -> None:
        """What is read; reading goes on meanwhile."""
        self.details.show(t("Lezen"), [
            kept_text(self.subject),
            t("SnelStart: klanten, productgroepen, producten. Time On: klanten, projecten, registraties."),
            t("Er wordt alleen gelezen. Weggaan mag: daarna begint het lezen opnieuw."),
        ])  # fmt: skip

    @on(Read)
    def read(self, event: Read) -> None:
        """On to the review."""
        forget_walk(self.service)
        self.go("review", event.koppeling.id, replace=True)

    @on(Failed)
    def stopped(self) -> None:
        """It can be tried again."""
        self._reading = False

    def why_not(self, action: str) -> str:
        """Once at a time."""
        return t("Er wordt al gelezen.") if action == "again" and self._reading else ""

    def action_again(self) -> None:
        """From the beginning."""
        self.reload()
