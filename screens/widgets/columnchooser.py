"""The columns of a table as rows: enter sorts by one and turns the order, space shows or hides it. Both at once, behind the box."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from core.text import mark, t
from screens import keymap
from screens.keymap import Action
from screens.widgets.columns import Column
from screens.widgets.lines import Key, KeyLine, RuleLine
from screens.widgets.source import Cell, Cells, ListSource
from screens.widgets.table import Table
from screens.widgets.tones import Tone

COLUMN_ACTIONS = keymap.register(
    "kolommen", (Action("close", "escape,b,O,q", mark("klaar"), mark("Terug naar de rijen.")),)
)
_COLUMNS = (Column("name", mark("Kolom"), 16, grow=1), Column("order", mark("Volgorde"), 9))


class ColumnsDialog(ModalScreen[None]):
    """Works on a table of another screen; a mark is a column that is shown."""

    DEFAULT_CSS = """
    ColumnsDialog { align: center middle; }
    ColumnsDialog > #box { width: 54; height: auto; max-height: 96%; padding: 0 1; }
    ColumnsDialog Table { height: auto; max-height: 14; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.plain_bindings(COLUMN_ACTIONS)]

    def __init__(self, table: Table) -> None:
        super().__init__()
        self._of = table

    def compose(self) -> ComposeResult:
        """Title, columns, keys."""
        with Vertical(id="box"):
            yield RuleLine(id="title")
            yield Table(_COLUMNS, markable=True)
            yield KeyLine()

    def on_mount(self) -> None:
        """As the table has them now."""
        self.query_one("#title", RuleLine).show((Cell(t("Kolommen"), Tone.ACCENT),))
        self.query_one(KeyLine).show(
            [Key("enter", t("sorteer")), Key(t("spatie"), t("toon of verberg")), Key("b", t("klaar"))]
        )
        rows = self.query_one(Table)
        rows.marks = {column.id: None for column in self._of.columns if column.id not in self._of.hidden}
        sorted_by = self._of.sorted_by
        rows.show(self._rows(), cursor=self._of.columns[sorted_by].id if sorted_by is not None else "")
        rows.styles.height = len(self._of.columns) + 1
        rows.focus()

    @on(Table.Chosen)
    async def sort(self, event: Table.Chosen) -> None:
        """By this column, or the other way around."""
        event.stop()
        place = [column.id for column in self._of.columns].index(event.key)
        turned = self._of.sorted_by == place and not self._of.reverse
        await self._of.sort_by(place, reverse=turned)
        self.query_one(Table).show(self._rows())

    @on(Table.Marked)
    def shown(self, event: Table.Marked) -> None:
        """Only what is marked; the last one stays."""
        event.stop()
        rows = self.query_one(Table)
        if not rows.marks:
            rows.marks = {self._of.columns[0].id: None}
            rows.forget()
        self._of.hide(column.id for column in self._of.columns if column.id not in rows.marks)

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """Of no concern to the screen below."""
        event.stop()

    def action_close(self) -> None:
        """Done."""
        self.dismiss()

    def _rows(self) -> ListSource[Column]:
        by, arrow = self._of.sorted_by, "↓" if self._of.reverse else "↑"

        def cells(column: Column) -> Cells:
            here = by is not None and self._of.columns[by] is column
            return (t(column.label) or column.id, Cell(arrow if here else "", Tone.ACCENT))

        return ListSource(self._of.columns, key=lambda column: column.id, cells=cells)
