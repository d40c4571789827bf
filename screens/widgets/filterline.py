"""Line 2: a rule that carries tabs and the filter, and becomes an input while a filter is typed."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Label

from core.text import mark, t
from screens import keymap
from screens.keymap import Action
from screens.widgets.fields import field
from screens.widgets.lines import RuleLine
from screens.widgets.plain import plain
from screens.widgets.said import Part
from screens.widgets.tones import Sign

FILTER_ACTIONS = keymap.register(
    "filterregel",
    (Action("drop", "escape,ctrl+g", mark("laat los"), mark("Laat het filter los.")),),
)


class FilterLine(Horizontal):
    """Tells `Typed` at every change and `Left` when the typing is over; esc lets the filter go, enter keeps it."""

    DEFAULT_CSS = """
    FilterLine { height: 1; }
    FilterLine > Label { width: 3; padding: 0 0 0 1; display: none; }
    FilterLine > Input { width: 1fr; display: none; }
    FilterLine > #wrong { width: auto; max-width: 60%; height: 1; padding: 0 1; color: $tone-bad; display: none; }
    FilterLine.-wrong.-typing > #wrong { display: block; }
    FilterLine.-typing > RuleLine { display: none; }
    FilterLine.-typing > Label, FilterLine.-typing > Input { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*keymap.plain_bindings(FILTER_ACTIONS)]

    class Typed(Message):
        """The filter is now this."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Left(Message):
        """The typing is over; the filter stays."""

    def __init__(self) -> None:
        super().__init__(id="rule")
        self.filter = ""
        self._left: tuple[Part, ...] = ()
        self._count = ""
        self._filters = True
        self.problem = ""

    def compose(self) -> ComposeResult:
        """The rule, and the input that takes its place."""
        yield RuleLine()
        yield Label("/", markup=False)
        box = field(id="filter")
        box.can_focus = False
        yield box
        yield Label(id="wrong", markup=False)

    def tell(self, problem: str) -> None:
        """What can't be meant in what was typed; empty when all of it can."""
        if problem != self.problem:
            self.problem = problem
            self.set_class(bool(problem), "-wrong")
            self.query_one("#wrong", Label).update(f"{Sign.BAD} {plain(problem)}" if problem else "")
            self._draw()

    def show(self, left: Sequence[Part], count: str = "", *, filters: bool = True) -> None:
        """Parts for the left; `count` stands behind the filter, `12 van 140`; without `filters` the rule is bare."""
        self._left, self._count, self._filters = tuple(left), count, filters
        self._draw()

    def start(self) -> None:
        """Begin to type."""
        self.add_class("-typing")
        box = self.query_one(Input)
        box.value = self.filter
        box.can_focus = True
        self.screen.set_focus(box)

    def clear(self) -> None:
        """Let the filter go."""
        if self.filter:
            self.filter = ""
            self.tell("")
            self.post_message(self.Typed(""))
        self._end()

    def action_drop(self) -> None:
        """Esc: no filter."""
        self.clear()

    @on(Input.Changed)
    def typed(self, event: Input.Changed) -> None:
        """Every letter counts at once."""
        event.stop()
        if self.has_class("-typing") and event.value != self.filter:
            self.filter = event.value
            self.post_message(self.Typed(event.value))

    @on(Input.Submitted)
    def kept(self, event: Input.Submitted) -> None:
        """Enter: keep it."""
        event.stop()
        self._end()

    def _end(self) -> None:
        if self.has_class("-typing"):
            self.remove_class("-typing")
            self.query_one(Input).can_focus = False
            self.post_message(self.Left())
        self._draw()

    def _draw(self) -> None:
        right = t("{algemeen.filter} filter") if self._filters else ""
        if self.filter:
            right = f"/ {self.filter}  {self.problem or self._count}".rstrip()
        self.query_one(RuleLine).show(self._left, right)
