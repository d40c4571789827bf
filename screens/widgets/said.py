"""From parts with tones to what Textual draws; data is made safe on the way and never read as markup."""

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style

from screens.widgets.plain import plain
from screens.widgets.source import Cell
from screens.widgets.tones import Tone

_DEARER = 1
"""Lines that standing below itself may cost: a long text takes the room of what comes after it."""
Part = str | Cell | Content
Line = Part | tuple[Part, ...]


def said(*parts: Part) -> Content:
    """One line of parts, one after the other; Content is taken as it is."""
    pieces = []
    for part in parts:
        if isinstance(part, Content):
            pieces.append(part)
            continue
        text, tone = (part, Tone.PLAIN) if isinstance(part, str) else (part.text, part.tone)
        pieces.append(Content.styled(plain(text), tone.style) if tone.style else Content(plain(text)))
    return Content.assemble(*pieces)


def link(address: str) -> Content:
    """An address that a terminal with OSC 8 opens, and any other shows whole."""
    return Content.styled(plain(address), Style(link=address))


def hung(lines: Iterable[Line], width: int) -> Content:
    """As `paragraphs`, wrapped to `width`: what follows a sign or a name in a column goes on below itself, not below that."""
    return Content("\n").join([piece for line in lines for piece in _wrapped(line, width)])


def _wrapped(line: Line, width: int) -> list[Content]:
    parts = line if isinstance(line, tuple) else (line,)
    whole, indent = said(*parts).wrap(width), _indent(parts, width)
    if not indent or len(whole) == 1:
        return whole
    head, rest = said(*parts[: indent[0]]), said(*parts[indent[0] :])
    first, *others = rest.wrap(width - indent[1])
    if len(others) + 1 - len(whole) > _DEARER:
        return whole
    return [Content.assemble(head, first), *(Content.assemble(" " * indent[1], other) for other in others)]


def _indent(parts: tuple[Part, ...], width: int) -> tuple[int, int] | None:
    """How many leading parts stand in a column of their own, and the cells that they take; None for a plain line."""
    found, taken = None, 0
    for place, part in enumerate(parts[:-1], 1):
        text = part.plain if isinstance(part, Content) else part if isinstance(part, str) else part.text
        taken += Content(plain(text)).cell_length
        if not text.endswith(" ") or text.endswith(": ") or taken > width * 2 // 3:
            break
        found = (place, taken)
    return found


def paragraphs(lines: Iterable[Line]) -> Content:
    """Lines below each other; each is a part or a tuple of parts."""
    return Content("\n").join([said(*line) if isinstance(line, tuple) else said(line) for line in lines])
