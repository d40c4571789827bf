"""With whom a row could be coupled: the pairs of a knot, the near matches of a single or a pair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product

from core.domain.match import MatchRow, MatchState
from core.domain.partij import Partij, Side
from core.matching import proposal
from core.matching.contact import compare
from core.matching.decisions import FIELD_LABELS
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
    Column("agree", mark("Gelijk"), 16, priority=3),
    Column("differ", mark("Anders"), 16, priority=4),
)


@dataclass(frozen=True, slots=True)
class Option:
    """Two that could be one; `score` None where no name was compared. `agree` and `differ` are names of fields."""

    timeon: Partij
    snelstart: Partij
    score: int | None = None
    agree: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Both ids."""
        return f"{self.timeon.id}={self.snelstart.id}"

    @property
    def pair(self) -> tuple[Partij, Partij]:
        """Time On's first."""
        return self.timeon, self.snelstart

    def shares_with(self, other: "Option") -> bool:
        """Whether one klant stands in both, so that only one of the two can be."""
        return self.timeon.id == other.timeon.id or self.snelstart.id == other.snelstart.id


def options(row: MatchRow) -> list[Option]:
    """What enter offers on this row; nothing when there is nothing to choose."""
    if row.state is MatchState.KNOT:
        pairs = list(product(row.timeon, row.snelstart))[:MOST]
        members = (Option(left, right, None, *compare(left, right)) for left, right in pairs)
        return sorted(members, key=lambda one: _apart(one.timeon, one.snelstart))
    found = []
    for candidate in row.candidates:
        made = pair(row, candidate.partij, candidate.score, candidate.agree, candidate.differ)
        if made is not None:
            found.append(made)
    return found


def proposed(row: MatchRow) -> list[Option]:
    """Of a knot: who clearly belongs to whom."""
    if row.state is not MatchState.KNOT:
        return []
    clear = {Option(left, right).key for left, right in proposal(row)}
    return [one for one in options(row) if one.key in clear]


def pair(
    row: MatchRow,
    other: Partij,
    score: int | None = None,
    agree: tuple[str, ...] = (),
    differ: tuple[str, ...] = (),
) -> Option | None:
    """The row's own klant with `other`, who stands on the side across."""
    own = row.left if other.side is Side.SNELSTART else row.right
    if own is None:
        return None
    left, right = (own, other) if own.side is Side.TIMEON else (other, own)
    return Option(left, right, score, agree, differ)


def without_rivals(marked: Iterable[Option], latest: Option) -> list[Option]:
    """These with the one that was marked last; whoever stands in that one leaves the others."""
    return [one for one in marked if not one.shares_with(latest)] + [latest]


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
        Cell(_fields(option.agree), Tone.GOOD),
        Cell(_fields(option.differ), Tone.DIM),
    )


def _fields(names: Sequence[str]) -> str:
    return ", ".join(t(FIELD_LABELS[name]) for name in names)


def _apart(timeon: Partij, snelstart: Partij) -> tuple[bool, bool, str, str]:
    return (timeon.naam != snelstart.naam, timeon.nummer != snelstart.nummer, timeon.id, snelstart.id)
