"""The three tables of Diagnose: what fails by code, the slowest calls, the runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from core.domain.ending import Ending
from core.domain.money import number
from core.text import mark, t, tn
from screens.health_words import moment_text, since
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.support.chart import RunBar
    from core.support.diagnosis import SlowCall
    from core.support.failures import Failure, Group

FAILURES = (
    Column("who", mark("Code en rij"), 24, grow=2),
    Column("why", mark("Waarom"), 28, grow=3),
    Column("since", mark("Sinds"), 8, right=True),
)
CALLS = (
    Column("at", mark("Wanneer"), 15),
    Column("service", mark("Dienst"), 9, priority=2),
    Column("call", mark("Aanroep"), 26, grow=3),
    Column("status", mark("Antwoord"), 14),
    Column("ms", mark("Duur (ms)"), 9, right=True),
)
RUNS = (
    Column("at", mark("Wanneer"), 15),
    Column("state", mark("Uitkomst"), 18, grow=2),
    Column("calls", mark("Aanroepen"), 9, right=True),
    Column("writes", mark("Geschreven"), 10, right=True),
    Column("seconds", mark("Duur (s)"), 8, right=True),
)
_LOWEST_BAD = 400
_ENDINGS = {
    Ending.GOOD: (Sign.GOOD, Tone.GOOD), Ending.LEFT: (Sign.WARN, Tone.WARN),
    Ending.FAILED: (Sign.BAD, Tone.BAD), Ending.STOPPED: (Sign.BAD, Tone.BAD),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """A row of what fails: a whole group, or (`failure`) one of it."""

    group: Group
    failure: Failure | None = None

    @property
    def key(self) -> str:
        """Names the row."""
        return f"{self.failure.retry}:{self.failure.key}" if self.failure else f"group:{self.group.code}"

    @property
    def wanted(self) -> str:
        """What a retry of it asks for: a subject, or the code of the group."""
        return self.failure.subject if self.failure else self.group.code


def failing(groups: Iterable[Group]) -> list[Row]:
    """Each group, and its rows below it."""
    return [row for group in groups for row in (Row(group), *(Row(group, one) for one in group.rows))]


def as_grouped(_row: Row, _column: int) -> int:
    """Sorting leaves the rows of a group together: as they were."""
    return 0


def failure_cells(row: Row, now: datetime) -> Cells:
    """A code with how many, or a row with its reason."""
    one = row.failure
    if one is None:
        count = tn("{n} rij", "{n} rijen", len(row.group.rows))
        oldest = min(each.at for each in row.group.rows)
        return (Cell(f"{Sign.BAD} {row.group.code} · {count}", Tone.BAD), str(row.group.what), since(oldest, now))
    return (f"   {one.label or one.subject}", Cell(one.reason, Tone.DIM), Cell(since(one.at, now), Tone.DIM))


def failure_details(row: Row) -> tuple[str, Sequence[Line]]:
    """What the code means in plain words, the next step, and of one row what was answered."""
    group, one = row.group, row.failure
    advice: Line = (Cell("→ ", Tone.ACCENT), str(group.advice))
    again: Line = (Cell(t("{diagnose.retry} probeert opnieuw: dubbel maken kan niet."), Tone.DIM),)
    if one is None:
        return f"{group.code}: {group.what}", [advice, again]
    where = f"{one.subject} · {moment_text(one.at)}"
    reason: Line = (Cell(f"{Sign.BAD} ", Tone.BAD), one.reason or str(group.what))
    return one.label or one.subject, [reason, f"{group.code}: {group.what}", advice, (Cell(where, Tone.DIM),), again]


def call_cells(call: SlowCall) -> Cells:
    """One call."""
    status = t("geen antwoord") if call.status is None else str(call.status)
    bad = call.status is None or call.status >= _LOWEST_BAD
    return (
        Cell(moment_text(call.at), Tone.DIM),
        call.service,
        f"{call.method} {call.path}",
        Cell(f"{Sign.WARN} {status}", Tone.WARN) if bad else status,
        str(call.ms),
    )


def call_order(call: SlowCall, column: int) -> tuple[int, str]:
    """Figures as figures."""
    name = CALLS[column].id
    texts = {"at": call.at, "service": call.service, "call": call.path}
    return (0, texts[name]) if name in texts else (call.ms if name == "ms" else call.status or 0, "")


def call_details(call: SlowCall) -> tuple[str, Sequence[Line]]:
    """Whole, and where to see what happened around it."""
    status = t("geen antwoord") if call.status is None else str(call.status)
    return f"{call.method} {call.path}", [
        t("{service}, {when}: {status} na {ms} ms.", service=call.service, when=moment_text(call.at), status=status,
          ms=call.ms),
        (Cell(t("{diagnose.open}: wat er toen gebeurde."), Tone.DIM),),
    ]  # fmt: skip


def run_cells(run: RunBar) -> Cells:
    """One run."""
    sign, tone = _ENDINGS[run.ending]
    return (
        Cell(moment_text(run.at), Tone.DIM),
        Cell(f"{sign} {run.said}", tone),
        str(run.calls),
        str(run.writes),
        number(Decimal(str(round(run.seconds, 1)))),
    )


def run_order(run: RunBar, column: int) -> tuple[Decimal, str]:
    """Figures as figures."""
    name = RUNS[column].id
    figures = {"calls": Decimal(run.calls), "writes": Decimal(run.writes), "seconds": Decimal(str(run.seconds))}
    return (figures[name], "") if name in figures else (Decimal(0), run.at if name == "at" else run.stopped)


def run_details(run: RunBar) -> tuple[str, Sequence[Line]]:
    """What it came to, and where to see what it did."""
    lines: list[Line] = [
        t("{calls} aanroepen, {writes} geschreven, {seconds} seconden.", calls=run.calls, writes=run.writes,
          seconds=number(Decimal(str(round(run.seconds, 2))))),
    ]  # fmt: skip
    if run.ending is not Ending.GOOD:
        sign, tone = _ENDINGS[run.ending]
        lines.insert(0, (Cell(f"{sign} ", tone), run.said))
    return t("Run {run}", run=run.run), [*lines, (Cell(t("{diagnose.open}: wat er toen gebeurde."), Tone.DIM),)]
