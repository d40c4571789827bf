"""Step *Afronden*: what was coupled, what a scheduled run may do by itself, and the key that makes the koppeling active."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary
from core.text import mark, t, tn
from screens.base import BaseScreen, told
from screens.keymap import Action
from screens.widgets.columns import Column
from screens.widgets.said import Line, paragraphs
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service

COLUMNS = (Column("what", mark("Mag vanzelf bij een geplande synchronisatie"), 40, grow=1),)
PERMISSIONS = {
    "klant:create:snelstart": mark("een klant die alleen in Time On staat nieuw maken in SnelStart"),
    "klant:create:timeon": mark("een klant die alleen in SnelStart staat nieuw maken in Time On"),
}


class AfrondenScreen(BaseScreen):
    """Marked permissions are given; the rest waits as a plan for a person."""

    SCREEN = "afronden"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("finish", "f", mark("Afronden"), mark("Maak de koppeling actief."), writes=True),
        Action("klanten", "l", mark("klanten"), mark("Registreren > Klanten.")),
        Action("registraties", "t", mark("registraties"), mark("Registraties selecteren.")),
        Action("plan", "p", mark("plan"), mark("Terug naar het plan.")),
    )

    class Loaded(Message):
        """How the koppeling stands."""

        def __init__(self, summary: KoppelingSummary) -> None:
            super().__init__()
            self.summary = summary

    class Finished(Message):
        """It is active."""

        def __init__(self, koppeling: Koppeling) -> None:
            super().__init__()
            self.koppeling = koppeling

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.summary: KoppelingSummary | None = None
        self.active = False

    def body(self) -> ComposeResult:
        """What is there, then the permissions."""
        yield Static(markup=False, id="words", classes="words")
        yield Table(COLUMNS, markable=True)

    def marks_said(self, table: Table) -> None:
        """A mark is a permission here, and needs no counting."""
        del table

    def crumbs(self) -> Sequence[str]:
        """Which koppeling."""
        naam = self.summary.koppeling.timeon_naam if self.summary else ""
        return (naam, t("Koppelen"), t("Afronden"))

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """Count afresh."""
        self.post_message(self.Loaded(await (await self.open()).summary()))

    @on(Loaded)
    def loaded(self, event: Loaded) -> None:
        """Show it."""
        first = self.summary is None
        self.summary = event.summary
        self.active = event.summary.koppeling.state is KoppelingState.ACTIEF
        self.query_one("#words", Static).update(paragraphs(self._words(event.summary)))
        if first:
            self.table.show(ListSource(PERMISSIONS, key=str, cells=lambda one: (t(PERMISSIONS[one]),)))
            given = event.summary.koppeling.permissions if self.active else tuple(PERMISSIONS)
            self.table.marks = {one: None for one in PERMISSIONS if one in given}
            self.table.forget()
            self.table.focus()
        self.details.show(t("Wat vanzelf mag"), [
            t("Gemarkeerd met {merk}: een geplande synchronisatie doet dit zonder te vragen. Spatie zet het om.", merk=Sign.MARK),
            t("Al het andere wacht als plan op jou. Wie twijfelt, haalt beide weg."),
        ])  # fmt: skip
        self.fresh()

    @on(Finished)
    def finished(self, event: Finished) -> None:
        """Say so."""
        self.say_done(t("Koppeling is nu gereed: {naam} is actief.", naam=event.koppeling.timeon_naam))
        self.reload()

    def why_not(self, action: str) -> str:
        """Once."""
        if action == "finish" and self.active:
            return t("De koppeling is al actief.")
        if action == "finish" and self.summary is None:
            return t("Wordt gelezen.")
        return (
            t("Eerst afronden: {afronden.finish}.") if action in ("klanten", "registraties") and not self.active else ""
        )

    def is_offered(self, action: str) -> bool:
        """What comes after, after."""
        return (action in ("klanten", "registraties")) == self.active

    def action_klanten(self) -> None:
        """Registreren > Klanten."""
        self.go("klanten", replace=True)

    def action_registraties(self) -> None:
        """Registraties."""
        self.go("registraties", replace=True)

    def action_plan(self) -> None:
        """The plan."""
        self.go("plan", replace=True)

    @work(exclusive=True, group="write")
    @told
    async def action_finish(self) -> None:
        """Make it active."""
        opened = await self.open()
        given = tuple(one for one in PERMISSIONS if one in self.table.marks)
        self.post_message(self.Finished(await self.service.koppelen().finish(opened.koppeling, given)))

    def _words(self, summary: KoppelingSummary) -> list[Line]:
        koppeling = summary.koppeling
        state: Line = (Cell("f ", Tone.ACCENT), t("Afronden maakt de koppeling actief."))
        if self.active:
            state = (Cell(f"{Sign.GOOD} ", Tone.GOOD), t("Koppeling is nu gereed."))
        lines: list[Line] = [
            (Cell(koppeling.timeon_naam, Tone.STRONG), " ↔ ", Cell(koppeling.snelstart_naam, Tone.STRONG)),
            t("{n} klanten gekoppeld · {p} producten · {g} productgroepen", n=summary.paired, p=summary.producten,
              g=summary.productgroepen),
            state,
        ]  # fmt: skip
        if summary.waiting:
            waiting = tn("{n} rij wacht nog op een besluit; dat kan later ook.",
                         "{n} rijen wachten nog op een besluit; dat kan later ook.", summary.waiting)  # fmt: skip
            lines.append((Cell(f"{Sign.WARN} ", Tone.WARN), waiting))
        return [*lines, ""]
