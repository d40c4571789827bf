"""One run: every line it wrote or did not write, with the reason and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.text import mark, t, tn
from screens.base import told
from screens.keymap import Action
from screens.plan import lines
from screens.plan.lines import Row
from screens.registreren import TO_EVENTS, ListScreen
from screens.widgets.said import Part
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.service import Service


class RunScreen(ListScreen):
    """`subject` is the id of the run."""

    SCREEN = "run"
    TRAIL = mark("Run")
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action(
            "take_back", "T", mark("draai terug"), mark("Toon het plan dat deze run terugdraait; schrijft nog niets.")
        ),
        TO_EVENTS,
    )

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.rows: list[Row] | None = None

    def body(self) -> ComposeResult:
        """The lines."""
        yield Table(lines.COLUMNS, empty=mark("Deze run schreef niets: er was niets te doen, of hij werd afgebroken."))

    def crumbs(self) -> Sequence[str]:
        """Which run."""
        return (self.opened.koppeling.timeon_naam if self.opened else "", t("Sync"), t("Run {run}", run=self.subject))

    def context(self) -> str:
        """How many lines."""
        return t("wordt gelezen") if self.rows is None else tn("{n} regel", "{n} regels", len(self.rows))

    def tabs(self) -> Sequence[Part]:
        """What became of them."""
        if self.rows is None:
            return ()
        bad = sum(row.needs_eye for row in self.rows)
        said: list[Part] = [t("gelukt {n}", n=len(self.rows) - bad)]
        return [*said, "  ", Cell(t("niet gelukt {n}", n=bad), Tone.BAD)] if bad else said

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the koppeling's own file."""
        opened = await self.open()
        results = [one.result for one in await opened.syncing.run_lines(self.subject)]
        rows = [Row(one.line.key, one.line.label, one.line, result=one) for one in results]
        skipped = enumerate(await opened.syncing.run_skipped(self.subject))
        rows += [Row(f"skipped:{at}", klant, None, (reason,), left=True) for at, (klant, reason) in skipped]
        self.post_message(self.Loaded(opened, await opened.read_at(), rows))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them; the cursor goes to the first that did not succeed."""
        first = self.rows is None
        self.opened = event.opened
        self.rows = event.rows
        self.show_rows(ListSource(self.rows, key=lambda row: row.key, cells=lines.cells, hit=lambda row: row.needs_eye))
        self.table.focus()
        if first and any(row.needs_eye for row in self.rows) and not self.rows[0].needs_eye:
            self.table.action_next_hit()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """Field by field, with what to do."""
        row = next((row for row in self.rows or () if row.key == event.key), None)
        if row is None:
            self.details.show(t("Run {run}", run=self.subject), [t("{algemeen.back} gaat terug naar de runs.")])
        else:
            self.details.show(*lines.details(row))
        self.fresh()

    def why_not(self, action: str) -> str:
        """Only what was written can be taken back."""
        if action == "take_back" and not [row for row in self.rows or () if not row.needs_eye]:
            return t("Deze run schreef niets.")
        return ""

    def action_take_back(self) -> None:
        """The inverse plan, shown first."""
        self.go("terugdraaien", subject=self.subject)
