"""How a pair came about, and what may be accepted without a person.

A contradiction, a knot, a spelling, a near match, or a decision that has to be looked at again is never accepted by
itself, in any mode. Nor is a klant made new whose number is in use across, or that a person rejected against another.
"""

from collections.abc import Iterable

from core.domain.match import MatchRow, MatchState, Mode, Verdict
from core.domain.partij import Partij
from core.matching.discarded import is_discarded
from core.matching.field import Entry
from core.matching.normalise import fold, is_name
from core.matching.numbers import number_key

BEYOND_NUMBER = ("kvk", "btw", "iban")


def names_equal(timeon: Partij, snelstart: Partij) -> bool:
    """Time On's rule: exactly the same characters. A name without a letter or digit equals nothing."""
    return timeon.naam == snelstart.naam and is_name(timeon.naam)


def numbers_equal(timeon: Partij, snelstart: Partij) -> bool:
    """Time On's other rule: the same number, leading zeros apart."""
    key = number_key(timeon.nummer)
    return bool(key) and key == number_key(snelstart.nummer)


def spelled_alike(timeon: Partij, snelstart: Partij) -> bool:
    """The same name after folding spelling only."""
    folded = fold(timeon.naam)
    return bool(folded) and folded == fold(snelstart.naam)


def state_of(timeon: Entry, snelstart: Entry) -> MatchState:
    """The state of a pair: the surest rule that joins the two; CANDIDATES when none does."""
    numbered = timeon.numbered is snelstart
    named = names_equal(timeon.partij, snelstart.partij)
    if numbered:
        return MatchState.NUMBER_AND_NAME if named else MatchState.NUMBER
    if named:
        return MatchState.NAME
    if timeon.fold and timeon.fold == snelstart.fold:
        return MatchState.SPELLING
    if any(timeon.points.get(name) is snelstart for name in BEYOND_NUMBER):
        return MatchState.NUMBER
    return MatchState.CANDIDATES


def acceptable(row: MatchRow, mode: Mode) -> Verdict | None:
    """What may be done with this row without a person in this mode; None when a person has to look."""
    if mode is Mode.ASK or not row.waits or row.contradiction or row.earlier is not None:
        return None
    if row.is_pair and row.left is not None and row.right is not None:
        if row.state in (MatchState.NUMBER_AND_NAME, MatchState.NAME):
            return Verdict.COUPLE
        if row.state is MatchState.NUMBER and mode is Mode.TIMEON and numbers_equal(row.left, row.right):
            return Verdict.COUPLE
        return None
    return Verdict.CREATE if _is_new(row) else None


def _is_new(row: MatchRow) -> bool:
    """A single that resembles nobody, is held by nothing, and has a name to go by."""
    single = row.left or row.right
    if single is None or row.held or not row.searched or row.candidates:
        return False
    alone = row.state in (MatchState.ONLY_TIMEON, MatchState.ONLY_SNELSTART)
    return alone and is_name(single.naam) and not is_discarded(single.naam)


def accept_spelling(row: MatchRow) -> Verdict | None:
    """What the key that accepts all spellings does with this row: couple a pair whose names differ in spelling only."""
    if not row.waits or row.contradiction or row.earlier is not None or row.left is None or row.right is None:
        return None
    if not row.is_pair or row.state not in (MatchState.SPELLING, MatchState.NUMBER):
        return None
    return Verdict.COUPLE if spelled_alike(row.left, row.right) else None


def in_bulk(rows: Iterable[MatchRow], states: Iterable[MatchState]) -> list[tuple[MatchRow, Verdict]]:
    """What the bulk keys do: the waiting rows of these states that nothing contradicts, each with its verdict."""
    wanted = frozenset(states)
    open_rows = (row for row in rows if row.state in wanted and row.waits and not row.contradiction)
    verdicts = ((row, accept_spelling(row) or acceptable(row, Mode.TIMEON)) for row in open_rows)
    return [(row, verdict) for row, verdict in verdicts if verdict is not None]
