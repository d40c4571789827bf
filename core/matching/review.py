"""The review: every klant that takes part in exactly one row, with a state, a reason and what a person decided.

Decisions come first; then what hangs together by number and name; then what only an issued number joins; then the
near matches. A pair of which each is the other's best near match stands in one row, best candidate first.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.match import Decision, MatchRow, MatchState
from core.domain.partij import Partij
from core.matching.decisions import Standing
from core.matching.field import Entry, Field
from core.matching.knots import Group, groups, numbered_knots
from core.matching.rows import Rows
from core.matching.rules import BEYOND_NUMBER
from core.matching.settled import settle


@dataclass(frozen=True, slots=True)
class Review:
    """The rows, those of Time On's klanten first, in the order in which they were given."""

    rows: tuple[MatchRow, ...]

    def counts(self) -> Mapping[MatchState, int]:
        """How many rows each state has; every state is there."""
        counted = dict.fromkeys(MatchState, 0)
        for row in self.rows:
            counted[row.state] += 1
        return counted

    def waiting(self) -> tuple[MatchRow, ...]:
        """The rows that a person still has to decide, were nothing accepted by itself."""
        return tuple(row for row in self.rows if row.waits)


def review(
    timeon: Sequence[Partij],
    snelstart: Sequence[Partij],
    decisions: Sequence[Decision] = (),
    *,
    candidates: bool = True,
) -> Review:
    """Lay the klanten of both sides beside each other.

    Without `candidates` no near match is looked for: quicker, but then no single can be accepted by itself.
    """
    standing = Standing.of(decisions)
    field = Field.of(timeon, snelstart, frozenset(standing.rejected))
    rows = Rows(field, searched=candidates)
    settled = settle(field, standing, rows)
    waiting = [entry for entry in _entries(field) if entry not in settled.entries]
    rows.earlier = settled.earlier
    singles: list[Entry] = []
    for group in groups(field, waiting):
        if len(group) == 1:
            singles.extend(group)
        else:
            rows.add(group)
    singles = _by_issued_number(field, singles, rows)
    knots, singles = numbered_knots(field, singles)
    for knot in knots:
        rows.add(knot)
    if candidates:
        singles = rows.add_near(singles)
    for entry in singles:
        rows.add(Group.of([entry]))
    return Review(rows.in_order())


def _entries(field: Field) -> Iterable[Entry]:
    yield from field.timeon.entries.values()
    yield from field.snelstart.entries.values()


def _by_issued_number(field: Field, singles: Sequence[Entry], rows: Rows) -> list[Entry]:
    """Pair the singles that share a number which a register or a bank issued; answers who is left."""
    left = dict.fromkeys(singles)
    for entry in singles:
        if not entry.is_timeon:
            continue
        for name in BEYOND_NUMBER:
            other = field.pointed(entry, name)
            if other is not None and other in left:
                rows.add(Group([entry], [other]))
                del left[entry], left[other]
                break
    return list(left)
