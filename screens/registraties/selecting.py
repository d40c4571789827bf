"""What is selected of the registraties, and how lines will be grouped: the keys that change it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work

from core.invoicing.linetext import GroupBy
from core.text import mark, t
from screens.base import told
from screens.registraties.selection import Selection, month_before, read_period
from screens.registreren import ListScreen
from screens.widgets.columns import Column
from screens.widgets.picker import PickDialog
from screens.widgets.source import Cell, ListSource
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service

_KLANT = (Column("naam", mark("Naam"), 30, grow=1), Column("nummer", mark("Nummer"), 9))
_EVERYONE = "*"


class Selecting(ListScreen):
    """Begins with the month before this one, of the klant in `subject` or of all."""

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.group_by = GroupBy.NONE
        van, tot = month_before(service.clock().astimezone().date())
        self.selection = Selection(van, tot, klant_id=subject)

    def select(self, selection: Selection) -> None:
        """Take another selection; the marks go."""
        self.selection = selection
        self.table.unmark()
        self.reload()

    def action_soort(self) -> None:
        """The next kind."""
        self.select(self.selection.next_soort())

    def action_approval(self) -> None:
        """Approved or not."""
        self.select(self.selection.next_approval())

    def action_group(self) -> None:
        """The next way to share a line."""
        ways = list(GroupBy)
        self.group_by = ways[(ways.index(self.group_by) + 1) % len(ways)]
        self.say(t("Regels van een declaratie: {groepering}.", groepering=t(self.group_by.label)))
        self.fresh()

    @work
    @told
    async def action_period(self) -> None:
        """Type a period."""
        lines = [t("Bijvoorbeeld 2026-10, 2026, 1-10-2026 t/m 15-10-2026, of alles.")]
        typed = await self.paste(t("Welke periode?"), lines, secret=False)
        if not typed:
            return
        period = read_period(typed)
        if period is None:
            self.say(Cell(f"{Sign.WARN} ", Tone.WARN), t("Geen periode: {tekst}. Probeer 2026-10.", tekst=typed))
            return
        self.select(replace(self.selection, van=period[0], tot=period[1]))

    @work
    @told
    async def action_klant(self) -> None:
        """Choose one, or all."""
        opened = await self.open()
        choices = [(_EVERYONE, t("alle klanten"), ""), *await opened.pages.names()]
        source = ListSource(choices, key=lambda one: one[0], cells=lambda one: one[1:])
        key = await self.app.push_screen_wait(PickDialog(t("Van welke klant?"), _KLANT, source))
        if key:
            naam = next(one[1] for one in choices if one[0] == key)
            chosen = ("", "") if key == _EVERYONE else (key, naam)
            self.select(replace(self.selection, klant_id=chosen[0], klant=chosen[1]))
