"""From parts with tones to what Textual draws; data is made safe on the way and never read as markup."""

from collections.abc import Iterable

from textual.content import Content
from textual.style import Style

from screens.widgets.plain import plain
from screens.widgets.source import Cell
from screens.widgets.tones import Tone

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


def paragraphs(lines: Iterable[Line]) -> Content:
    """Lines below each other; each is a part or a tuple of parts."""
    return Content("\n").join([said(*line) if isinstance(line, tuple) else said(line) for line in lines])
