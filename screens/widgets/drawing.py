"""Rows of a table as Strips: the same cells for the same data, whatever the data holds."""

from collections.abc import Mapping, Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from core.text import t
from screens.widgets.columns import GAP, GUTTER, Placed
from screens.widgets.plain import fit
from screens.widgets.source import Cells
from screens.widgets.tones import Sign, Tone

Styles = Mapping[str, Style]


def header(placed: Sequence[Placed], width: int, styles: Styles, sorted_by: str, *, reverse: bool) -> Strip:
    """The labels; the sorted column carries an arrow."""
    parts = []
    for one in placed:
        label = t(one.column.label)
        if one.column.id == sorted_by:
            label = f"{label} {'↓' if reverse else '↑'}"
        parts.append(fit(label, one.width, right=one.column.right))
    text = fit(" " * GUTTER + (" " * GAP).join(parts), width)
    return Strip([Segment(text, styles["header"])], width)


def row(
    placed: Sequence[Placed], cells: Cells, width: int, styles: Styles, *, cursor: bool, marked: bool, active: bool
) -> Strip:
    """One row: mark, cursor, cells. The cursor shows without colour; `active` tells whether the table has the focus.

    What is dim elsewhere is not dim below the cursor: there it is read.
    """
    base = styles["cursor"] if cursor and active else styles["plain"]
    segments = [Segment(Sign.MARK if marked else " ", base + styles["gutter"])]
    segments.append(Segment(f"{Sign.CURSOR if cursor else ' '} ", base))
    taken = GUTTER
    for number, one in enumerate(placed):
        cell = cells[one.index]
        text, tone = (cell, Tone.PLAIN) if isinstance(cell, str) else (cell.text, cell.tone)
        drawn = fit(text, one.width, right=one.column.right)
        if number < len(placed) - 1:
            drawn += " " * GAP
        taken += one.width + (GAP if number < len(placed) - 1 else 0)
        flat = tone is Tone.PLAIN or (cursor and tone is Tone.DIM)
        segments.append(Segment(drawn, base if flat else base + styles[tone.value]))
    if taken < width:
        segments.append(Segment(" " * (width - taken), base))
    return Strip(segments, max(taken, width)).simplify().crop(0, width)


def line(text: str, width: int, style: Style) -> Strip:
    """A sentence on a line of its own."""
    return Strip([Segment(fit(" " * GUTTER + text, width), style)], width)
