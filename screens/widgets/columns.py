"""Columns of a table and how they share a width: the least important one goes first, what is left over is shared out."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

GAP = 2
GUTTER = 3


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is the least it needs; `grow` its share of what is left over (0: none).

    `priority` 0 never goes; of the others the highest goes first. `label` is a msgid. `right` aligns amounts.
    """

    id: str
    label: str
    width: int
    priority: int = 0
    grow: int = 0
    right: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A column that is shown: its place among all columns and the cells it got."""

    column: Column
    index: int
    width: int


def place(columns: Sequence[Column], width: int, hidden: Collection[str] = ()) -> tuple[Placed, ...]:
    """The columns that fit in `width` cells, gutter included, in their order, without the `hidden` ones."""
    kept = [index for index, column in enumerate(columns) if column.id not in hidden] or [0]
    while len(kept) > 1 and _needed(columns, kept) > width:
        droppable = [index for index in kept if columns[index].priority]
        if not droppable:
            break
        kept.remove(max(droppable, key=lambda index: (columns[index].priority, index)))
    over = width - _needed(columns, kept)
    widths = {index: columns[index].width for index in kept}
    if over < 0:
        _shrink(widths, -over)
    shares = sum(columns[index].grow for index in kept)
    for index in kept:
        if over > 0 and columns[index].grow:
            extra = over * columns[index].grow // shares
            widths[index] += extra
            over -= extra
            shares -= columns[index].grow
    return tuple(Placed(columns[index], index, widths[index]) for index in kept)


def _needed(columns: Sequence[Column], kept: Sequence[int]) -> int:
    return GUTTER + sum(columns[index].width for index in kept) + GAP * (len(kept) - 1)


def _shrink(widths: dict[int, int], missing: int) -> None:
    """Take from the widest until it fits or nothing is left to take."""
    while missing > 0 and widths:
        widest = max(widths, key=lambda index: widths[index])
        if widths[widest] <= 1:
            return
        widths[widest] -= 1
        missing -= 1
