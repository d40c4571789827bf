"""Progress as text and a count, a line a kind; what ended is marked, nothing moves by itself."""

from textual.widgets import Static

from core.domain.koppeling import Progress
from core.text import t
from screens.widgets.said import Line, paragraphs
from screens.widgets.source import Cell
from screens.widgets.tones import Sign, Tone


class ProgressLines(Static):
    """`told` takes a Progress from a worker on the same loop."""

    DEFAULT_CSS = "ProgressLines { height: auto; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.display = False
        self._known: dict[str, Progress] = {}

    def clear(self) -> None:
        """Begin again."""
        self._known = {}
        self.display = False

    def told(self, progress: Progress) -> None:
        """Draw how far it is."""
        self._known[progress.kind] = progress
        self.display = True
        self.update(paragraphs(self.lines()))

    def lines(self) -> list[Line]:
        """A line a kind, in the order in which they began."""
        return [_line(one) for one in self._known.values()]


def _line(progress: Progress) -> Line:
    done = progress.total is not None and progress.done >= progress.total
    sign = Cell(f"{Sign.GOOD} ", Tone.GOOD) if done else Cell(f"{Sign.BUSY} ", Tone.BUSY)
    count = str(progress.done)
    if progress.total is not None and not done:
        count = t("{n} van {total}", n=progress.done, total=progress.total)
    return (sign, f"{t(progress.kind):<28}", Cell(f"{count:>8}", Tone.STRONG))
