"""Kantoorbord: all koppelingen in one table, what needs a person first; sync and pause over a selection.

It reads the register alone, so that thousands of koppelingen are there at once.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message

from core.domain.koppeling import KoppelingState
from core.domain.money import ZERO, euro
from core.text import mark, t, tn
from screens.base import told
from screens.kantoorbord import rows
from screens.keymap import Action
from screens.supporting import BUNDLE, TO_DOCTOR, TO_TIJDLIJN, Supporting
from screens.widgets.dialogs import Choice
from screens.widgets.filterline import FilterLine
from screens.widgets.said import Line, Part
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.service import Service
    from core.service.many import Done
    from core.support.health import BoardRow

EVERYTHING, PERSON = "alle", "mens"
_TABS = {PERSON: mark("mens nodig"), EVERYTHING: mark("alle")}
_NAMED = 3
_STEPS = 100
"""How often work over a selection tells how far it is: each telling draws the screen again, beside the work itself."""


class KantoorbordScreen(Supporting):
    """Enter opens the diagnosis of a koppeling."""

    SCREEN = "kantoorbord"
    TOPICS: ClassVar[frozenset[str]] = frozenset({"koppelingen", "review", "sync", "declaraties"})
    REST = 2.0
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        Action("open", "enter", mark("open"), mark("De diagnose van deze koppeling.")),
        Action(
            "sync", "s", mark("sync"), writes=True,
            help=mark("Een run van de gemarkeerde koppelingen, zoals gepland: wat niet vanzelf mag, wacht als plan."),
        ),
        Action("pause", "p", mark("pauze"), mark("Laat de gemarkeerde koppelingen rusten."), writes=True),
        Action("resume", "P", mark("hervat"), mark("Laat de gemarkeerde koppelingen weer lopen."), writes=True),
        Action("klanten", "l", "", mark("De klanten van deze koppeling.")),
        TO_TIJDLIJN,
        TO_DOCTOR,
        BUNDLE,
        Action("home", "e", "", mark("Wat er in deze koppelbord gebeurde: inloggen, sleutels, instellingen.")),
        Action("tab", "right,left,tab", "", mark("Alleen wat een mens nodig heeft, of alle.")),
    )  # fmt: skip

    class Loaded(Message):
        """The board."""

        def __init__(self, rows: list[BoardRow]) -> None:
            super().__init__()
            self.rows = rows

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.rows: dict[str, BoardRow] | None = None
        self.tab = EVERYTHING
        self._working = ""

    def body(self) -> ComposeResult:
        """The table."""
        yield Table(
            rows.COLUMNS,
            markable=True,
            empty=mark("Niets vraagt een mens. Er is nog geen koppeling? {algemeen.back}, dan {koppelingen.koppelen}."),
        )

    def crumbs(self) -> Sequence[str]:
        """Beheer > Kantoorbord."""
        return (t("Beheer"), t("Kantoorbord"))

    def context(self) -> str:
        """How many there are."""
        if self.rows is None:
            return t("wordt gelezen")
        return tn("{n} koppeling", "{n} koppelingen", len(self.rows))

    def tabs(self) -> Sequence[Part]:
        """How many need a person."""
        every = (self.rows or {}).values()
        counts = {PERSON: sum(row.needs_person for row in every), EVERYTHING: len(every)}
        parts: list[Part] = []
        for tab, label in _TABS.items():
            text = f"{t(label)} {counts[tab]}"
            parts += [Cell(f"[{text}]", Tone.ACCENT) if tab == self.tab else text, "  "]
        return parts[:-1]

    def subject_koppeling(self) -> str:
        """The one under the cursor."""
        return self.table.key

    def busy(self) -> str:
        """Work over a selection would be cut off."""
        return t("Er wordt nog gewerkt aan {what}. Toch stoppen?", what=self._working) if self._working else ""

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the register alone."""
        self.post_message(self.Loaded(await self.service.support.board()))

    @on(Loaded)
    def loaded(self, event: Loaded) -> None:
        """Show them."""
        first = self.rows is None
        self.rows = {row.summary.koppeling.id: row for row in event.rows}
        self.draw()
        if first:
            self.table.focus()

    def draw(self) -> None:
        """The rows of the tab."""
        found = [row for row in (self.rows or {}).values() if self.tab == EVERYTHING or row.needs_person]
        source = ListSource(
            found, key=lambda row: row.summary.koppeling.id, cells=self._cells, words=rows.words, order=rows.order
        )
        self.table.show(source, cursor=self.table.key or self.koppeling_id)
        if words := self.query_one(FilterLine).filter:
            self.table.filter(words)
        self.fresh()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """Everything about the one under the cursor."""
        row = (self.rows or {}).get(event.key)
        self.details.show(
            row.summary.koppeling.timeon_naam if row else t("Kantoorbord"), rows.details(row) if row else ()
        )
        self.fresh()

    def marks_said(self, table: Table) -> str:
        """How many are marked, and what they come to."""
        picked = [self.rows[key] for key in table.marks] if self.rows else []
        total = sum((row.summary.open_amount for row in picked), ZERO)
        return t("{n} gemarkeerd, samen € {bedrag} open.", n=len(picked), bedrag=euro(total))

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes in."""
        self.action_do("open")

    def why_not(self, action: str) -> str:
        """Most need a row; work over a selection goes one at a time."""
        if action in ("tab", "doctor", "home"):
            return ""
        if self.rows is None:
            return t("Wordt gelezen.")
        if not self.table.key:
            return t("Er is geen koppeling.")
        if action in ("sync", "pause", "resume") and self._working:
            return t("Er wordt nog gewerkt aan {what}.", what=self._working)
        return ""

    def action_open(self) -> None:
        """The diagnosis."""
        self.action_diagnose()

    def action_klanten(self) -> None:
        """Registreren > Klanten."""
        self.go("klanten", self.table.key)

    def action_home(self) -> None:
        """The journal of the home."""
        self.go("tijdlijn", subject="home")

    def action_tab(self) -> None:
        """The other tab."""
        self.tab = PERSON if self.tab == EVERYTHING else EVERYTHING
        self.table.unmark()
        self.draw()

    @work(group="office")
    @told
    async def action_sync(self) -> None:
        """Ask, then a run of each."""
        ids, lines = self._picked(KoppelingState.ACTIEF)
        lines.append(
            t("Zoals een geplande run: beide kanten lezen, schrijven wat vanzelf mag. De rest wacht als plan.")
        )
        title = tn("{n} koppeling synchroniseren?", "{n} koppelingen synchroniseren?", len(ids))
        if ids and await self.ask(title, lines, (Choice("j", t("synchroniseer")),)) == "j":
            await self._follow(t("synchroniseren"), len(ids), self.service.many.sync(ids))

    @work(group="office")
    @told
    async def action_pause(self) -> None:
        """Ask, then let each rest."""
        ids, lines = self._picked(KoppelingState.ACTIEF)
        title = tn("{n} koppeling pauzeren?", "{n} koppelingen pauzeren?", len(ids))
        lines.append(t("Er loopt dan niets meer vanzelf, tot iemand ze hervat."))
        if ids and await self.ask(title, lines, (Choice("j", t("pauzeer")),)) == "j":
            await self._follow(t("pauzeren"), len(ids), self.service.many.set_running(ids, on=False))

    @work(group="office")
    @told
    async def action_resume(self) -> None:
        """Let each run again."""
        ids, _ = self._picked(KoppelingState.GEPAUZEERD, KoppelingState.ACTIEF)
        if ids:
            await self._follow(t("hervatten"), len(ids), self.service.many.set_running(ids, on=True))

    def _picked(self, *states: KoppelingState) -> tuple[list[str], list[Line]]:
        """The ids of the selection that this can be done to, and what to say of it."""
        known = self.rows or {}
        every = [known[key].summary.koppeling for key in self.table.picked if key in known]
        fit = [one for one in every if one.state in states]
        lines: list[Line] = [", ".join(one.timeon_naam for one in fit[:_NAMED]) + (", …" if len(fit) > _NAMED else "")]
        if left := len(every) - len(fit):
            lines.append(tn("{n} doet niet mee: niet actief.", "{n} doen niet mee: niet actief.", left))
        if not fit:
            self.say(Cell(f"{Sign.NONE} ", Tone.DIM), t("Geen van deze koppelingen is daarvoor in de juiste staat."))
        return [one.id for one in fit], lines

    def _cells(self, row: BoardRow) -> Cells:
        return rows.cells(row, self.service.clock())

    async def _follow(self, what: str, total: int, work: AsyncIterator[Done]) -> None:
        """Say how far it is; in the end how many went wrong, and which."""
        self._working = what
        wrong: list[Done] = []
        try:
            count = 0
            async for done in work:
                count += 1
                wrong += [done] if done.problem is not None or (done.report and done.report.refused) else []
                if count % max(total // _STEPS, 1) == 0:
                    said = t("{what}: {n} van {total}", what=what, n=count, total=total)
                    self.say(Cell(f"{Sign.BUSY} ", Tone.BUSY), said)
        finally:
            self._working = ""
            self.reload()
        self.table.unmark()
        if not wrong:
            self.say_done(t("{what}: {n} klaar.", what=what, n=total))
            return
        named = "; ".join(_wrong(one) for one in wrong[:_NAMED])
        said = t(
            "{what}: {n} klaar, {wrong} niet: {named}", what=what, n=total - len(wrong), wrong=len(wrong), named=named
        )
        self.say(Cell(f"{Sign.BAD} ", Tone.BAD), said)


def _wrong(done: Done) -> str:
    why = done.problem.title if done.problem is not None else t("niet alles lukte")
    return f"{done.koppeling.timeon_naam}: {why}"
