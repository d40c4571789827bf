"""What the terminal shows, cell by cell, so that only the cells that changed are sent over a slow line.

Textual redraws whole widgets; `difference` takes its update, leaves out what is there already, and keeps the rest.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from rich.cells import cell_len
from rich.color import ColorSystem
from rich.console import Console
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.geometry import Size
from textual.strip import Strip

from tui.sgr import ESC, NONE, RESET, Look, carried, change, look_of

Cell = tuple[str, Look]
_UNKNOWN: Cell = ("\0", NONE)
_GAP = 4
"""Unchanged cells that cost less to send again than to jump over."""
_LEAST = 4
"""Lines that are worth scrolling."""
_JUMP, _MOVE = 16, 40
"""About the bytes of a jump with the look of what stands there, and of a scroll with the look of the fresh line."""


class Canvas:
    """The terminal as it is believed to be; `forget` when something else may have written on it."""

    def __init__(self) -> None:
        self._size = Size(0, 0)
        self._lines: list[list[Cell]] = []

    def forget(self) -> None:
        """Believe nothing: all that is drawn next is sent."""
        self._size, self._lines = Size(0, 0), []

    def fit(self, size: Size) -> None:
        """Another size is another terminal."""
        if size != self._size:
            self._size = size
            self._lines = [[_UNKNOWN] * size.width for _ in range(size.height)]

    def put(self, pieces: Iterable[tuple[int, int, Strip]], system: ColorSystem) -> str:
        """Draw strips at (x, y); answers what the terminal must be sent for it."""
        touched: dict[int, dict[int, Cell]] = {}
        for x, y, strip in pieces:
            if 0 <= y < len(self._lines):
                fresh = touched.setdefault(y, {})
                fresh.update(enumerate(_cells(strip, system), x))
        look, sent, below = NONE, [*self._scroll(touched)], -1
        for y, fresh in sorted(touched.items()):
            line = self._lines[y]
            for start, end in _runs(line, fresh):
                sent.append("\r\n" if start == 0 and y == below else f"{ESC}{y + 1};{start + 1}H")
                below = y + 1
                line[start:end] = [fresh[x] for x in range(start, end)]
                drawn, look = _stretch(line[start:end], look)
                sent += drawn
        if look != NONE:
            sent += [change(look, Look(look.flags, look.fore, look.back)), RESET]
        return "".join(sent)

    def _scroll(self, touched: dict[int, dict[int, Cell]]) -> Iterator[str]:
        """Let the terminal itself move lines by one, where that leaves less to send."""
        whole = {y: fresh for y, fresh in touched.items() if len(fresh) == self._size.width}
        for first, last in self._blocks(whole):
            here = sum(_cost(self._lines[y], whole[y]) for y in range(first, last + 1))
            for step in (1, -1):
                moved = range(first, last) if step > 0 else range(first + 1, last + 1)
                there = sum(_cost(self._lines[y + step], whole[y]) for y in moved) + self._size.width + _MOVE
                if here > there:
                    yield f"{ESC}{first + 1};{last + 1}r"
                    yield f"{ESC}{last + 1}H\x1bD" if step > 0 else f"{ESC}{first + 1}H\x1bM"
                    yield f"{ESC}r"
                    gone, fresh = (first, last) if step > 0 else (last, first)
                    del self._lines[gone]
                    self._lines.insert(fresh, [_UNKNOWN] * self._size.width)
                    break

    def _blocks(self, whole: dict[int, dict[int, Cell]]) -> Iterator[tuple[int, int]]:
        """Stretches of lines below each other, first and last, that begin and end with a change and are long enough."""
        for _, group in groupby(enumerate(sorted(whole)), lambda pair: pair[1] - pair[0]):
            block = [y for _, y in group]
            changed = [y for y in block if _cost(self._lines[y], whole[y])]
            if changed and changed[-1] - changed[0] + 1 >= _LEAST:
                yield changed[0], changed[-1]


class Sent(CompositorUpdate):
    """What goes to the terminal, as Textual takes it."""

    def __init__(self, text: str) -> None:
        self._text = text

    def render_segments(self, console: Console) -> str:
        """As it is."""
        del console
        return self._text

    def __rich__(self) -> str:
        """For who asks Rich to draw it."""
        return self._text


def difference(update: ChopsUpdate | LayoutUpdate, canvas: Canvas, size: Size, console: Console) -> Sent | None:
    """The update without what the terminal shows already; None when it shows all of it."""
    canvas.fit(size)
    system = ColorSystem[_SYSTEMS.get(console.color_system or "", "TRUECOLOR")]
    sent = canvas.put(_chops(update) if isinstance(update, ChopsUpdate) else _layout(update), system)
    return Sent(sent) if sent else None


_SYSTEMS = {"standard": "STANDARD", "256": "EIGHT_BIT"}


def _stretch(cells: Sequence[Cell], look: Look) -> tuple[list[str], Look]:
    """What to send for cells beside each other, from the look before them, and the look after them.

    A space keeps the look there is where that shows the same, and otherwise takes that of the text behind it.
    """
    behind: list[Look] = [NONE]
    for text, wanted in reversed(cells):
        behind.append(wanted if text.strip() else carried(behind[-1], wanted))
    sent = []
    for place, (text, wanted) in enumerate(cells):
        if not text:
            continue
        after = carried(look, wanted) if text == " " else wanted
        if text == " " and after != look:
            after = carried(behind[len(cells) - 1 - place], wanted)
        sent += [change(look, after), text]
        look = after
    return sent, look


def _cells(strip: Strip, system: ColorSystem) -> Iterator[Cell]:
    """A cell a column: a wide character is followed by an empty one, a mark without width joins the character before it."""
    for text, style, control in strip:
        if control:
            continue
        look, blank = look_of(style, system)
        if text.isascii():
            for character in text:
                yield (character, blank if character == " " else look)
            continue
        for cluster, width in _clusters(text):
            yield (cluster, blank if cluster == " " else look)
            for _ in range(width - 1):
                yield ("", look)


def _clusters(text: str) -> Iterator[tuple[str, int]]:
    held, width = "", 0
    for character in text:
        own = cell_len(character)
        if own and held:
            yield held, width
            held, width = "", 0
        held += character
        width += own
    if held:
        yield held, width


def _cost(line: list[Cell], fresh: dict[int, Cell]) -> int:
    """About how many bytes it takes to make a line so."""
    return sum(_JUMP + end - start for start, end in _runs(line, fresh))


def _runs(line: list[Cell], fresh: dict[int, Cell]) -> Iterator[tuple[int, int]]:
    """Stretches of cells to send: those that differ, begun at the character itself, with small gaps closed."""
    start = end = -1
    for x in sorted(fresh):
        if x >= len(line) or fresh[x] == line[x]:
            continue
        first = x
        while first and not fresh[first][0] and first - 1 in fresh:
            first -= 1
        if end >= 0 and first - end <= _GAP and all(place in fresh for place in range(end, first)):
            end = x + 1
            continue
        if end >= 0:
            yield start, end
        start, end = first, x + 1
    if end >= 0:
        yield start, end


def _chops(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, left, right in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x <= right and end > left:
                yield x, y, strip.crop(0, min(end, right) - x)


def _layout(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, strips in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in strips:
            yield x, y, strip
            x += strip.cell_length
