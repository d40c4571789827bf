"""Step *Koppel*: the two administrations side by side, where the key is kept, and the key that couples."""

from __future__ import annotations

import asyncio
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.domain.koppeling import Koppeling, Step
from core.text import mark, t
from screens.base import told
from screens.keymap import Action
from screens.koppelen.keeping import may_use_file
from screens.koppelen.step import StepScreen
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.spoken import Spoken
from screens.widgets.tones import Sign, Tone


class KoppelScreen(StepScreen):
    """What is about to be coupled."""

    SCREEN = "koppelen.koppel"
    STEP = Step.KOPPEL
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("koppel", "k", mark("Koppel"), mark("Koppel deze twee administraties."), writes=True),
        Action("other", "a", mark("andere administratie"), mark("Terug naar de administraties.")),
    )

    class Coupled(Message):
        """The two are coupled."""

        def __init__(self, koppeling: Koppeling, kept: str) -> None:
            super().__init__()
            self.koppeling = koppeling
            self.kept = kept

    def body(self) -> ComposeResult:
        """The two sides."""
        yield Spoken(self._words)

    def _words(self) -> list[Line]:
        koppeling = self.walk.current
        return [
            "",
            (Cell("   Time On    ", Tone.DIM), Cell(koppeling.timeon_naam, Tone.STRONG)),
            (Cell("   SnelStart  ", Tone.DIM), Cell(koppeling.snelstart_naam, Tone.STRONG)),
            "",
            (
                Cell("   k ", Tone.ACCENT),
                t("Koppel: daarna wordt alles gelezen, en nog niets geschreven."),
            ),
        ]

    def reload(self) -> None:
        """Nothing to load but the words."""
        self.details.show(t("Wat er gebeurt"), [
            t("Eén op één: deze twee administraties horen daarna bij elkaar, tot je ontkoppelt."),
            t("De koppelsleutel wordt bewaard in de sleutelring; is die er niet, dan wordt gevraagd of een bestand mag."),
            t("Uitgewisseld: Klanten, Producten, Productgroepen, Aanmaken concept verkoopfacturen."),
        ])  # fmt: skip

    @on(Coupled)
    def coupled(self, event: Coupled) -> None:
        """On to reading."""
        self.walk.koppeling, self.walk.chosen = event.koppeling, None
        self.go("koppelen.lezen", event.koppeling.id, event.kept, replace=True)

    def action_other(self) -> None:
        """Back to the administraties."""
        self.walk.chosen = None
        self.go("koppelen.administratie", replace=True)

    @work(exclusive=True, group="koppel")
    @told
    async def action_koppel(self) -> None:
        """Ask about the file where it is needed, then couple."""
        is_new = await asyncio.to_thread(self.walk.koppelen.has_new_key, self.walk.current)
        allow_file = await may_use_file(self) if is_new else False
        if allow_file is None:
            return
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Wordt gekoppeld."))
        koppeling, kept = await self.walk.koppelen.confirm(self.walk.current, allow_file=allow_file)
        self.post_message(self.Coupled(koppeling, kept))
