"""A list that can only be read: rows by id, shown as they come from the file, the one under the cursor explained below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Protocol, TypeVar

from textual import on, work
from textual.app import ComposeResult

from core.text import t
from screens.base import told
from screens.registreren import ListScreen
from screens.widgets.columns import Column
from screens.widgets.source import Cells, ListSource
from screens.widgets.table import Table

if TYPE_CHECKING:
    from core.service import Service
    from core.service.opened import Opened


class HasId(Protocol):
    """A row that can be found back."""

    @property
    def id(self) -> str:
        """Its id."""


Row = TypeVar("Row", bound=HasId)


class ReadingScreen(ListScreen, Generic[Row]):
    """Subclasses set COLUMNS and EMPTY, and write `fetch`, `counted`, `explain`, `cells_of` and `order_of`."""

    COLUMNS: ClassVar[Sequence[Column]] = ()
    EMPTY: ClassVar[str] = ""

    def __init__(self, service: Service, koppeling: str = "", subject: str = "") -> None:
        super().__init__(service, koppeling, subject)
        self.rows: dict[str, Row] | None = None

    async def fetch(self, opened: Opened) -> Sequence[Row]:
        """The rows, from the file."""
        raise NotImplementedError

    def counted(self, n: int) -> str:
        """How many there are, in words."""
        raise NotImplementedError

    def explain(self, row: Row | None) -> None:
        """Show what there is to say of the row under the cursor."""
        raise NotImplementedError

    def cells_of(self, row: Row) -> Cells:
        """What stands in the columns."""
        raise NotImplementedError

    def order_of(self, row: Row, column: int) -> Any:
        """What a column sorts by."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """The list."""
        yield Table(self.COLUMNS, markable=True, empty=self.EMPTY)

    def context(self) -> str:
        """How many, how old."""
        if self.rows is None:
            return t("wordt gelezen")
        return f"{self.counted(len(self.rows))} · {self.freshness()}"

    @property
    def row(self) -> Row | None:
        """The one under the cursor."""
        return (self.rows or {}).get(self.table.key)

    @work(exclusive=True, group="load")
    @told
    async def reload(self) -> None:
        """From the file."""
        opened = await self.open()
        self.post_message(self.Loaded(opened, await opened.read_at(), await self.fetch(opened)))

    @on(ListScreen.Loaded)
    def loaded(self, event: ListScreen.Loaded) -> None:
        """Show them."""
        first = self.rows is None
        self.take(event)
        found: Sequence[Row] = event.rows
        self.rows = {one.id: one for one in found}
        self.show_rows(ListSource(found, key=lambda one: one.id, cells=self.cells_of, order=self.order_of))
        if first:
            self.table.focus()

    @on(Table.Moved)
    def moved(self) -> None:
        """Another row is under the cursor."""
        self.explain(self.row)
        self.fresh()
