"""Making declaraties from registraties: of what is marked, or a concept a klant for a whole month; both only here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message

from core.domain.money import euro, total
from core.domain.registratie import Lock
from core.errors import AppError
from core.text import t, tn
from screens.base import told
from screens.registraties import rows
from screens.registraties.selecting import Selecting
from screens.registraties.tables import Made
from screens.widgets.dialogs import Choice
from screens.widgets.said import Line
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.tally import Tally
    from core.service.opened import Opened


class Making(Selecting):
    """The half of the screen that writes; the other half says what is chosen and shows what came of it."""

    class Outcome(Message):
        """What became of each klant."""

        def __init__(self, made: Sequence[Made]) -> None:
            super().__init__()
            self.made = made

    def chosen(self) -> list[Tally]:
        """The marked ones, or the one under the cursor; only free ones."""
        raise NotImplementedError

    @work(exclusive=True, group="write")
    @told
    async def action_make(self) -> None:
        """A concept a klant of what is marked."""
        wanted = self.chosen()
        klanten: dict[str, list[Tally]] = {}
        for one in wanted:
            klanten.setdefault(one.klant_id, []).append(one)
        if len(klanten) > 1 and not await self._sure(
            t("De selectie is van {n} klanten: {n} concepten maken?", n=len(klanten)), wanted
        ):
            return
        opened = await self.open()
        if len(klanten) == 1:
            made = await opened.declaraties.create([one.id for one in wanted], group_by=self.group_by)
            self.table.unmark()
            await opened.refresh("declaraties")
            self.say_done(t("Concept voor {klant}: € {bedrag} excl. btw.", klant=made.klant, bedrag=euro(made.totaal)))
            self.go("declaratie", subject=made.id)
            return
        made_all = [await self._one(opened, group) for group in klanten.values()]
        self.table.unmark()
        await opened.refresh("declaraties")
        self.post_message(self.Outcome(made_all))

    @work(exclusive=True, group="write")
    @told
    async def action_month(self) -> None:
        """A concept a klant for the month, whatever else is filtered."""
        van, tot = self.selection.van, self.selection.tot
        if van is None:
            return
        opened = await self.open()
        month = await opened.pages.registraties(van=van, tot=tot)
        free = [one for one in month.tallies if one.lock is Lock.NONE]
        n = len({one.klant_id for one in free})
        title = tn("Voor {n} klant een concept over {maand}?", "Voor {n} klanten een concept over {maand}?", n,
                   maand=self.selection.period)  # fmt: skip
        if not free:
            self.say(Cell(f"{Sign.NONE} ", Tone.DIM), t("In {maand} is niets meer vrij.", maand=self.selection.period))
            return
        coupled = {row.timeon.id for row in await opened.klanten() if row.timeon and row.snelstart}
        if not await self._sure(title, free, left=len({one.klant_id for one in free} - coupled)):
            return
        result = await opened.declaraties.create_month(van.year, van.month, group_by=self.group_by)
        self.table.unmark()
        await opened.refresh("declaraties")
        skipped = [Made(one.klant, reason=str(one.reason)) for one in result.skipped]
        self.post_message(self.Outcome([*skipped, *(Made(one.klant, one) for one in result.created)]))

    def outcome_said(self, made: Sequence[Made]) -> str:
        """How many, how much, and how many not."""
        created = [one.declaratie for one in made if one.declaratie is not None]
        said = tn("{n} concept gemaakt, € {bedrag} excl. btw.", "{n} concepten gemaakt, samen € {bedrag} excl. btw.",
                  len(created), bedrag=euro(total(one.totaal for one in created)))  # fmt: skip
        missed = len(made) - len(created)
        return f"{said} {tn('{n} overgeslagen.', '{n} overgeslagen.', missed)}" if missed else said

    async def _sure(self, title: str, wanted: Sequence[Tally], *, left: int = 0) -> bool:
        from core.invoicing.turnover import added

        said = tn(
            "{n} vrije registratie: {som}.", "{n} vrije registraties: {som}.", len(wanted), som=rows.sums(added(wanted))
        )
        lines: list[Line] = [
            said,
            *self._left_said(left),
            t("Regels: {groepering} ({registraties.group} verandert dat).", groepering=t(self.group_by.label)),
            t("Concepten staan alleen in koppelbord; in SnelStart verandert nog niets."),
        ]
        return await self.ask(title, lines, (Choice("j", t("maak concepten")),)) == "j"

    def _left_said(self, left: int) -> list[Line]:
        if not left:
            return []
        said = tn(
            "{n} klant is niet gekoppeld aan een relatie en wordt overgeslagen.",
            "{n} klanten zijn niet gekoppeld aan een relatie en worden overgeslagen.",
            left,
        )
        return [(Cell(f"{Sign.WARN} ", Tone.WARN), said)]

    async def _one(self, opened: Opened, group: Sequence[Tally]) -> Made:
        klant = group[0].klant or t("zonder klant")
        try:
            ids = [one.id for one in group]
            return Made(klant, await opened.declaraties.create(ids, group_by=self.group_by))
        except AppError as problem:
            return Made(klant, reason=problem.detail or problem.title)
