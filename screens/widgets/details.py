"""The lower third: everything about the row under the cursor, always there, beside the work on a wide terminal."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from screens.widgets.lines import RuleLine
from screens.widgets.said import Line, paragraphs
from screens.widgets.source import Cell
from screens.widgets.tones import Tone


class Details(Vertical):
    """A titled pane of lines. It never takes the focus; what does not fit is cut."""

    DEFAULT_CSS = """
    Details { height: 8; }
    Details > VerticalScroll { padding: 0 1; scrollbar-size: 0 0; }
    Details Static { height: auto; }
    """

    def __init__(self, *, id: str = "details") -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._shown: tuple[str, tuple[Line, ...]] | None = None

    def compose(self) -> ComposeResult:
        """A rule with the title, then the lines."""
        yield RuleLine()
        with VerticalScroll(can_focus=False):
            yield Static(markup=False)

    def show(self, title: str, lines: Iterable[Line]) -> None:
        """Draw when something changed."""
        fresh = (title, tuple(lines))
        if fresh != self._shown:
            self._shown = fresh
            self.query_one(RuleLine).show((Cell(title, Tone.STRONG),) if title else ())
            self.query_one(Static).update(paragraphs(fresh[1]))

    @property
    def text(self) -> str:
        """Title and lines as they are drawn."""
        title, lines = self._shown or ("", ())
        return f"{title}\n{paragraphs(lines).plain}"
