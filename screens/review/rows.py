"""Rows of the review as a table shows them: columns, states in symbol and word, the tabs by state."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from core.domain.match import MatchRow, MatchState, Verdict
from core.domain.partij import Partij
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
_VERDICTS = {
    Verdict.COUPLE: (Sign.GOOD, mark("gekoppeld"), Tone.GOOD),
    Verdict.CREATE: ("+", mark("wordt nieuw"), Tone.GOOD),
    Verdict.IGNORE: (Sign.NONE, mark("genegeerd"), Tone.DIM),
}


@dataclass(frozen=True, slots=True)
class Tab:
    """A part of the rows; `state` None for all or for those that wait."""

    id: str
    label: str
    fits: Callable[[MatchRow], bool]
    sign: str = ""


def _of(state: MatchState) -> Callable[[MatchRow], bool]:
    return lambda row: row.state is state


ALL = Tab("all", mark("alles"), lambda row: True)  # noqa: ARG005 - every row fits
WAITING = Tab("waiting", mark("wacht"), lambda row: row.waits, Sign.NOT_YET)
PAIRS = (MatchState.NUMBER_AND_NAME, MatchState.NAME)
CLEAR = Tab("clear", mark("eenduidig"), lambda row: row.waits and row.state in PAIRS, "=")
STATE_TABS = (
    CLEAR,
    *(Tab(state.value, _SIGNS[state][1], _of(state), _SIGNS[state][0]) for state in MatchState if state not in PAIRS),
)


def tabs(rows: Sequence[MatchRow]) -> dict[Tab, int]:
    """The tabs that hold anything, with their counts; all and waiting always."""
    counts = {tab: sum(map(tab.fits, rows)) for tab in (ALL, WAITING, *STATE_TABS)}
    return {tab: count for tab, count in counts.items() if count or tab in (ALL, WAITING)}


def tab_parts(counts: Mapping[Tab, int], here: str) -> list[Part]:
    """For the rule: the tab one is on with its word, the others as short as they can be."""
    parts: list[Part] = []
    for tab, count in counts.items():
        label = t(tab.label)
        if tab.id == here:
            parts.append(Cell(f"[{label} {count}]", Tone.ACCENT))
        else:
            short = tab.sign if tab.sign and tab not in (ALL, WAITING) else label
            parts.append(Cell(f"{short} {count}", Tone.PLAIN))
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


def cells(row: MatchRow, chosen: Option | None) -> Cells:
    """One line of the review; what is proposed but not decided is dim, what was chosen is marked."""
    left, left_nr = _side(row.timeon, chosen.timeon if chosen else None, row, is_left=True)
    right, right_nr = _side(row.snelstart, chosen.snelstart if chosen else None, row, is_left=False)
    return (left, left_nr, right, right_nr, state_cell(row))


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
        return f"{len(partijen)} × {_name(partijen[0])}", Cell("…", Tone.DIM)
    if partijen:
        return _name(partijen[0]), partijen[0].nummer
    across = row.right if is_left else row.left
    if row.waits and row.candidates and across is not None:
        near = row.candidates[0].partij
        return Cell(f"~ {_name(near)}", Tone.DIM), Cell(near.nummer, Tone.DIM)
    return Cell(Sign.NONE, Tone.DIM), ""


def _name(partij: Partij) -> str:
    return partij.naam.strip() or t("(zonder naam)")
