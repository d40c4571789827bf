"""Rows in a viewport: only what is visible is asked for and drawn, and what was drawn is kept as Strips."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from core.text import mark, t
from screens.widgets import drawing
from screens.widgets.columns import Column, Placed, place
from screens.widgets.source import Source
from screens.widgets.tones import Tone

HEADER = 1
_CACHED = 4096
_ARROW = 2
_NONE = mark("Het filter laat geen rij door; {filterregel.drop} laat het los.")


class Rows(ScrollView, can_focus=True):
    """The half of the table that draws: columns, source, cursor and marks; `moved` and `tell` are called when the cursor is elsewhere."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "rows--header", "rows--cursor", "rows--gutter", *(f"rows--{tone.value}" for tone in Tone),
    }  # fmt: skip

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        empty: str = "",
        none: str = "",
        id: str | None = None,  # noqa: A002 - Textual's word
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.empty = empty
        self.none = none or _NONE
        self.source: Source | None = None
        self.marks: dict[str, None] = {}
        self.cursor = 0
        self.sorted_by: int | None = None
        self.reverse = False
        self.hidden: frozenset[str] = frozenset()
        self.placed: tuple[Placed, ...] = ()
        self._placed_for: tuple[int, tuple[int, ...]] = (-1, ())
        self._styles: dict[str, Style] = {}
        self._strips: LRUCache[tuple[int, int, bool, bool, bool], Strip] = LRUCache(_CACHED)

    @property
    def count(self) -> int:
        """Rows that are shown."""
        return self.source.count() if self.source else 0

    @property
    def key(self) -> str:
        """The key of the row under the cursor; empty without rows."""
        return self.source.key(self.cursor) if self.source and self.cursor < self.source.count() else ""

    @property
    def visible_rows(self) -> int:
        """Rows that fit below the header."""
        return max(self.scrollable_content_region.height - HEADER, 1)

    def go(self, index: int) -> None:
        """Put the cursor on a row, as near as there is one."""
        self._put(index)
        self.moved()

    def moved(self) -> None:
        """The cursor was put somewhere by a key."""

    def tell(self) -> None:
        """The cursor stands where it stands, on other rows or in another order."""

    def take(self, wanted: str) -> None:
        """Rows or order changed: find the cursor's key again and draw everything."""
        found = self.source.index(wanted) if self.source and wanted else None
        self.virtual_size = Size(0, self.count + HEADER)
        self.forget()
        self._put(self.cursor if found is None else found)
        self.tell()

    def hide(self, hidden: Iterable[str]) -> None:
        """Leave these columns out, by id; one always stays."""
        self.hidden, self._placed_for = frozenset(hidden), (-1, ())
        self.forget()

    def forget(self) -> None:
        """Draw everything afresh."""
        self._strips.clear()
        self.refresh()

    def redraw(self, index: int) -> None:
        """Draw one row afresh."""
        self.refresh(Region(0, index - self.scroll_offset.y + HEADER, self.size.width, 1))

    def render_line(self, y: int) -> Strip:
        """A line of the viewport: the header, a row, or nothing."""
        width = self.scrollable_content_region.width
        if y == 0 or width != self._placed_for[0]:
            self._place(width)
        styles = self._named_styles()
        if y == 0:
            by = self.columns[self.sorted_by].id if self.sorted_by is not None else ""
            return drawing.header(self.placed, width, styles, by, reverse=self.reverse)
        index = y - HEADER + self.scroll_offset.y
        if self.source is None or index >= self.count:
            text = self._nothing() if self.source is not None and not self.count and y == HEADER else ""
            return drawing.line(text, width, styles["blank"])
        cursor, marked = index == self.cursor, self.source.key(index) in self.marks
        known = (index, width, cursor, marked, self.has_focus)
        strip = self._strips.get(known)
        if strip is None:
            cells = self.source.cells(index)
            strip = drawing.row(self.placed, cells, width, styles, cursor=cursor, marked=marked, active=self.has_focus)
            self._strips[known] = strip
        return strip

    def _nothing(self) -> str:
        """Why there are no rows: there are none, or the filter lets none through."""
        return t(self.none if self.source is not None and self.source.total() else self.empty)

    def notify_style_update(self) -> None:
        """Another theme: draw afresh."""
        super().notify_style_update()
        self._styles = {}
        self._strips.clear()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._into_view()

    def on_focus(self) -> None:
        """Show the cursor row as active."""
        self.redraw(self.cursor)

    def on_blur(self) -> None:
        """Show the cursor row as waiting."""
        self.redraw(self.cursor)

    def _place(self, width: int) -> None:
        """Share the width out; no heading is cut, in whatever language, and the sorted one has room for its arrow."""
        headings = [
            cell_len(t(column.label)) + _ARROW * (place == self.sorted_by) for place, column in enumerate(self.columns)
        ]
        least = tuple(max(column.width, heading) for column, heading in zip(self.columns, headings, strict=True))
        if (width, least) != self._placed_for:
            columns = [replace(column, width=cells) for column, cells in zip(self.columns, least, strict=True)]
            self.placed, self._placed_for = place(columns, width, self.hidden), (width, least)
            self._strips.clear()

    def _put(self, index: int) -> None:
        last = max(self.count - 1, 0)
        before, self.cursor = self.cursor, min(max(index, 0), last)
        if self.cursor != before:
            self.redraw(before)
            self.redraw(self.cursor)
        self._into_view()

    def _into_view(self) -> None:
        if self.size.height == 0:
            return
        top, visible = self.scroll_offset.y, self.visible_rows
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= top + visible:
            self.scroll_to(y=self.cursor - visible + 1, animate=False, immediate=True)

    def _named_styles(self) -> dict[str, Style]:
        if not self._styles:
            own = self.rich_style
            named = {
                name.removeprefix("rows--"): self.get_component_rich_style(name, partial=True)
                for name in self.COMPONENT_CLASSES
                if name.startswith("rows--")
            }
            self._styles = named | {name: own + named[name] for name in ("plain", "cursor", "header")}
            self._styles[Tone.DIM.value] = Style(color=named[Tone.DIM.value].color)
            self._styles["blank"] = self._styles["plain"] + self._styles[Tone.DIM.value]
        return self._styles
