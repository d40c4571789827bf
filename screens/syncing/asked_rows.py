"""What is on its way, what changed on both sides, and what is left to differ, as tables show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from core.domain.agreement import Choice, Conflict, Difference
from core.domain.record_clock import Pace, RecordClock
from core.text import mark, t
from screens.widgets.columns import Column
from screens.widgets.due import clock_cell
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

CLOCKS = (
    Column("klant", mark("Klant"), 20, grow=1),
    Column("where", mark("Naar"), 9, priority=1),
    Column("says", mark("Wanneer"), 40, grow=2),
)
BOTH = (
    Column("klant", mark("Klant"), 17, grow=1),
    Column("field", mark("Veld"), 10),
    Column("timeon", mark("Time On"), 13, grow=1),
    Column("snelstart", mark("SnelStart"), 13, grow=1),
    Column("choice", mark("Besluit"), 17),
)

_SHARED = 8
"""A beginning this short fits any column beside what differs."""


def clock_cells(clock: RecordClock, now: datetime) -> Cells:
    """One line of what is on its way."""
    return (clock.label, clock.service.label, clock_cell(clock, now))


def clock_details(clock: RecordClock, now: datetime) -> Sequence[Line]:
    """What to do about it."""
    pace, cell = clock.pace(now), clock_cell(clock, now)
    advice = {
        Pace.ON_TIME: t("Niets te doen: dit gaat vanzelf."),
        Pace.LATE: t("{syncing.sync} leest en schrijft het nu; bij de runs staat waarom het niet eerder ging."),
        Pace.LOST: t("Kijk bij de runs wat er misging; {syncing.sync} leest en schrijft het nu."),
        Pace.WAITS: t(
            "De staande toestemming noemt dit niet. {syncing.plan} toont het plan; daar schrijft {sync.start} het."
        ),
    }[pace]
    return [(cell,), advice]


def conflict_key(one: Conflict) -> str:
    """Names it among the rows."""
    return one.key


def apart(left: str, right: str) -> tuple[str, str]:
    """Two values of a field with the long beginning they share left out, at a word, so that a narrow column shows them
    differ; the pane below has them whole.
    """
    ours, theirs = left.split(" "), right.split(" ")
    last = min(len(ours), len(theirs)) - 1
    at = next((n for n in range(last) if ours[n] != theirs[n]), last)
    if len(" ".join(ours[:at])) <= _SHARED:
        return left, right
    return f"…{' '.join(ours[at:])}", f"…{' '.join(theirs[at:])}"


def conflict_cells(one: Conflict) -> Cells:
    """One line of the conflicts."""
    if one.choice is None:
        return (one.label, one.field, *apart(one.timeon, one.snelstart), Cell(f"{Sign.WARN} {t('kies')}", Tone.WARN))
    return (one.label, one.field, *_chosen(one), Cell(f"{Sign.GOOD} {t(one.choice.label)}", Tone.GOOD))


def conflict_details(one: Conflict) -> Sequence[Line]:
    """Both values whole, and what a choice does."""
    lines: list[Line] = [
        (Cell("Time On    ", Tone.DIM), one.timeon or Sign.NONE),
        (Cell("SnelStart  ", Tone.DIM), one.snelstart or Sign.NONE),
    ]
    if one.choice is None:
        lines.append(
            t(
                "Veranderd aan beide kanten sinds ze het eens waren. {syncing.decide} beslist; tot dan wordt dit veld niet geschreven."
            )
        )
    else:
        lines.append(t("Besloten: {keuze}. Geldt voor deze twee waarden; verandert er een, dan wordt opnieuw gevraagd.",
                       keuze=t(one.choice.label)))  # fmt: skip
    return lines


def difference_key(one: Difference) -> str:
    """Names it among the rows."""
    return f"{one.timeon_id}:{one.snelstart_id}:{one.field}"


def difference_cells(one: Difference) -> Cells:
    """One line of what is left to differ."""
    return (one.label, one.field or Sign.NONE, *apart(one.timeon, one.snelstart), Cell(t("blijft"), Tone.DIM))


def difference_details(one: Difference) -> Sequence[Line]:
    """Both values, and why nothing is done."""
    return [
        (Cell("Time On    ", Tone.DIM), one.timeon or Sign.NONE),
        (Cell("SnelStart  ", Tone.DIM), one.snelstart or Sign.NONE),
        (Cell(f"{Sign.NONE} ", Tone.DIM), str(one.why)),
    ]


def _chosen(one: Conflict) -> tuple[str | Cell, str | Cell]:
    """The value that was not chosen is dim."""
    timeon, snelstart = apart(one.timeon, one.snelstart)
    left = Cell(timeon, Tone.DIM) if one.choice is Choice.SNELSTART else timeon
    right = Cell(snelstart, Tone.DIM) if one.choice is Choice.TIMEON else snelstart
    return left, right
