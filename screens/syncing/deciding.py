"""What a person decides on the sync screen: a conflict, to pause, to go on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from textual import work

from core.domain.agreement import Choice as Verdict
from core.domain.koppeling import KoppelingState
from core.text import t, tn
from screens.base import BaseScreen, told
from screens.widgets.dialogs import Choice
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service.opened import Opened

_LETTERS = {"t": Verdict.TIMEON, "s": Verdict.SNELSTART, "m": Verdict.DIFFER}
_SHOWN = 3


class Deciding(BaseScreen):
    """The half of the sync screen that keeps an answer. `shown` holds what is on screen."""

    opened: Opened | None
    shown: Any

    @work(exclusive=True, group="write")
    @told
    async def action_decide(self) -> None:
        """Ask once for all that are marked; the next run carries it out."""
        opened = self.opened
        conflicts = [self.shown.conflicts[key] for key in self.table.picked if key in self.shown.conflicts]
        if opened is None or not conflicts:
            return
        lines: list[Line] = []
        for one in conflicts[:_SHOWN]:
            lines += [
                f"{one.label} · {one.field}",
                (Cell("  Time On    ", Tone.DIM), one.timeon or Sign.NONE),
                (Cell("  SnelStart  ", Tone.DIM), one.snelstart or Sign.NONE),
            ]
        if len(conflicts) > _SHOWN:
            lines.append(tn("… en {n} meer", "… en {n} meer", len(conflicts) - _SHOWN))
        title = tn("Welke waarde geldt?", "Welke waarde geldt voor deze {n}?", len(conflicts))
        choices = [Choice(letter, t(verdict.label)) for letter, verdict in _LETTERS.items()]
        letter = await self.ask(title, lines, choices)
        if letter:
            await opened.syncing.decide_conflicts([one.key for one in conflicts], _LETTERS[letter])
            self.table.unmark()
            said = tn("{n} conflict beslist: {keuze}.", "{n} conflicten beslist: {keuze}.", len(conflicts),
                      keuze=t(_LETTERS[letter].label))  # fmt: skip
            self.say_done(f"{said} {self._follows(_LETTERS[letter])}")
            self.reload()

    def _follows(self, verdict: Verdict) -> str:
        if verdict is Verdict.DIFFER:
            return t("Er wordt niets geschreven.")
        if verdict is Verdict.SNELSTART and not self.service.settings.timeon_save:
            return t("Schrijven in Time On staat uit (timeon_save).")
        return t("De volgende run schrijft het.")

    @work(exclusive=True, group="write")
    @told
    async def action_pause(self) -> None:
        """Nothing runs by itself any more."""
        if self.opened is not None:
            await self.opened.set_running(on=False)
            self.say_done(t("Gepauzeerd: niets loopt meer vanzelf. {syncing.resume} hervat."))
            self.reload()

    @work(exclusive=True, group="write")
    @told
    async def action_resume(self) -> None:
        """It runs again, also when a service asked to wait."""
        if self.opened is not None:
            await self.opened.set_running(on=True)
            await self.opened.syncing.resume()
            self.say_done(t("Hervat: deze koppeling loopt weer."))
            self.reload()

    def _why_not_standing(self, action: str) -> str:
        state = self.opened.koppeling.state if self.opened else KoppelingState.AANGEMELD
        if action in ("pause", "resume") and state not in (KoppelingState.ACTIEF, KoppelingState.GEPAUZEERD):
            return t("Deze koppeling is niet actief.")
        if action == "pause" and state is KoppelingState.GEPAUZEERD:
            return t("Ze is al gepauzeerd; {syncing.resume} hervat.")
        if action == "resume" and state is KoppelingState.ACTIEF and not self.shown.pauses:
            return t("Ze loopt al.")
        return ""
