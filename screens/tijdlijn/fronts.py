"""A screen with several tables of which one is in front: it has the keys, and what is said is about its row."""

from __future__ import annotations

from typing import ClassVar

from textual import on

from screens.supporting import Supporting
from screens.widgets.table import Table


class Fronts(Supporting):
    """Subclasses set FRONTS, the ids of the tables with the one to begin with first, and write `explain`."""

    FRONTS: ClassVar[tuple[str, ...]]
    front: str = ""

    @property
    def table(self) -> Table:
        """The one that is shown."""
        return self.query_one(f"#{self.front or self.FRONTS[0]}", Table)

    def explain(self) -> None:
        """Show what there is to say of the row under the cursor."""
        raise NotImplementedError

    def show_front(self, front: str) -> None:
        """One of them in front."""
        self.front = front
        for one in self.FRONTS:
            self.query_one(f"#{one}", Table).display = one == front
        self.table.focus()
        self.explain()
        self.fresh()

    @on(Table.Moved)
    def moved(self, event: Table.Moved) -> None:
        """Another row."""
        if event.table.id == self.front:
            self.explain()
        self.fresh()
