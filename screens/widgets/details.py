"""The lower third: everything about the row under the cursor, always there, beside the work on a wide terminal."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from screens.widgets.lines import RuleLine
from screens.widgets.said import Line, hung, paragraphs
from screens.widgets.source import Cell
from screens.widgets.tones import Tone


class Lines(Widget):
    """Lines in the room there is; drawing others costs no new layout."""

    DEFAULT_CSS = "Lines { height: 1fr; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[Line, ...] = ()

    def show(self, lines: Iterable[Line]) -> None:
        """Draw these instead."""
        self._lines = tuple(lines)
        self.refresh()

    def render(self) -> Content:
        """Wrapped to the width; what does not fit is cut."""
        return hung(self._lines, max(self.size.width, 1))


class Details(Vertical):
    """A titled pane of lines. It never takes the focus."""

    DEFAULT_CSS = "Details { height: 8; }"

    class Resized(Message):
        """There is other room: whoever laid lines out for a width does so again."""

    def __init__(self, *, id: str = "details") -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._shown: tuple[str, tuple[Line, ...]] | None = None
        self._place = ""

    def compose(self) -> ComposeResult:
        """A rule with the title, then the lines."""
        yield RuleLine()
        yield Lines()

    def on_resize(self) -> None:
        """Say so, the first time too: rows may be told of before this was laid out."""
        self.post_message(self.Resized())

    def show(self, title: str, lines: Iterable[Line]) -> None:
        """Draw when something changed."""
        fresh = (title, tuple(lines))
        if fresh != self._shown:
            self._shown = fresh
            self.query_one(Lines).show(fresh[1])
            self._rule()

    def place(self, text: str) -> None:
        """Which of how many rows this is; no bar beside the rows has to be drawn for it."""
        if text != self._place:
            self._place = text
            self._rule()

    @property
    def text(self) -> str:
        """Title and lines, whole."""
        title, lines = self._shown or ("", ())
        return f"{title}\n{paragraphs(lines).plain}"

    def _rule(self) -> None:
        title = self._shown[0] if self._shown else ""
        self.query_one(RuleLine).show((Cell(title, Tone.STRONG),) if title else (), self._place)
