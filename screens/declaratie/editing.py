"""The lines of a concept changed: text, quantity and price in a small form, another place, or off the declaratie."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work

from core.domain.declaratie import DeclaratieState
from core.domain.money import euro, number, rounded, times
from core.text import mark, t
from screens.base import told
from screens.declaratie.acting import Acting
from screens.declaratie.rows import Row
from screens.widgets.form import Entry, FormDialog, Values
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.service import Service

_EDITS = ("edit", "line_up", "line_down", "line_off")


class Editing(Acting):
    """The part of the screen that changes lines; `lines` are by their place."""

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.lines: dict[str, Row] = {}

    @property
    def line(self) -> Row | None:
        """The line under the cursor."""
        return self.lines.get(self.table.key)

    def why_not(self, action: str) -> str:
        """Only lines of a plain concept, and not while it is being sent: that would end there."""
        one, row = self.declaratie, self.line
        if action not in _EDITS or one is None or self.sending:
            return super().why_not(action)
        last = len(self.lines)
        reasons = (
            (
                one.state is not DeclaratieState.CONCEPT,
                mark("Hij heeft een nummer en ligt vast: crediteer hem met {declaratie.credit}."),
            ),
            (bool(one.credits), mark("Een credit is precies het omgekeerde en wordt niet bewerkt.")),
            (row is None, mark("Er is geen regel.")),
            (action == "line_up" and row is not None and row.positie == 1, mark("Dit is de bovenste regel.")),
            (action == "line_down" and row is not None and row.positie == last, mark("Dit is de onderste regel.")),
            (
                action == "line_off" and last == 1,
                mark("Dit is de enige regel: {declaratie.delete} verwijdert het hele concept."),
            ),
        )
        return next((t(reason) for holds, reason in reasons if holds), "")

    @work(exclusive=True, group="write")
    @told
    async def action_edit(self) -> None:
        """Text, quantity, price; what it comes to stands below while one types."""
        row, one = self.line, self.declaratie
        if row is None or one is None:
            return
        from core.invoicing.quantities import rule_of
        from core.invoicing.typed import read_edit

        regel, rule = row.regel, rule_of(one.hours_rule)

        def check(values: Values) -> Sequence[Line]:
            change = read_edit(**values, hours_rule=rule)
            aantal, prijs = change.aantal, change.prijs
            if aantal is None or prijs is None:
                return ()
            amount = euro(rounded(times(aantal, prijs)))
            now = t("{aantal} × € {prijs} = € {bedrag}", aantal=number(aantal), prijs=number(prijs), bedrag=amount)
            return (now, (Cell(t("eerst {aantal} × € {prijs} = € {bedrag}", aantal=number(regel.aantal),
                                 prijs=number(regel.prijs), bedrag=euro(regel.bedrag)), Tone.DIM),))  # fmt: skip

        entries = (
            Entry("omschrijving", mark("Omschrijving"), regel.omschrijving),
            Entry("aantal", mark("Aantal"), number(regel.aantal)),
            Entry("prijs", mark("Prijs"), number(regel.prijs)),
        )
        title = t("Regel {n}: {artikel}", n=row.positie, artikel=regel.artikel)
        values = await self.app.push_screen_wait(FormDialog(title, entries, check))
        if not values:
            return
        opened = await self.open()
        made = await opened.declaraties.edit(self.subject, row.positie, read_edit(**values, hours_rule=rule))
        await opened.refresh("declaraties")
        self.say_done(
            t("Regel {n} gewijzigd; de declaratie is nu € {bedrag}.", n=row.positie, bedrag=euro(made.totaal))
        )

    def action_line_up(self) -> None:
        """One place earlier."""
        self._move(-1)

    def action_line_down(self) -> None:
        """One place later."""
        self._move(1)

    @work(exclusive=True, group="write")
    @told
    async def _move(self, step: int) -> None:
        row = self.line
        if row is None:
            return
        opened = await self.open()
        await opened.declaraties.move(self.subject, row.positie, row.positie + step)
        self.table.go(row.positie - 1 + step)
        await opened.refresh("declaraties")

    @work(exclusive=True, group="write")
    @told
    async def action_line_off(self) -> None:
        """Nothing is asked: it can be taken back."""
        row = self.line
        if row is None:
            return
        opened = await self.open()
        await opened.declaraties.take_off(self.subject, row.positie)
        await opened.refresh("declaraties")
        self.say_done(t("Regel {n} is eraf; zijn registraties zijn vrij.", n=row.positie))
