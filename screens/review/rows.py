"""Rows of the review as a table shows them: columns, states in symbol and word, the tabs by state."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.domain.match import MatchRow, MatchState, Verdict
from core.domain.partij import Partij
from core.service.review import is_double
from core.text import mark, t
from screens.review.options import Option
from screens.widgets.columns import Column
from screens.widgets.said import Part
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

COLUMNS = (
    Column("timeon", mark("Time On"), 16, grow=1),
    Column("timeon_nr", mark("nr"), 6, priority=2),
    Column("snelstart", mark("SnelStart"), 16, grow=1),
    Column("snelstart_nr", mark("nr"), 6, priority=3),
    Column("state", mark("Staat"), 15),
)
_SIGNS: Mapping[MatchState, tuple[str, str, Tone]] = {
    MatchState.NUMBER_AND_NAME: ("=", mark("nummer+naam"), Tone.PLAIN),
    MatchState.NAME: ("=", mark("naam"), Tone.PLAIN),
    MatchState.NUMBER: ("#", mark("nummer"), Tone.WARN),
    MatchState.SPELLING: ("≈", mark("spelling"), Tone.BUSY),
    MatchState.CANDIDATES: ("~", mark("lijkt"), Tone.BUSY),
    MatchState.KNOT: (Sign.WARN, mark("knoop"), Tone.WARN),
    MatchState.ONLY_TIMEON: ("T", mark("alleen T.O."), Tone.PLAIN),
    MatchState.ONLY_SNELSTART: ("S", mark("alleen Snelst."), Tone.PLAIN),
    MatchState.IGNORED: (Sign.NONE, mark("genegeerd"), Tone.DIM),
    MatchState.DECIDED: (Sign.GOOD, mark("beslist"), Tone.GOOD),
}
_LEAST = " –…"
_VERDICTS = {
    Verdict.COUPLE: (Sign.GOOD, mark("gekoppeld"), Tone.GOOD),
    Verdict.CREATE: ("+", mark("wordt nieuw"), Tone.GOOD),
    Verdict.IGNORE: (Sign.NONE, mark("genegeerd"), Tone.DIM),
}


@dataclass(frozen=True, slots=True, eq=False)
class Tab:
    """A part of the rows. Each is made once and compared by identity: it is looked for in every row."""

    id: str
    label: str
    sign: str = ""


ALL = Tab("all", mark("alles"))
WAITING = Tab("waiting", mark("wacht"), Sign.NOT_YET)
PAIRS = (MatchState.NUMBER_AND_NAME, MatchState.NAME)
CLEAR = Tab("clear", mark("eenduidig"), "=")
DOUBLE = Tab("double", mark("dubbel"), "2×")
_STATES = {
    state: CLEAR if state in PAIRS else Tab(state.value, _SIGNS[state][1], _SIGNS[state][0]) for state in MatchState
}
TABS = (ALL, WAITING, *dict.fromkeys(_STATES.values()), DOUBLE)


def tabs_of(row: MatchRow) -> tuple[Tab, ...]:
    """The tabs that show this row."""
    state = _STATES[row.state]
    if not row.waits:
        return (ALL,) if state is CLEAR else (ALL, state)
    return (ALL, WAITING, state, DOUBLE) if is_double(row) else (ALL, WAITING, state)


def tab_parts(counts: Mapping[Tab, int], here: Tab) -> list[Part]:
    """For the rule: the tab one is on with its word, the others as short as they can be."""
    parts: list[Part] = []
    for tab, count in counts.items():
        if tab is here:
            parts.append(Cell(f"[{t(tab.label)} {count}]", Tone.ACCENT))
        else:
            short = f"{t(tab.label)} " if tab in (ALL, WAITING) else tab.sign
            parts.append(Cell(f"{short}{count}", Tone.PLAIN))
        parts.append("  ")
    return parts[:-1]


def state_cell(row: MatchRow) -> Cell:
    """State or verdict, symbol and word."""
    if row.decision is not None and row.decision.verdict in _VERDICTS:
        sign, word, tone = _VERDICTS[row.decision.verdict]
    else:
        sign, word, tone = _SIGNS[row.state]
    if row.waits and row.contradiction:
        sign, tone = Sign.WARN, Tone.WARN
    score = f" {row.candidates[0].score}" if row.waits and row.state is MatchState.CANDIDATES and row.candidates else ""
    return Cell(f"{sign} {t(word)}{score}", tone)


def cells(row: MatchRow, chosen: Sequence[Option] = ()) -> Cells:
    """One line of the review; what is proposed but not decided is dim, what was chosen is marked."""
    one = chosen[0] if len(chosen) == 1 and row.state is not MatchState.KNOT else None
    left, left_nr = _side(row.timeon, one.timeon if one else None, row, is_left=True)
    right, right_nr = _side(row.snelstart, one.snelstart if one else None, row, is_left=False)
    state = state_cell(row)
    if chosen and one is None:
        state = Cell(f"{Sign.CURSOR} " + t("{n} gekozen", n=len(chosen)), Tone.ACCENT)
    return (left, left_nr, right, right_nr, state)


def order(row: MatchRow, column: int) -> tuple[int, int, str]:
    """What a column sorts by: whole numbers by size, then words, then nothing."""
    cell = cells(row)[column]
    text = (cell if isinstance(cell, str) else cell.text).strip().casefold()
    if text.isascii() and text.isdigit():
        return (0, int(text), "")
    return (1, 0, text) if text.strip(_LEAST) else (2, 0, "")


def words(row: MatchRow) -> str:
    """What a filter looks in."""
    candidates = [candidate.partij for candidate in row.candidates]
    every = (*row.timeon, *row.snelstart, *candidates)
    return " ".join(f"{one.naam} {one.nummer} {one.plaats}" for one in every) + f" {state_cell(row).text}"


def _side(
    partijen: tuple[Partij, ...], chosen: Partij | None, row: MatchRow, *, is_left: bool
) -> tuple[str | Cell, str | Cell]:
    if chosen is not None and chosen not in partijen[:1]:
        return Cell(f"{Sign.CURSOR} {_name(chosen)}", Tone.ACCENT), Cell(chosen.nummer, Tone.ACCENT)
    if len(partijen) > 1 and chosen is None:
        return f"{len(partijen)} × {_name(partijen[0])}", "…"
    if partijen:
        return _name(partijen[0]), partijen[0].nummer
    across = row.right if is_left else row.left
    if row.waits and row.candidates and across is not None:
        near = row.candidates[0].partij
        return Cell(f"~ {_name(near)}", Tone.DIM), Cell(near.nummer, Tone.DIM)
    return Cell(Sign.NONE, Tone.DIM), ""


def _name(partij: Partij) -> str:
    return partij.naam.strip() or t("(zonder naam)")
