"""Progress as text and counts, a line a kind: records, pages, how quick, how long still; nothing moves by itself."""

from datetime import datetime

from textual.widgets import Static

from core.clock import Clock, system_clock
from core.domain.koppeling import Progress
from core.domain.running import Lane, Running
from core.text import t, tn
from screens.widgets.said import Line, paragraphs
from screens.widgets.source import Cell
from screens.widgets.times import span_text
from screens.widgets.tones import Sign, Tone


class ProgressLines(Static):
    """`told` takes a Progress from a worker on the same loop; `show` what runs elsewhere."""

    DEFAULT_CSS = "ProgressLines { height: auto; padding: 0 1; }"

    def __init__(self, clock: Clock = system_clock) -> None:
        super().__init__(markup=False)
        self.display = False
        self._clock = clock
        self._work: Running | None = None
        self._head: Line = ""
        self._drawn: list[Line] = []

    def clear(self) -> None:
        """Begin again."""
        self._work = None
        self.display = False

    def told(self, progress: Progress) -> None:
        """Draw how far it is."""
        now = self._clock()
        self.show((self._work or Running(now)).told(progress, now), now)

    def show(self, running: Running | None, now: datetime, head: Line = "") -> None:
        """Draw this work, under a line of its own if any; the same lines are not drawn twice."""
        self._work, self._head = running, head
        lines = self.lines(now)
        self.display = bool(lines)
        if lines != self._drawn:
            self._drawn = lines
            self.update(paragraphs(lines))

    def lines(self, now: datetime) -> list[Line]:
        """A line a kind, in the order in which they began."""
        if self._work is None:
            return []
        return [*([self._head] if self._head else []), *(_line(lane, now) for lane in self._work.lanes.values())]


def _line(lane: Lane, now: datetime) -> Line:
    sign = Cell(f"{Sign.GOOD} ", Tone.GOOD) if lane.is_over else Cell(f"{Sign.BUSY} ", Tone.BUSY)
    count = str(lane.done)
    if lane.total is not None and not lane.is_over:
        count = t("{n} van {total}", n=lane.done, total=lane.total)
    return (sign, f"{t(lane.kind):<21}", Cell(f"{count:>14}", Tone.STRONG), Cell(f"  {_pace(lane, now)}", Tone.DIM))


def _pace(lane: Lane, now: datetime) -> str:
    in_pages = 1 < lane.pages < lane.done
    said = [tn("{n} pagina", "{n} pagina's", lane.pages)] if in_pages else []
    if lane.rate is not None and not lane.is_over:
        left = lane.left(now)
        if rate := round(lane.rate):
            said.append(t("{n} per s", n=rate))
        said.append(t("duur onbekend") if left is None else t("nog {tijd}", tijd=span_text(left)))
    return " · ".join(said)
