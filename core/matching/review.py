"""The review: every klant that takes part in exactly one row, with a state, a reason and what a person decided.

Decisions come first; then what hangs together by number and name; then what only an issued number joins; then the
near matches. Two klanten of which each is the other's best near match stand in one row, best candidate first.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from core.collecting import emptied
from core.domain.match import Decision, MatchRow, MatchState
from core.domain.partij import Partij
from core.matching.decisions import Standing
from core.matching.field import Entry, Field
from core.matching.knots import Group, sort_out
from core.matching.near import Near, Told, nearest, quiet
from core.matching.rows import Rows
from core.matching.rules import BEYOND_NUMBER
from core.matching.settled import settle


@dataclass(slots=True)
class Ground:
    """What the rows were made from; `decided` and `withdrawn` go on from it, and use it up.

    `listing` leads from the identity of a partij to the entries in whose row it may be a candidate.
    """

    field: Field
    standing: Standing
    rows: Rows
    listing: dict[int, list[Entry]] = dataclass_field(default_factory=dict)

    def let_go(self) -> None:
        """Free everything one by one, rings first; nothing can be asked of it any more."""
        self.field.let_go()
        emptied(self.rows.made)
        emptied(self.rows.earlier)
        emptied(self.listing)


@dataclass(frozen=True, slots=True)
class Changed:
    """The rows that a decision took away, and those that it put in their place."""

    gone: tuple[MatchRow, ...] = ()
    made: tuple[MatchRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """The rows, those of Time On's klanten first, in the order in which they were given.

    `changed` is what the decision that led here did to the rows before it; nothing in a review that was made whole.
    """

    rows: tuple[MatchRow, ...]
    ground: Ground | None = dataclass_field(default=None, compare=False, repr=False)
    changed: Changed = dataclass_field(default=Changed(), compare=False, repr=False)

    def counts(self) -> Mapping[MatchState, int]:
        """How many rows each state has; every state is there."""
        counted = dict.fromkeys(MatchState, 0)
        for row in self.rows:
            counted[row.state] += 1
        return counted

    def place(self, row: MatchRow) -> int:
        """Where this row stands in the order of the klanten; rows are sorted by it, and it never changes."""
        assert self.ground is not None, "a review that is made here has its ground"  # noqa: S101 - told to the checker
        left, field = row.left, self.ground.field
        if left is not None:
            return field.timeon.entries[left.id].at
        return min(field.snelstart.entries[partij.id].at for partij in row.snelstart)

    def places(self) -> Callable[[MatchRow], int]:
        """As `place`, for who goes on asking after this review was let go."""
        assert self.ground is not None, "a review that is made here has its ground"  # noqa: S101 - told to the checker
        field = self.ground.field
        timeon = {id_: entry.at for id_, entry in field.timeon.entries.items()}
        snelstart = {id_: entry.at for id_, entry in field.snelstart.entries.items()}

        def place(row: MatchRow) -> int:
            left = row.left
            return timeon[left.id] if left is not None else min(snelstart[one.id] for one in row.snelstart)

        return place

    def waiting(self) -> tuple[MatchRow, ...]:
        """The rows that a person still has to decide, were nothing accepted by itself."""
        return tuple(row for row in self.rows if row.waits)


def review(
    timeon: Sequence[Partij],
    snelstart: Sequence[Partij],
    decisions: Sequence[Decision] = (),
    *,
    candidates: bool = True,
    told: Told = quiet,
) -> Review:
    """Lay the klanten of both sides beside each other; `told` hears how far the search for near matches is.

    Without `candidates` no near match is looked for: quicker, but then no single can be accepted by itself, and two
    klanten that would stand in one row as each other's best near match stand in two.
    """
    standing = Standing.of(decisions)
    field = Field.of(timeon, snelstart, standing.rejected)
    ground = Ground(field, standing, Rows(field, searched=candidates))
    singles = make(ground, field)
    near: Mapping[Entry, Near] = {}
    if candidates:
        left = [entry for entry in singles if entry.is_timeon]
        right = [entry for entry in singles if not entry.is_timeon]
        near = nearest(left, right, field.rejected, told=told)
    for entry in ground.rows.add_near(singles, near):
        ground.rows.add_single(entry)
    return Review(ground.rows.in_order(), ground)


def make(ground: Ground, entries: Iterable[Entry]) -> list[Entry]:
    """Make the rows of these entries that need no likeness; answers the singles that are left."""
    entries = list(entries)
    settled = settle(ground.field, ground.standing, ground.rows, entries)
    ground.rows.earlier.update(settled.earlier)
    found = joined_up(ground.field, (entry for entry in entries if entry not in settled.entries))
    for one, other in found.pairs:
        ground.rows.add_pair(one, other)
    for knot in found.knots:
        ground.rows.add_knot(knot)
    return found.singles


@dataclass(frozen=True, slots=True)
class JoinedUp:
    """What the rules join: pairs, knots, and the singles that no rule joins."""

    pairs: list[tuple[Entry, Entry]]
    knots: list[Group]
    singles: list[Entry]


def joined_up(field: Field, entries: Iterable[Entry]) -> JoinedUp:
    """Join these entries by every rule that needs no likeness."""
    found = sort_out(field, entries)
    issued, singles = _by_issued_number(found.singles)
    return JoinedUp([*found.pairs, *issued], found.knots, singles)


def _by_issued_number(singles: Sequence[Entry]) -> tuple[list[tuple[Entry, Entry]], list[Entry]]:
    """Pair the singles that share a number which a register or a bank issued; answers the pairs and who is left."""
    left = dict.fromkeys(singles)
    pairs = []
    for entry in singles:
        if not entry.is_timeon or not entry.points:
            continue
        for name in BEYOND_NUMBER:
            other = entry.points.get(name)
            if other is not None and other in left:
                pairs.append((entry, other))
                del left[entry], left[other]
                break
    return pairs, list(left)
