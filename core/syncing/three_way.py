"""The rule for one field: what both sides agreed on last, what Time On has, what SnelStart has. Pure.

Nothing that changed on both sides is overwritten, nothing that is there is blanked, and what differed when two klanten
were coupled is left as it was.
"""

from enum import Enum, auto

from core.domain.agreement import Agreed
from core.domain.partij import Side
from core.syncing.fields import Field


class Move(Enum):
    """What is to be done with a field."""

    NOTHING = auto()
    AGREE = auto()
    """Remember these two values as agreed; nothing is written to either side."""
    TO_SNELSTART = auto()
    TO_TIMEON = auto()
    CONFLICT = auto()
    OWNED = auto()
    """Changed on the side whose changes do not count for this field."""
    BLANKED = auto()
    """Made empty on one side: never carried to the other."""


def move(field: Field, timeon: str, snelstart: str, agreed: Agreed | None, owner: Side | None = None) -> Move:
    """What follows from these values. An empty value in Time On is unknown: its lists leave keys out."""
    if agreed is None:
        return Move.AGREE
    if field.same(timeon, snelstart):
        return Move.NOTHING if (timeon, snelstart) == (agreed.timeon, agreed.snelstart) else Move.AGREE
    left = bool(timeon.strip()) and not field.same(timeon, agreed.timeon)
    right = not field.same(snelstart, agreed.snelstart)
    if left and right:
        return Move.CONFLICT
    if left:
        return Move.TO_SNELSTART if owner is not Side.SNELSTART else Move.OWNED
    return _from_snelstart(snelstart, owner) if right else Move.NOTHING


def _from_snelstart(snelstart: str, owner: Side | None) -> Move:
    if not snelstart.strip():
        return Move.BLANKED
    return Move.TO_TIMEON if owner is not Side.TIMEON else Move.OWNED
