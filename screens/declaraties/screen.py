"""The list of declaraties: tabs by state with totals, marks, and what to do next with the one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.domain.declaratie import DeclaratieState
from core.domain.money import euro
from core.text import mark, t
from screens import declaratie_words as said
from screens.base import Failed, told
from screens.declaraties import rows
from screens.declaraties.actions import ACTIONS
from screens.declaraties.sending import Sending
from screens.keymap import Action
from screens.registreren import ListScreen
from screens.widgets.paged import PagedSource
from screens.widgets.progress import ProgressLines
from screens.widgets.said import Part
from screens.widgets.table import Table

if TYPE_CHECKING:
    from core.service import Service
    from core.service.declaratie_pages import DeclaratiePages

_EMPTY = {
    DeclaratieState.CONCEPT.value: mark(
        "Geen concepten: {declaraties.registraties} gaat naar de registraties, daar maakt {registraties.make} of {registraties.month} ze."
    ),
    DeclaratieState.OPENSTAAND.value: mark(
        "Niets openstaand: {declaraties.push} verstuurt een concept, {declaraties.tab_previous} toont de concepten."
    ),
    DeclaratieState.ARCHIEF.value: mark("Nog niets betaald: {declaraties.follow} kijkt in SnelStart."),
}


class DeclaratiesScreen(Sending):
    """Begins with the concepts, or with what is openstaand when there are none."""

    SCREEN = "declaraties"
    TRAIL = mark("Declaraties")
    TABS = tuple(state.value for state in DeclaratieState)
    TOPICS: ClassVar[frozenset[str]] = frozenset({"sync", "declaraties"})
    ACTIONS: ClassVar[tuple[Action, ...]] = ACTIONS

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.pages: DeclaratiePages | None = None

    def body(self) -> ComposeResult:
        """Progress while it sends, then the list."""
        yield ProgressLines()
        yield Table(rows.COLUMNS, markable=True)

    def context(self) -> str:
        """What is shown, added up."""
        if self.pages is None:
            return t("wordt gelezen")
        return t("€ {bedrag} excl. btw", bedrag=euro(self.pages.totals[DeclaratieState(self.tab)]))

    def tabs(self) -> Sequence[Part]:
        """Counts by state."""
        known = self.pages.of_state if self.pages else {}
        return self.tab_parts({one.value: (t(one.label), len(known.get(one, ()))) for one in DeclaratieState})

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the file."""
        opened = await self.open()
        self.post_message(self.Loaded(opened, await opened.read_at(), await opened.pages.declaraties()))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them."""
        first = self.pages is None
        self.take(event)
        pages = self.pages = event.rows
        self.declaraties = pages.by_id
        here = (DeclaratieState.CONCEPT, DeclaratieState.OPENSTAAND)
        self.unsent = [one for state in here for one in pages.of_state[state] if said.is_unsent(one)]
        if first and pages.of_state[DeclaratieState.OPENSTAAND] and not pages.of_state[DeclaratieState.CONCEPT]:
            self.tab = DeclaratieState.OPENSTAAND.value
        self.draw()
        if first:
            self.table.focus()

    def draw(self) -> None:
        """The rows of the tab."""
        self._show()

    @work(exclusive=True, group="draw")
    async def _show(self) -> None:
        """In the order and under the filter that stand, which of very many takes a while."""
        if self.pages is None:
            return
        source = PagedSource(
            self.pages.of_state[DeclaratieState(self.tab)],
            self.pages.page, self.pages.through,
            columns=len(rows.COLUMNS), key=lambda one: one.id, cells=rows.cells, words=rows.words,
            order=rows.order, known=rows.order, hit=rows.asks,
            failed=lambda problem: self.post_message(Failed(problem)),
        )  # fmt: skip
        self.table.empty = _EMPTY[self.tab]
        await self.table.prepare(source)
        self.show_rows(source)

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """Where it stands; after a push what that came to."""
        source = self.table.source
        one = source.row(self.table.cursor) if isinstance(source, PagedSource) and event.key else None
        if one is None:
            self.details.show(
                t("Declaraties"),
                [t("{declaraties.tab_previous} en {declaraties.tab_next} gaan naar concept, openstaand en archief.")],
            )
        else:
            title, lines = rows.details(one)
            result = self.results.get(one.id)
            fresh = result is not None and result.declaratie.order is one.order
            self.details.show(title, [lines[0], *said.result_lines(result)] if result and fresh else lines)
        self.fresh()

    def marks_said(self, table: Table) -> str:
        """How many, how much."""
        del table
        return t("Gemarkeerd: {som}", som=said.counted(self.picked()))

    @on(Table.Chosen)
    def chosen(self) -> None:
        """Enter goes in."""
        self.action_do("open")

    def why_not(self, action: str) -> str:
        """One thing at a time, and only what can be."""
        if action in ("stop", "pause"):
            return "" if self.sending or self.waiting else t("Er wordt nu niets verstuurd.")
        if (self.sending or self.following) and action in ("push", "push_all", "follow", "delete"):
            return t("Er is al iets bezig.")
        picked = self.picked()
        if action == "push" and not any(said.is_unsent(one) for one in picked):
            return t("Hier valt niets te versturen.") if not picked else t("Dit staat al in SnelStart.")
        if action == "push_all" and not self.unsent:
            return t("Niets te doen: alles staat al in SnelStart.")
        if action == "delete" and not any(one.state is DeclaratieState.CONCEPT for one in picked):
            return t("Wat een nummer heeft wordt gecrediteerd, niet verwijderd.")
        return t("Er is geen declaratie.") if action == "open" and not self.table.key else ""

    def is_offered(self, action: str) -> bool:
        """Stop and pause only while sending, the rest only when not."""
        if action in ("stop", "pause"):
            return self.sending or bool(self.waiting)
        if self.sending:
            return False
        if action in ("open", "push", "delete") and not self._has_rows:
            return False
        if action == "delete":
            return self.tab == DeclaratieState.CONCEPT.value
        return action not in ("push_all", "follow") or bool(self.declaraties)

    def action_open(self) -> None:
        """The declaratie as it will stand."""
        self.go("declaratie", subject=self.table.key)

    @property
    def _has_rows(self) -> bool:
        return self.pages is not None and bool(self.pages.of_state[DeclaratieState(self.tab)])
