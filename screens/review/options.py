"""With whom a row could be coupled: the pairs of a knot, the near matches of a single or a pair."""

from dataclasses import dataclass
from itertools import product

from core.domain.match import MatchRow, MatchState
from core.domain.partij import Partij, Side
from core.text import mark, t
from screens.widgets.columns import Column
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Tone

MOST = 200

COLUMNS = (
    Column("timeon", mark("Time On"), 16, grow=1),
    Column("timeon_nr", mark("nr"), 7, priority=1),
    Column("snelstart", mark("SnelStart"), 16, grow=1),
    Column("snelstart_nr", mark("nr"), 7, priority=2),
    Column("score", mark("Lijkt"), 5, right=True),
)


@dataclass(frozen=True, slots=True)
class Option:
    """Two that could be one; `score` None where no name was compared."""

    timeon: Partij
    snelstart: Partij
    score: int | None = None

    @property
    def key(self) -> str:
        """Both ids."""
        return f"{self.timeon.id}={self.snelstart.id}"


def options(row: MatchRow) -> list[Option]:
    """What enter offers on this row; nothing when there is nothing to choose."""
    if row.state is MatchState.KNOT:
        pairs = list(product(row.timeon, row.snelstart))[:MOST]
        return sorted((Option(left, right) for left, right in pairs), key=lambda one: _apart(one.timeon, one.snelstart))
    found = []
    for candidate in row.candidates:
        made = pair(row, candidate.partij, candidate.score)
        if made is not None:
            found.append(made)
    return found


def pair(row: MatchRow, other: Partij, score: int | None = None) -> Option | None:
    """The row's own klant with `other`, who stands on the side across."""
    own = row.left if other.side is Side.SNELSTART else row.right
    if own is None:
        return None
    return Option(own, other, score) if own.side is Side.TIMEON else Option(other, own, score)


def cells(option: Option) -> Cells:
    """As a line of the choice list."""
    score = "" if option.score is None else str(option.score)
    left, right = option.timeon, option.snelstart
    return (
        left.naam or t("(zonder naam)"),
        left.nummer,
        right.naam or t("(zonder naam)"),
        right.nummer,
        Cell(score, Tone.STRONG),
    )


def _apart(timeon: Partij, snelstart: Partij) -> tuple[bool, bool, str, str]:
    return (timeon.naam != snelstart.naam, timeon.nummer != snelstart.nummer, timeon.id, snelstart.id)
