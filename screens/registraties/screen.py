"""Registraties selecteren: a period at a time, marks with count and total, what holds the rest, and turnover."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.domain.registratie import Lock
from core.errors import AppError
from core.invoicing.turnover import added
from core.text import mark, t, tn
from screens.base import Failed, told
from screens.keymap import Action
from screens.registraties import lock_rows, rows, tables
from screens.registraties.actions import ACTIONS
from screens.registraties.fronts import Fronts
from screens.registraties.making import Making
from screens.registraties.selection import Selection
from screens.registreren import ListScreen
from screens.widgets.paged import PagedSource
from screens.widgets.said import Part
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.pricing import Priced
    from core.invoicing.tally import Tally
    from core.service import Service
    from core.service.opened import Opened
    from core.service.registratie_pages import RegistratiePages

_FREE = Lock.NONE


class RegistratiesScreen(Fronts):
    """`subject` is a klant of Time On. Four tables take turns: the list, turnover, the lock map, what came of making."""

    SCREEN = "registraties"
    TRAIL = mark("Registraties")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"sync", "declaraties"})
    ACTIONS: ClassVar[tuple[Action, ...]] = ACTIONS

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.made: dict[str, tables.Made] = {}
        self.only_free = False
        self.pages: RegistratiePages | None = None

    def body(self) -> ComposeResult:
        """The list, and the two that take its place."""
        yield Table(rows.COLUMNS, markable=True, id="list")
        yield Table(tables.OMZET, id="omzet", empty=mark("Er is hier niets vrij."))
        yield Table(lock_rows.COLUMNS, id="locks", empty=mark("Hier is niets vast."))
        yield Table(tables.MADE, id="made")

    def context(self) -> str:
        """How lines are grouped, how old."""
        return f"{t(self.group_by.label)} · {self.freshness()}" if self.rows is not None else t("wordt gelezen")

    def tabs(self) -> Sequence[Part]:
        """What is selected, or how turnover is added up."""
        if self.front == "omzet":
            return [Cell(f"[{t(self.per.label)}]", Tone.ACCENT), "  ", self.selection.period]
        if self.front == "locks":
            return [Cell(f"[{t('vergrendeld')}]", Tone.ACCENT), "  ", self.selection.period]
        return self.selection.parts(only_free=self.only_free)

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the file."""
        opened = await self.open()
        found = await opened.pages.registraties(**self.selection.asked())
        if self.selection.klant_id and not self.selection.klant:
            naam = found.tallies[0].klant if found.tallies else await self._naam(opened, self.selection.klant_id)
            self.selection = replace(self.selection, klant=naam)
        self.post_message(self.Loaded(opened, await opened.read_at(), found))

    async def _naam(self, opened: Opened, klant_id: str) -> str:
        """Of a klant without a registratie in the period."""
        return next((naam for id_, naam, _nummer in await opened.pages.names() if id_ == klant_id), klant_id)

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them."""
        first = self.rows is None
        self.take(event)
        self.pages, self.rows = event.rows, event.rows.by_id
        self.draw()
        if first:
            self.show_front("list")

    def draw(self) -> None:
        """The rows, with or without what is held."""
        self._show()

    @work(exclusive=True, group="draw")
    async def _show(self) -> None:
        """In the order and under the filter that stand, which of very many takes a while."""
        if self.pages is None:
            return
        wanted = self.pages.tallies
        if self.only_free:
            wanted = await self.beside(partial(_free, wanted))
        source = PagedSource(
            wanted,
            self.pages.page, self.pages.through,
            columns=len(rows.COLUMNS), key=lambda one: one.id, cells=rows.cells, words=rows.words,
            order=rows.order, known=rows.known_order,
            failed=lambda problem: self.post_message(Failed(problem)),
        )  # fmt: skip
        self.table.empty = self._nothing()
        await self.table.prepare(source)
        self.show_rows(source)
        if self.front == "list":
            self._tell()
        self.draw_omzet()

    @on(Table.Moved, "#list")
    def moved(self, event: Table.Moved) -> None:
        """The registratie under the cursor."""
        if self.front == "list":
            one = self._whole(event.key)
            self.details.show(*(rows.details(one) if one else (t("Registraties"), [self.freshness_line()])))
        self.fresh()

    @on(Table.Moved, "#made")
    def moved_made(self, event: Table.Moved) -> None:
        """The reason, whole."""
        one = self.made.get(event.key)
        if one is not None:
            self.details.show(one.klant, tables.made_details(one))

    def marks_said(self, table: Table) -> None:
        """What is held can't be marked; say what is, or what is free."""
        del table
        known = self.rows or {}
        held = [one.id for one in map(known.__getitem__, self.table.marks) if one.lock is not _FREE]
        for key in held:
            del self.table.marks[key]
        if held:
            self.table.forget()
        self._tell(len(held))

    @on(Table.Chosen, "#list")
    def open_holder(self) -> None:
        """Enter goes in, where there is something to go into."""
        self.action_do("open")

    @on(Table.Chosen, "#made")
    def open_made(self, event: Table.Chosen) -> None:
        """The concept."""
        one = self.made.get(event.key)
        if one is not None and one.declaratie is not None:
            self.go("declaratie", subject=one.declaratie.id)

    @on(Making.Outcome)
    def outcome(self, event: Making.Outcome) -> None:
        """Skipped ones first."""
        self.made = {one.key: one for one in event.made}
        source = ListSource(event.made, key=lambda one: one.key, cells=tables.made_cells,
                            hit=lambda one: one.declaratie is None)  # fmt: skip
        self.query_one("#made", Table).show(source)
        self.show_front("made")
        sign = Cell(f"{Sign.GOOD} ", Tone.GOOD)
        self.say(sign, self.outcome_said(event.made))

    def filtered(self) -> None:
        """Totals follow what is shown."""
        self._tell()
        self.draw_omzet()

    def why_not(self, action: str) -> str:
        """What needs rows, free ones."""
        if self.rows is None:
            return t("Wordt gelezen.") if action in ("make", "month", "omzet", "locks") else ""
        one = self.rows.get(self.table.key)
        if action == "open" and self.front == "list" and (one is None or one.lock is not Lock.DECLARED):
            return t("Deze registratie staat op geen declaratie.")
        if action in ("make", "month", "group") and self.front != "list":
            return t("Ga eerst terug naar de registraties: {algemeen.back}.")
        if action == "make" and not self.table.marks and (one is None or one.lock is not Lock.NONE):
            return t("Markeer eerst iets dat vrij is: {tabel.mark}, of {tabel.mark_all} voor alles.")
        if action == "month" and not self.selection.is_month:
            return t("Kies eerst een hele maand met {registraties.earlier} of {registraties.later}.")
        return ""

    def is_offered(self, action: str) -> bool:
        """What fits the table in front."""
        if action == "open":
            return self.front == "made" or not self.why_not("open")
        return action not in ("make", "month", "group") or self.front == "list"

    def chosen(self) -> list[Tally]:
        """The marked ones, or the one under the cursor; only free ones."""
        known = self.rows or {}
        picked = [known[key] for key in self.table.picked if key in known]
        return _free(picked)

    def select(self, selection: Selection) -> None:
        """Another selection is looked at as a list, or as turnover."""
        if self.front in ("made", "locks"):
            self.show_front("list")
        super().select(selection)

    def action_back(self) -> None:  # type: ignore[override]
        """To the list first."""
        if self.front != "list":
            self.show_front("list")
            self._tell()
        else:
            super().action_back()

    def action_open(self) -> None:
        """The declaratie that holds it, or the concept that was made."""
        if self.front == "made":
            self.query_one("#made", Table).action_choose()
            return
        one = (self.rows or {}).get(self.table.key)
        if one is not None:
            self.go("declaratie", subject=one.declaratie_id)

    def action_free(self) -> None:
        """With or without what is held."""
        self.only_free = not self.only_free
        self.draw()

    def _whole(self, key: str) -> Priced | None:
        """One of them with its line, and why; None when it is gone, or can't be read, which is told."""
        try:
            return self.pages.whole(key) if self.pages is not None and key else None
        except AppError as problem:
            self.post_message(Failed(problem))
            return None

    @work(exclusive=True, group="sums")
    async def _tell(self, held: int = 0) -> None:
        gather = self.basis()
        found = await self.beside(lambda: added(gather()))
        if self.table.marks:
            said = tn("{n} gemarkeerd: {som}", "{n} gemarkeerd: {som}", found.aantal, som=rows.sums(found))
        else:
            every = len(self.rows or {})
            said = t("{n} vrij van {total}: {som}", n=found.aantal, total=every, som=rows.sums(found)) if every else ""
        if held:
            said = f"{tn('{n} vergrendeld, niet gemarkeerd.', '{n} vergrendeld, niet gemarkeerd.', held)} {said}"
        self.say(Cell(f"{Sign.MARK} ", Tone.ACCENT) if self.table.marks else "", said)

    def _nothing(self) -> str:
        if self.rows is None:
            return ""
        if self.rows:
            return t("Alles hier is vast; {registraties.free} toont het weer.")
        return t(
            "In {periode} zijn er geen registraties: {registraties.earlier} en {registraties.later} kiezen een andere maand.",
            periode=self.selection.period,
        )


def _free(some: Iterable[Tally]) -> list[Tally]:
    return [one for one in some if one.lock is _FREE]
