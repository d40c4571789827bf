"""*Klant toevoegen*: a form, then the plan with its two writes shown, then `S` writes both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.domain.plan import RunReport
from core.service.review import alike_says
from core.text import mark, t, tn
from screens import keymap
from screens.base import BaseScreen, Failed, told
from screens.keymap import Action
from screens.klanten import plan_rows
from screens.klanten.form import KlantForm
from screens.klanten.plan_rows import Write
from screens.widgets.lines import Key
from screens.widgets.said import Line
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.service.opened import Opened
    from core.syncing.plan import Planned
    from core.text import Sentence


class KlantScreen(BaseScreen):
    """Nothing is written before the plan was shown."""

    SCREEN = "klant"
    FILTERS = False
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("plan", "f2", mark("plan"), mark("Toon het plan: wat er in Time On en in SnelStart komt te staan.")),
        Action(
            "write",
            "S",
            mark("Maak deze klant"),
            mark("Schrijf beide regels. Alleen deze toets schrijft."),
            writes=True,
        ),
        Action("edit", "w", mark("wijzig"), mark("Terug naar de velden.")),
        Action("another", "plus", mark("nog een klant"), mark("Een leeg formulier.")),
    )

    class Ready(Message):
        """There is a plan."""

        def __init__(self, opened: Opened, planned: Planned, alike: Sequence[Sentence]) -> None:
            super().__init__()
            self.opened = opened
            self.planned = planned
            self.alike = alike

    class Done(Message):
        """It was written, or not."""

        def __init__(self, report: RunReport) -> None:
            super().__init__()
            self.report = report

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.opened: Opened | None = None
        self.planned: Planned | None = None
        self.report: RunReport | None = None
        self.writing = False
        self._alike: Sequence[Sentence] = ()

    def body(self) -> ComposeResult:
        """The form, and the two lines in its place."""
        yield KlantForm()
        yield Table(plan_rows.COLUMNS, empty=mark("Zo kan het niet: {klant.edit} gaat terug naar de velden."))

    def crumbs(self) -> Sequence[str]:
        """Below Klanten."""
        return (self.opened.koppeling.timeon_naam if self.opened else "", t("Klanten"), t("Klant toevoegen"))

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """Whose klant it will be."""
        self.opened = await self.open()
        self.action_edit()

    @on(KlantForm.Ready)
    def walked(self) -> None:
        """Enter in the last field."""
        self.action_do("plan")

    @work(exclusive=True, group="load")
    @told
    async def action_plan(self) -> None:
        """Plan; nothing is written."""
        opened = await self.open()
        wanted = self.query_one(KlantForm).partij
        planned = await opened.plan_klant(wanted)
        self.post_message(self.Ready(opened, planned, alike_says(await opened.resembling(wanted))))

    @on(Ready)
    def ready(self, event: Ready) -> None:
        """Show both lines."""
        self.opened, self.planned, self.report = event.opened, event.planned, None
        self._alike = event.alike
        self._show([Write(line) for line in event.planned.plan.lines])
        for skipped in event.planned.skipped:
            reasons = [str(reason) for reason in skipped.reasons]
            self.details.show(skipped.label, [(Cell(f"{Sign.WARN} ", Tone.WARN), reason) for reason in reasons])
        if event.planned.plan.lines and event.alike:
            more = tn("{n} klant lijkt erop", "{n} klanten lijken erop", len(event.alike))
            self.say(
                Cell(f"{Sign.WARN} ", Tone.WARN),
                t("{hoeveel}. Is het dezelfde? {klant.edit} gaat terug; {klant.write} maakt hem toch.", hoeveel=more),
            )
        elif event.planned.plan.lines:
            self.say(t("2 regels, nog niet geschreven. {klant.write} maakt de klant in Time On en in SnelStart."))

    @work(exclusive=True, group="write")
    @told
    async def action_write(self) -> None:
        """Write what was shown."""
        opened, planned = self.opened, self.planned
        if opened is None or planned is None or self.writing:
            return
        self.writing = True
        self.fresh()
        self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), t("Er wordt geschreven."))
        self.post_message(self.Done(await opened.apply(planned.plan, seal=planned.plan.seal)))

    @on(Done)
    def done(self, event: Done) -> None:
        """What became of both."""
        self.writing = False
        self.report = event.report
        results = {result.line.key: result for result in event.report.results}
        lines = self.planned.plan.lines if self.planned else ()
        self._show([Write(line, results.get(line.key)) for line in lines])
        if event.report.ok:
            self.say_done(t("{naam} staat in Time On en in SnelStart, en is gekoppeld.", naam=lines[0].label))
        else:
            self.say(Cell(f"{Sign.BAD} ", Tone.BAD), t("Niet alles lukte; de regel zegt waarom. Een sync gaat verder."))

    @on(Failed)
    def stopped(self) -> None:
        """Nothing is being written any more."""
        self.writing = False

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """The line under the cursor, field by field."""
        write = self._writes.get(event.key) if self.planned else None
        if write is not None:
            alike: list[Line] = [(Cell(f"{Sign.WARN} ", Tone.WARN), str(one)) for one in self._alike]
            self.details.show(
                f"{write.line.verb} {write.line.path} · {write.line.service.label}",
                [*(alike if self.report is None else ()), *plan_rows.details(write)],
            )

    def why_not(self, action: str) -> str:
        """Writing needs a plan, once."""
        if self.writing:
            return t("Er wordt geschreven.")
        if action == "write" and self.report is not None:
            return t("Deze klant is al geschreven.")
        if action == "write" and not (self.planned and self.planned.plan.lines):
            return t("Zo kan het niet: verbeter de velden met {klant.edit}.")
        return ""

    def is_offered(self, action: str) -> bool:
        """What fits the moment."""
        if action == "plan":
            return self.editing
        if action == "another":
            return self.report is not None
        return not self.editing and self.report is None

    def busy(self) -> str:
        """Writing can be left, but not unknowingly."""
        return t("Er wordt nog geschreven.") if self.writing else ""

    @property
    def editing(self) -> bool:
        """Whether the fields are in front."""
        return self.planned is None

    def action_edit(self) -> None:
        """Back to the fields."""
        self.planned = None
        self.query_one(KlantForm).display = True
        self.table.display = False
        self.query_one(KlantForm).begin()
        self._advise()
        self.say()
        self.fresh()

    def _advise(self) -> None:
        advice: list[Line] = [
            t("Alleen de naam moet. Zonder nummer krijgt de klant in beide het volgende vrije nummer."),
            t("{veld.done} gaat naar het volgende veld; daarna zie je eerst wat er geschreven wordt."),
        ]
        self.details.show(t("Klant toevoegen"), advice)

    def spoken_anew(self) -> None:
        """What was typed, planned or written stays."""
        self.query_one(KlantForm).speak()
        if self.editing:
            self._advise()
        else:
            self.table.tell()

    def action_another(self) -> None:
        """Empty fields."""
        self.go("klant", replace=True)

    def action_back(self) -> None:  # type: ignore[override]
        """From the plan to the fields first."""
        if not self.editing and self.report is None and not self.writing:
            self.action_edit()
        else:
            super().action_back()

    def _show(self, writes: Sequence[Write]) -> None:
        self._writes = {write.line.key: write for write in writes}
        self.query_one(KlantForm).display = False
        self.table.display = True
        self.table.show(ListSource(writes, key=lambda one: one.line.key, cells=plan_rows.cells))
        self.table.focus()
        self.fresh()

    def _keys(self, actions: Sequence[Action]) -> list[Key]:
        """While letters are typed, only keys that are no letters."""
        if self.editing and actions is keymap.COMMON_ACTIONS:
            return [Key("esc", t("terug")), Key("F1", t("hulp"))]
        return super()._keys(actions)
