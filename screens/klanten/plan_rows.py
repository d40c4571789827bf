"""The two writes that make a new klant, as lines of a table, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from core.domain.plan import LineOutcome, LineResult, PlanLine
from core.text import mark, t
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

COLUMNS = (
    Column("where", mark("Waar"), 10),
    Column("what", mark("Wat"), 20),
    Column("who", mark("Wie"), 16, grow=2),
    Column("why", mark("Waarom"), 18, grow=2),
)
_OUTCOMES = {
    LineOutcome.WRITTEN: (Sign.GOOD, mark("geschreven"), Tone.GOOD),
    LineOutcome.ADOPTED: (Sign.GOOD, mark("bestond al, overgenomen"), Tone.GOOD),
    LineOutcome.REFUSED: (Sign.BAD, mark("geweigerd"), Tone.BAD),
    LineOutcome.MOVED: (Sign.WARN, mark("gewijzigd sinds het plan"), Tone.WARN),
    LineOutcome.UNKNOWN: (Sign.WARN, mark("onbekend of het aankwam"), Tone.WARN),
}


@dataclass(frozen=True, slots=True)
class Write:
    """A line, and its result once it was tried."""

    line: PlanLine
    result: LineResult | None = None


def cells(write: Write) -> Cells:
    """Where, what, who, why or what became of it."""
    line = write.line
    return (line.service.label, f"{line.verb} {line.path}", line.label, _outcome(write))


def details(write: Write) -> Sequence[Line]:
    """Field by field, what goes out."""
    lines: list[Line] = []
    if write.result is not None and write.result.reason:
        codes = f" ({', '.join(write.result.codes)})" if write.result.codes else ""
        lines.append((Cell(f"{Sign.WARN} ", Tone.WARN), f"{write.result.reason}{codes}"))
    shown = [change for change in write.line.changes if change.new]
    lines += [(Cell(f"  {change.field:<26}", Tone.DIM), change.new) for change in shown]
    return lines


def _outcome(write: Write) -> str | Cell:
    if write.result is None:
        return str(write.line.why)
    sign, word, tone = _OUTCOMES.get(write.result.outcome, (Sign.WARN, write.result.outcome, Tone.WARN))
    reason = f": {write.result.reason}" if write.result.reason else ""
    return Cell(f"{sign} {t(word)}{reason}", tone)
