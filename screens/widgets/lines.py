"""The lines around the work: where one is, the rule with its tabs, what just happened, the keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.widget import Widget

from screens.widgets.plain import plain
from screens.widgets.said import Part, said
from screens.widgets.source import Cell
from screens.widgets.tones import Tone

RULE = "─"
_BESIDE = 24
"""The least room in which words beside what happened still say something."""
_LEAST = 6


class TopLine(Widget):
    """The breadcrumb on the left; what is open and the clock on the right."""

    DEFAULT_CSS = "TopLine { height: 1; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__(id="top")
        self._crumbs: tuple[str, ...] = ()
        self._right = ""

    def show(self, crumbs: Sequence[str], right: str) -> None:
        """Draw when something changed; an idle clock sends nothing."""
        if (tuple(crumbs), right) != (self._crumbs, self._right):
            self._crumbs, self._right = tuple(crumbs), right
            self.refresh()

    def render(self) -> Content:
        """Both ends; the breadcrumb gives way, and of it the longest name before where one is."""
        width = self.size.width
        right = plain(self._right)
        room = width - Content(right).cell_length - 1
        crumbs = _fitting([plain(crumb) for crumb in self._crumbs if crumb], room)
        left = Content.styled(crumbs, Tone.ACCENT.style).truncate(max(room, 1), ellipsis=True)
        return Content.assemble(left, " " * max(room + 1 - left.cell_length, 1), Content.styled(right, Tone.DIM.style))


def _fitting(crumbs: list[str], room: int) -> str:
    """The crumbs in one line, the longest but the last shortened when that makes it fit."""
    text = " › ".join(crumbs)
    over = Content(text).cell_length - room
    if over <= 0 or len(crumbs) == 1:
        return text
    longest = max(range(len(crumbs) - 1), key=lambda at: Content(crumbs[at]).cell_length)
    least = max(Content(crumbs[longest]).cell_length - over, _LEAST)
    crumbs[longest] = Content(crumbs[longest]).truncate(least, ellipsis=True).plain
    return " › ".join(crumbs)


class RuleLine(Widget):
    """A rule with parts on the left and a word on the right."""

    DEFAULT_CSS = "RuleLine { height: 1; }"

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self._left: tuple[Part, ...] = ()
        self._right = ""

    def show(self, left: Sequence[Part] = (), right: str = "") -> None:
        """Draw these; empty for a bare rule."""
        if (tuple(left), right) != (self._left, self._right):
            self._left, self._right = tuple(left), right
            self.refresh()

    def render(self) -> Content:
        """The rule over the whole width."""
        width = self.size.width
        right = said(Cell(f" {self._right} ", Tone.DIM), Cell(RULE * 2, Tone.DIM)) if self._right else Content("")
        room = width - right.cell_length
        left = Content("")
        if self._left:
            left = Content.assemble(Content.styled(f"{RULE} ", Tone.DIM.style), said(*self._left), " ")
            left = left.truncate(max(room, 1), ellipsis=True)
        return Content.assemble(left, Content.styled(RULE * max(room - left.cell_length, 0), Tone.DIM.style), right)


class HappenedLine(Widget):
    """What just happened, or what is marked."""

    DEFAULT_CSS = "HappenedLine { height: 1; padding: 0 1; }"

    def __init__(self, *, id: str = "happened") -> None:  # noqa: A002 - Textual's word
        super().__init__(id=id)
        self.parts: tuple[Part, ...] = ()
        self._beside = ("", "")

    def beside(self, text: str, short: str = "") -> None:
        """Say this on the right, where there is room; else `short`, where there is room for that."""
        if (text, short) != self._beside:
            self._beside = (text, short)
            self.refresh()

    def show(self, *parts: Part) -> None:
        """Say it until something else happens."""
        if parts != self.parts:
            self.parts = parts
            self.refresh()

    @property
    def text(self) -> str:
        """What it says."""
        return said(*self.parts).plain

    def render(self) -> Content:
        """One line of it; what stands beside it gives way."""
        width = max(self.size.width, 1)
        left = said(*self.parts).truncate(width, ellipsis=True)
        room = width - left.cell_length - 2 * bool(left.cell_length)
        text, short = (Content.styled(plain(one), Tone.DIM.style) for one in self._beside)
        right = (text if room >= _BESIDE else short).truncate(max(room, 0), ellipsis=True)
        if not right.cell_length or room < short.cell_length:
            return left
        return Content.assemble(left, " " * (width - left.cell_length - right.cell_length), right)


@dataclass(frozen=True, slots=True)
class Key:
    """A key in the footer; grey when it can't be pressed now."""

    key: str
    label: str
    grey: bool = False


class KeyLine(Widget):
    """The keys. What does not fit goes: of `last` all but its first, then the others from the end."""

    DEFAULT_CSS = "KeyLine { height: 1; padding: 0 1; }"

    def __init__(self) -> None:
        super().__init__(id="keys")
        self._keys: tuple[Key, ...] = ()
        self._last: tuple[Key, ...] = ()

    def show(self, keys: Sequence[Key], last: Sequence[Key] = ()) -> None:
        """Draw when something changed."""
        if (tuple(keys), tuple(last)) != (self._keys, self._last):
            self._keys, self._last = tuple(keys), tuple(last)
            self.refresh()

    def render(self) -> Content:
        """As many as fit."""
        drawn, last = [_drawn(key) for key in self._keys], [_drawn(key) for key in self._last]
        while len(last) > 1 and _width([*drawn, *last]) > self.size.width:
            last.pop()
        while drawn and _width([*drawn, *last]) > self.size.width:
            drawn.pop()
        return Content("  ").join([*drawn, *last])


def _drawn(key: Key) -> Content:
    tone = Tone.DIM if key.grey else Tone.ACCENT
    return said(Cell(key.key, tone), Cell(f" {key.label}", Tone.DIM if key.grey else Tone.PLAIN))


def _width(keys: Sequence[Content]) -> int:
    return sum(key.cell_length + 2 for key in keys) - 2
