"""What every screen does with the table in use: filter, copy, export, choose columns."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from decimal import Decimal

from textual import getters, on, work
from textual.screen import Screen
from textual.worker import Worker

from core.text import t, tn
from screens.shell import Shell, told
from screens.widgets.columnchooser import ColumnsDialog
from screens.widgets.dialogs import AskDialog, Choice
from screens.widgets.filtering import number_of
from screens.widgets.filterline import FilterLine
from screens.widgets.lines import HappenedLine
from screens.widgets.said import Part
from screens.widgets.source import Cell, Preparing
from screens.widgets.table import Table
from screens.widgets.tones import Sign, Tone

_SLICE = 250
"""Rows that are read and worded between two turns of the loop."""
_KINDS = {"c": "csv", "j": "json", "x": "xlsx"}


class Tabled(Screen[None]):
    """The half of a screen that is the same for every table; the table in use has the focus, or is the first."""

    SCREEN = ""
    FILTERS = True

    app = getters.app(Shell)
    _marks_told: tuple[Part, ...] = ()
    _sifting: Worker[None] | None = None

    @property
    def table(self) -> Table:
        """The screen's (first) table."""
        return self.query(Table).first()

    @property
    def table_in_use(self) -> Table | None:
        """The table that keys act on; None on a screen without."""
        if isinstance(self.focused, Table) and self.focused.display:
            return self.focused
        return next((one for one in self.query(Table) if one.display), None)

    def fresh(self) -> None:
        """Draw the lines around the work again."""

    def say_done(self, text: str) -> None:
        """Something succeeded."""
        del text

    def say(self, *parts: Part) -> None:
        """What just happened."""
        del parts

    def marks_said(self, table: Table) -> str | None:
        """What is marked comes to; None where the screen tells that in its own way."""
        return tn("{n} rij gemarkeerd.", "{n} rijen gemarkeerd.", len(table.marks))

    @on(Table.Marked)
    def marks_changed(self, event: Table.Marked) -> None:
        """How many rows the next key is for."""
        said = self.marks_said(event.table)
        if said is None:
            return
        if event.table.marks:
            self._marks_told = (Cell(f"{Sign.MARK} ", Tone.ACCENT), said)
            self.say(*self._marks_told)
        elif self.query_one(HappenedLine).parts == self._marks_told:
            self.say()
        self.fresh()

    def action_filter(self) -> None:
        """Type a filter."""
        if self.FILTERS and self.query(Table):
            self.query_one(FilterLine).start()

    def action_columns(self) -> None:
        """Sort, show and hide."""
        table = self.table_in_use
        if table is not None:
            self.app.push_screen(ColumnsDialog(table))

    @work
    async def action_copy(self) -> None:
        """The marked rows, or the one under the cursor: a line a row, cells parted by tabs."""
        table = self.table_in_use
        rows = await _texts(table, table.picked) if table is not None else []
        if rows:
            where = await self.app.copy("\n".join("\t".join(row) for row in rows))
            self.say_done(t("{n} gekopieerd: {where}.", n=len(rows), where=where))

    @work
    @told
    async def action_export(self) -> None:
        """The marked rows, or all that are shown, in the form that is asked for."""
        table = self.table_in_use
        if table is None or table.source is None or not table.count:
            return
        source = table.source
        keys = list(table.marks) or [source.key(index) for index in range(table.count)]
        title = tn("{n} rij bewaren als", "{n} rijen bewaren als", len(keys))
        choices = [Choice("c", "CSV"), Choice("j", "JSON"), Choice("x", "Excel")]
        answer = await self.app.push_screen_wait(AskDialog(title, (), choices))
        if not answer:
            return
        headings = [t(column.label) or column.id for column in table.columns]
        where = await self.app.export(self.SCREEN, _KINDS[answer], headings, await _values(table, keys))
        self.say_done(tn("{n} rij bewaard in {where}", "{n} rijen bewaard in {where}", len(keys), where=where))

    def filtered(self) -> None:
        """The rows that are shown are those of another filter."""

    @on(FilterLine.Typed)
    def filter_typed(self) -> None:
        """Filter as one types; of letters that come faster than thousands of rows are looked through, the last counts."""
        if self._sifting is None or self._sifting.is_finished:
            self._sifting = self._look()

    @on(FilterLine.Left)
    async def filter_left(self) -> None:
        """Back to the rows, once they are those that were asked for: keys that came meanwhile are for these."""
        if self._sifting is not None and not self._sifting.is_finished:
            await self._sifting.wait()
        self.table.focus()
        self.fresh()

    @work(group="filter")
    async def _look(self) -> None:
        """Until the rows are those of the filter as it stands; what can't be meant is told, and they stay as they were."""
        line = self.query_one(FilterLine)
        asked = None
        while asked != line.filter:
            asked = line.filter
            await asyncio.sleep(self.app.calm)
            if asked != line.filter:
                continue
            problem = await self.table.filter_beside(asked)
        line.tell(problem)
        self.filtered()
        self.fresh()


async def _texts(table: Table, keys: Sequence[str]) -> list[list[str]]:
    """A slice at a time: other keys have their turn between."""
    source = table.source
    if source is None:
        return []
    texts: list[list[str]] = []
    for at in range(0, len(keys), _SLICE):
        places = [place for key in keys[at : at + _SLICE] if (place := source.index(key)) is not None]
        if isinstance(source, Preparing):
            await source.ready_to_read(places)
        texts += [[_text(cell) for cell in source.cells(place)] for place in places]
        await asyncio.sleep(0)
    return texts


async def _values(table: Table, keys: Sequence[str]) -> list[list[str | Decimal]]:
    """Amounts, which stand right, as numbers."""
    rows = await _texts(table, keys)
    return [
        [_value(cell, right=column.right) for column, cell in zip(table.columns, row, strict=False)] for row in rows
    ]


def _value(text: str, *, right: bool) -> str | Decimal:
    found = number_of(text) if right and "," in text else None
    return text if found is None else found


def _text(cell: str | Cell) -> str:
    return cell if isinstance(cell, str) else cell.text
