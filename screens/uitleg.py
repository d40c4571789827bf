"""What a message means and what to do: every code of SnelStart and every error of our own, to search and to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult

from core.service.explaining import Explanation, explanations
from core.text import mark, t
from screens.base import BaseScreen
from screens.widgets.columns import Column
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.service import Service

COLUMNS = (Column("key", mark("Code"), 18), Column("heading", mark("Melding"), 30, grow=1))


class UitlegScreen(BaseScreen):
    """`subject` is the code or the name of the error that was met."""

    SCREEN = "uitleg"

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self._known: dict[str, Explanation] = {}

    def body(self) -> ComposeResult:
        """All messages."""
        yield Table(COLUMNS, none=mark("Geen melding met deze woorden; {filterregel.drop} toont ze alle."))

    def crumbs(self) -> Sequence[str]:
        """Help > messages."""
        return (t("Hulp"), t("Meldingen"))

    def reload(self) -> None:
        """In the language in use, the cursor on what was met."""
        self._known = {one.key: one for one in explanations()}
        rows = ListSource(
            self._known.values(),
            key=lambda one: one.key,
            cells=lambda one: (Cell(one.key, Tone.ACCENT), one.heading),
            words=lambda one: f"{one.key} {one.heading} {one.meaning} {one.doing}",
        )
        self.table.show(rows, cursor=self.table.key or self.subject)
        self.table.focus()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """Meaning and next step, whole."""
        one = self._known.get(event.key)
        if one is not None:
            self.details.show(one.key, [one.heading, one.meaning, (Cell("→ ", Tone.ACCENT), one.doing)])
        self.fresh()
