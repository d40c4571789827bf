"""Diagnose: one koppeling at a glance, what fails with what to do about it, the slowest calls, and the runs as a chart.

It needs no key and no network, so that it works exactly when those do not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from core.domain.koppeling import Progress
from core.support.chart import run_chart
from core.text import mark, t, tn
from screens.base import told
from screens.diagnose import rows, words
from screens.keymap import Action
from screens.registreren import NEXT_TAB, PREVIOUS_TAB, TO_EVENTS, TO_SYNC, ListScreen
from screens.supporting import BUNDLE, TO_DOCTOR, TO_TIJDLIJN, Supporting
from screens.widgets.dialogs import Choice
from screens.widgets.said import Part, paragraphs
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.support.chart import RunBar
    from core.support.diagnosis import Diagnosis, SlowCall

FAILURES, CALLS, RUNS = "fouten", "aanroepen", "runs"
_LABELS = {FAILURES: mark("fouten"), CALLS: mark("traagste aanroepen"), RUNS: mark("runs")}
_MARGIN = 16

Row = TypeVar("Row")


class DiagnoseScreen(Supporting, ListScreen):
    """Three tables take turns under the figures."""

    SCREEN = "diagnose"
    TRAIL = mark("Diagnose")
    TABS = (FAILURES, CALLS, RUNS)
    TOPICS: ClassVar[frozenset[str]] = frozenset({"koppelingen", "review", "sync", "declaraties"})
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("open", "enter", mark("open"), mark("De declaratie of klant van de rij, of wat er op dat moment gebeurde.")),
        Action(
            "retry", "t", mark("opnieuw"), writes=True,
            help=mark("Probeer opnieuw: de gemarkeerde rijen, of de rij of de hele groep onder de cursor."),
        ),
        TO_TIJDLIJN,
        TO_SYNC,
        TO_DOCTOR,
        BUNDLE,
        Action("record", "r", "", mark("Alles wat de klant of declaratie van deze rij ooit raakte.")),
        TO_EVENTS,
        NEXT_TAB,
        PREVIOUS_TAB,
    )  # fmt: skip

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.found: Diagnosis | None = None
        self.failing: dict[str, rows.Row] = {}
        self.calls: dict[str, SlowCall] = {}
        self.runs: dict[str, RunBar] = {}
        self._retrying = False

    def body(self) -> ComposeResult:
        """The figures, and the tables below them."""
        yield Static("", markup=False, id="figures", classes="words")
        yield Table(
            rows.FAILURES,
            markable=True,
            id=FAILURES,
            empty=mark("Niets gaat fout. {diagnose.tijdlijn} toont wat er gebeurde."),
        )
        yield Table(rows.CALLS, id=CALLS, empty=mark("Er zijn geen aanroepen bewaard."))
        yield Table(rows.RUNS, id=RUNS, empty=mark("Er liep nog niets: {diagnose.sync} leest beide kanten."))

    @property
    def table(self) -> Table:
        """The one that is shown."""
        return self.query_one(f"#{self.tab}", Table)

    def context(self) -> str:
        """How much fails."""
        if self.found is None:
            return t("wordt gelezen")
        count = sum(len(group.rows) for group in self.found.errors)
        return tn("{n} rij gaat fout", "{n} rijen gaan fout", count) if count else t("niets gaat fout")

    def tabs(self) -> Sequence[Part]:
        """How much each table has."""
        if self.found is None:
            return ()
        counts = {
            FAILURES: sum(len(group.rows) for group in self.found.errors),
            CALLS: len(self.found.slowest),
            RUNS: len(self.found.runs),
        }
        return self.tab_parts({tab: (t(_LABELS[tab]), counts[tab]) for tab in self.TABS})

    def busy(self) -> str:
        """A retry under way."""
        return t("Er wordt nog opnieuw geprobeerd. Toch weg?") if self._retrying else ""

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the koppeling's own file."""
        opened = await self.open()
        self.post_message(self.Loaded(opened, await opened.read_at(), await self.service.support.diagnose(opened)))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show it."""
        self.opened, self.read_at, self.found = event.opened, event.read_at, event.rows
        self.draw()

    def on_resize(self) -> None:
        """The chart follows the width."""
        self._draw_figures()

    def draw(self) -> None:
        """The figures or the chart, and the table of the tab."""
        found, now = self.found, self.service.clock()
        if found is None:
            return
        self.failing = {row.key: row for row in rows.failing(found.errors)}
        self.calls = {str(place): call for place, call in enumerate(found.slowest)}
        self.runs = {run.run: run for run in reversed(found.runs)}
        failing, calls, runs = (self.query_one(f"#{tab}", Table) for tab in self.TABS)
        failing.show(_source(self.failing, lambda row: rows.failure_cells(row, now), rows.as_grouped))
        calls.show(_source(self.calls, rows.call_cells, rows.call_order))
        runs.show(_source(self.runs, rows.run_cells, rows.run_order))
        for tab in self.TABS:
            self.query_one(f"#{tab}", Table).display = tab == self.tab
        self._draw_figures()
        self.table.focus()
        self._explain()
        self.fresh()

    def _draw_figures(self) -> None:
        found = self.found
        if found is None:
            return
        lines: Sequence[Part | tuple[Part, ...]] = words.figures(found, self.service.clock())
        if self.tab == RUNS and found.runs:
            width = self.query_one("#main").size.width or self.size.width
            lines = run_chart(found.runs, max(width - _MARGIN, 1))
        self.query_one("#figures", Static).update(paragraphs(lines))

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """The row under the cursor, explained."""
        if event.table.id == self.tab:
            self._explain()
        self.fresh()

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes in."""
        self.action_do("open")

    def why_not(self, action: str) -> str:
        """What needs a row, and a row that fails."""
        failing = self.failing.get(self.table.key) if self.tab == FAILURES else None
        if action == "retry":
            if self._retrying:
                return t("Er wordt al opnieuw geprobeerd.")
            return "" if failing else t("Zet de cursor op een rij die fout gaat.")
        if action == "record" and (failing is None or failing.failure is None):
            return t("Zet de cursor op een rij van een klant of declaratie.")
        if action == "open" and not self.table.key:
            return t("Er is niets om te openen.")
        return ""

    def action_open(self) -> None:
        """In: to the declaratie, the klant, or the moment."""
        if self.tab == CALLS:
            self.go("tijdlijn", subject=f"at:{self.calls[self.table.key].at}")
        elif self.tab == RUNS:
            self.go("tijdlijn", subject=f"at:{self.runs[self.table.key].at}")
        else:
            row = self.failing[self.table.key]
            one = row.failure or row.group.rows[0]
            kind, _, id_ = one.subject.partition(":")
            self.go(*(("declaratie", "", id_) if kind == "declaratie" else ("record", "", one.subject)))

    def action_record(self) -> None:
        """Its own timeline."""
        row = self.failing[self.table.key]
        if row.failure is not None:
            self.go("record", subject=row.failure.subject)

    @work(exclusive=True, group="retry")
    @told
    async def action_retry(self) -> None:
        """Ask, then try again what is marked or under the cursor."""
        opened = self.opened
        picked = [self.failing[key] for key in self.table.picked if key in self.failing]
        if opened is None or not picked:
            return
        wanted = list(dict.fromkeys(row.wanted for row in picked))
        count = len({one.key for row in picked for one in ([row.failure] if row.failure else row.group.rows)})
        lines = [
            t("Beide kanten worden eerst gelezen; wat er inmiddels staat wordt overgenomen, niet dubbel gemaakt."),
            t("Alleen deze rijen worden geschreven."),
        ]
        title = tn("{n} rij opnieuw proberen?", "{n} rijen opnieuw proberen?", count)
        if await self.ask(title, lines, (Choice("j", t("opnieuw")),)) != "j":
            return
        self._retrying = True
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Opnieuw proberen…"))
        try:
            done = await self.service.support.retry(opened, wanted, self._progress)
        finally:
            self._retrying = False
        self.table.unmark()
        if done.stopped is not None:
            self.say(Cell(f"{Sign.BAD} ", Tone.BAD), t("Gestopt: {why}", why=done.stopped.title))
        elif done.left:
            said = t("{n} opgelost, {left} nog fout.", n=done.solved, left=len(done.left))
            self.say(Cell(f"{Sign.WARN} ", Tone.WARN), said)
        else:
            self.say_done(tn("{n} rij opgelost.", "{n} rijen opgelost.", done.solved))
        self.reload()

    def _progress(self, progress: Progress) -> None:
        count = f"{progress.done}" if progress.total is None else f"{progress.done}/{progress.total}"
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), f"{t(progress.kind)} {count}")

    def _explain(self) -> None:
        key = self.table.key
        if self.tab == FAILURES and key in self.failing:
            self.details.show(*rows.failure_details(self.failing[key]))
        elif self.tab == CALLS and key:
            self.details.show(*rows.call_details(self.calls[key]))
        elif self.tab == RUNS and key:
            self.details.show(*rows.run_details(self.runs[key]))
        else:
            self.details.show(
                t("Diagnose"),
                [
                    t(
                        "Niets gaat fout. {diagnose.tab_previous} {diagnose.tab_next} toont de traagste aanroepen en de runs."
                    )
                ],
            )


def _source(
    found: Mapping[str, Row], cells: Callable[[Row], Cells], order: Callable[[Row, int], Any]
) -> ListSource[tuple[str, Row]]:
    return ListSource(
        found.items(), key=lambda pair: pair[0], cells=lambda pair: cells(pair[1]),
        order=lambda pair, column: order(pair[1], column),
    )  # fmt: skip
