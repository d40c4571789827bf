"""A declaratie as it will stand in SnelStart: head, lines, btw, totals, what to heed; then what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Static

from core.domain.declaratie import Declaratie
from core.text import mark, t
from screens import declaratie_words as said
from screens.base import told
from screens.declaratie import rows
from screens.declaratie.actions import ACTIONS
from screens.declaratie.costing import Costing
from screens.keymap import Action
from screens.registreren import ListScreen
from screens.widgets.said import Line, Part, paragraphs
from screens.widgets.source import Cell, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.invoicing.preview import Preview
    from core.service import Service


class DeclaratieScreen(Costing):
    """`subject` is its id."""

    SCREEN = "declaratie"
    TRAIL = mark("Declaraties")
    TOPICS: ClassVar[frozenset[str]] = frozenset({"declaraties"})
    ACTIONS: ClassVar[tuple[Action, ...]] = ACTIONS
    DEFAULT_CSS = """
    DeclaratieScreen #totals { text-align: right; }
    DeclaratieScreen #head { text-wrap: nowrap; text-overflow: ellipsis; }
    """

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.preview: Preview | None = None
        self.all_of_it = False

    @property
    def declaratie(self) -> Declaratie | None:
        """As it was read last."""
        return self.preview.declaratie if self.preview else None

    def body(self) -> ComposeResult:
        """Head, lines, totals."""
        yield Static(markup=False, id="head", classes="words")
        yield Table(rows.COLUMNS, empty=mark("Deze declaratie heeft geen regels."))
        yield Static(markup=False, id="totals", classes="words")

    def crumbs(self) -> Sequence[str]:
        """Its number or that it is a concept."""
        one = self.declaratie
        return (*super().crumbs(), said.name(one)) if one else super().crumbs()

    def context(self) -> str:
        """Its state."""
        one = self.declaratie
        return t(one.state.label) if one else t("wordt gelezen")

    def tabs(self) -> Sequence[Part]:
        """Where it stands in SnelStart."""
        one = self.declaratie
        if one is None:
            return ()
        parts: list[Part] = [said.order_cell(one)]
        if one.order_nummer:
            parts.append(f" · {t('order {nummer}', nummer=one.order_nummer)}")
        if self.preview and self.preview.warnings:
            parts.append(Cell(f"  {Sign.WARN} {len(self.preview.warnings)}", Tone.WARN))
        return [*parts, *self.approval_parts()]

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the file; nothing is asked of SnelStart."""
        if self.deleted:
            return
        opened = await self.open()
        preview = await opened.declaraties.preview(self.subject)
        self.post_message(self.Loaded(opened, await opened.read_at(), preview))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show it."""
        first = self.preview is None
        self.take(event)
        self.preview = preview = event.rows
        found = rows.rows_of(preview)
        self.lines = {str(row.positie): row for row in found}
        self.query_one("#head", Static).update(paragraphs(rows.head(preview)))
        self.query_one("#totals", Static).update(paragraphs([rows.totals(preview)]))
        self.show_rows(ListSource(found, key=lambda row: str(row.positie), cells=rows.cells,
                                  hit=lambda row: row.loss is not None))  # fmt: skip
        if first:
            self.table.focus()
            self.say(*said_before(preview))

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """The line under the cursor, after what became of the whole."""
        row = self.lines.get(event.key)
        preview = self.preview
        if preview is None:
            return
        if self.all_of_it or row is None:
            self.details.show(t("De hele order"), rows.whole(preview))
        else:
            title, lines = rows.line_details(row)
            self.details.show(title, [*self._became(preview.declaratie), *lines, *rows.whole(preview)])
        self.fresh()

    def action_warnings(self) -> None:
        """The whole order, or the line."""
        self.all_of_it = not self.all_of_it
        self.set_class(self.all_of_it, "-whole")
        self.table.tell()
        self.table.focus()

    def action_evidence(self) -> None:
        """The proof."""
        self.go("bewijs", subject=self.subject)

    def _became(self, declaratie: Declaratie) -> list[Line]:
        if self.result is not None:
            return said.result_lines(self.result)
        if declaratie.reason or not said.is_unsent(declaratie):
            return said.order_lines(declaratie)[1:]
        return []


def said_before(preview: Preview) -> tuple[Part, ...]:
    """What will happen, or what did."""
    if said.is_unsent(preview.declaratie):
        return (rows.post(preview),)
    return (Cell("→ ", Tone.ACCENT), said.next_step(preview.declaratie))
