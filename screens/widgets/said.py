"""From parts with tones to what Textual draws; data is made safe on the way and never read as markup."""

from collections.abc import Iterable

from textual.content import Content

from screens.widgets.plain import plain
from screens.widgets.source import Cell
from screens.widgets.tones import Tone

Part = str | Cell
Line = Part | tuple[Part, ...]


def said(*parts: Part) -> Content:
    """One line of parts, one after the other."""
    pieces = []
    for part in parts:
        text, tone = (part, Tone.PLAIN) if isinstance(part, str) else (part.text, part.tone)
        pieces.append(Content.styled(plain(text), tone.style) if tone.style else Content(plain(text)))
    return Content.assemble(*pieces)


def paragraphs(lines: Iterable[Line]) -> Content:
    """Lines below each other; each is a part or a tuple of parts."""
    return Content("\n").join([said(*line) if isinstance(line, tuple) else said(line) for line in lines])
