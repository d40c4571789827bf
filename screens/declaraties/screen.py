"""The list of declaraties: tabs by state with totals, marks, and what to do next with the one under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult

from core.domain.declaratie import Declaratie, DeclaratieState, OrderState
from core.domain.money import euro, total
from core.text import mark, t
from screens import declaratie_words as said
from screens.base import told
from screens.declaraties import rows
from screens.declaraties.actions import ACTIONS
from screens.declaraties.sending import Sending
from screens.keymap import Action
from screens.registreren import ListScreen
from screens.widgets.progress import ProgressLines
from screens.widgets.said import Part
from screens.widgets.source import ListSource
from screens.widgets.table import Table

if TYPE_CHECKING:
    from core.service import Service

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

    def body(self) -> ComposeResult:
        """Progress while it sends, then the list."""
        yield ProgressLines()
        yield Table(rows.COLUMNS, markable=True)

    def context(self) -> str:
        """What is shown, added up."""
        if self.declaraties is None:
            return t("wordt gelezen")
        return t("€ {bedrag} excl. btw", bedrag=euro(total(one.totaal for one in self._of_tab())))

    def tabs(self) -> Sequence[Part]:
        """Counts by state."""
        every = (self.declaraties or {}).values()
        counts = {one: (t(one.label), sum(each.state is one for each in every)) for one in DeclaratieState}
        return self.tab_parts({state.value: count for state, count in counts.items()})

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the file."""
        opened = await self.open()
        self.post_message(self.Loaded(opened, await opened.read_at(), await opened.declaraties.list()))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them."""
        first = self.declaraties is None
        self.take(event)
        self.declaraties = {one.id: one for one in event.rows}
        states = {one.state for one in event.rows}
        if first and DeclaratieState.OPENSTAAND in states and DeclaratieState.CONCEPT not in states:
            self.tab = DeclaratieState.OPENSTAAND.value
        self.draw()
        if first:
            self.table.focus()

    def draw(self) -> None:
        """The rows of the tab."""
        source = ListSource(
            self._of_tab(), key=lambda one: one.id, cells=rows.cells, words=rows.words, order=rows.order, hit=self._hit
        )
        self.table.empty = _EMPTY[self.tab]
        self.show_rows(source)

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """Where it stands; after a push what that came to."""
        one = (self.declaraties or {}).get(event.key)
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
        if action == "push_all" and not self.unsent():
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
        if action in ("open", "push", "delete") and not self._of_tab():
            return False
        if action == "delete":
            return self.tab == DeclaratieState.CONCEPT.value
        return action not in ("push_all", "follow") or bool(self.declaraties)

    def action_open(self) -> None:
        """The declaratie as it will stand."""
        self.go("declaratie", subject=self.table.key)

    def _of_tab(self) -> list[Declaratie]:
        return [one for one in (self.declaraties or {}).values() if one.state.value == self.tab]

    def _hit(self, one: Declaratie) -> bool:
        return one.order in (OrderState.REFUSED, OrderState.UNKNOWN, OrderState.GONE) or bool(one.reason)
