"""Lines of a plan as a table shows them: where, what, who, why; what became of them; field by field."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from core.domain.ending import left_said
from core.domain.partij import Side
from core.domain.plan import FieldChange, LineOutcome, LineResult, Plan, PlanLine, RunReport
from core.snelstart.explain import advice
from core.syncing.planned import Planned, Skipped
from core.text import Sentence, mark, say, t, tn
from screens.widgets.columns import Column
from screens.widgets.said import Line, Part
from screens.widgets.source import Cell, Cells
from screens.widgets.tones import Sign, Tone

COLUMNS = (
    Column("where", mark("Waar"), 9),
    Column("what", mark("Wat"), 10, priority=1),
    Column("who", mark("Wie"), 18, grow=1),
    Column("why", mark("Waarom"), 24, grow=1),
)
_VERBS = {"POST": "+", "PUT": "~", "PATCH": "~", "DELETE": Sign.NONE}
_OUTCOMES = {
    LineOutcome.WRITTEN: (Sign.GOOD, mark("geschreven"), Tone.GOOD),
    LineOutcome.ADOPTED: (Sign.GOOD, mark("bestond al, overgenomen"), Tone.GOOD),
    LineOutcome.REFUSED: (Sign.BAD, mark("geweigerd"), Tone.BAD),
    LineOutcome.MOVED: (Sign.WARN, mark("gewijzigd sinds het plan"), Tone.WARN),
    LineOutcome.UNKNOWN: (Sign.WARN, mark("onbekend of het aankwam"), Tone.WARN),
}
_ADVICE = {
    LineOutcome.MOVED: mark("Er is niets overschreven; het volgende plan gaat uit van wat er nu staat."),
    LineOutcome.UNKNOWN: mark("De volgende run zoekt het eerst op en maakt niets dubbel."),
    LineOutcome.REFUSED: mark("Verbeter het aan de bron; de volgende run probeert het weer."),
}
_LABEL_WIDTH = 26
"""The longest field, `vestigingsAdres.postcode`, and two spaces."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the plan, or (`line` None) a wanted write that can't be made, or was `left` by a run; `result` once it was
    tried, `unreached` when writing ended before it.
    """

    key: str
    label: str
    line: PlanLine | None
    reasons: tuple[Sentence | str, ...] = ()
    result: LineResult | None = None
    skipped: bool = False
    left: bool = False
    unreached: bool = False

    @property
    def needs_eye(self) -> bool:
        """Whether `n` stops here."""
        if self.result is None:
            return self.line is None or self.unreached
        return self.result.outcome not in (LineOutcome.WRITTEN, LineOutcome.ADOPTED)


def cells(row: Row) -> Cells:
    """One line of the table."""
    line = row.line
    if line is None:
        reason = " ".join(map(str, row.reasons))
        return (
            "",
            "",
            row.label,
            Cell(f"{Sign.WARN} {t('blijft liggen') if row.left else t('kan niet')}: {reason}", Tone.WARN),
        )
    what = f"{_VERBS.get(line.verb, line.verb)} {kind_text(line)}"
    tone = Tone.DIM if row.skipped and row.result is None else Tone.PLAIN
    return (Cell(line.service.label, tone), Cell(what, tone), Cell(row.label, tone), _why(row))


def kind_text(line: PlanLine) -> str:
    """What the record is called where it is written."""
    if line.kind == "klant":
        return t("relatie") if line.service is Side.SNELSTART else t("klant")
    return t(line.kind)


def details(row: Row) -> tuple[str, Sequence[Line]]:
    """Title and lines for the pane: verb and path, then field by field."""
    line = row.line
    if line is None:
        said = t("Geldt die reden niet meer, dan neemt een volgende run dit mee.")
        if not row.left:
            said = t("Verbeter dit aan de bron en lees opnieuw.")
        return row.label, [*(str(reason) for reason in row.reasons), said]
    lines: list[Line] = []
    if row.result is not None and row.result.reason:
        codes = f" ({', '.join(row.result.codes)})" if row.result.codes else ""
        lines.append((Cell(f"{Sign.WARN} ", Tone.WARN), f"{row.result.reason}{codes}"))
        lines += _advice(row.result) if row.needs_eye else ()
    lines += [(Cell(f"{Sign.WARN} ", Tone.WARN), str(warning)) for warning in line.warnings]
    lines += [_change(change) for change in line.changes]
    return f"{line.verb} {line.path} · {row.label}", lines


def rows_of(planned: Planned) -> list[Row]:
    """The lines of a plan, then what could not be planned."""
    found = [Row(line.key, line.label, line) for line in planned.plan.lines]
    return found + [Row(f"skipped:{one.source_id}", one.label, None, one.reasons) for one in planned.skipped]


def after_break(rows: Sequence[Row], results: Sequence[LineResult]) -> list[Row]:
    """The rows after writing that ended early: what became of those it came to."""
    found = {result.line.key: result for result in results}
    return [
        replace(
            row, result=found.get(row.key), unreached=row.key not in found and row.line is not None and not row.skipped
        )
        for row in rows
    ]


def beside(planned: Planned, wanted: Plan, rows: Sequence[Row]) -> Planned:
    """What is wanted, with all that stays out of it: what could not be planned, and what a person left out."""
    why = (say("in het plan overgeslagen"),)
    chosen = (Skipped(row.label, row.line.source_id, why) for row in rows if row.skipped and row.line is not None)
    return replace(planned, plan=wanted, skipped=(*planned.skipped, *chosen))


def count_parts(plan: Plan, rows: Sequence[Row]) -> list[Part]:
    """Counts by side, of what can't be made, and of what was left out."""
    said: list[Part] = [t("alles {n}", n=len(plan.lines))]
    per = {side: sum(line.service is side for line in plan.lines) for side in (Side.SNELSTART, Side.TIMEON)}
    said += [f" · {side.label} {n}" for side, n in per.items() if n]
    if unfit := sum(row.line is None for row in rows):
        said.append(Cell(f" · {t('kan niet {n}', n=unfit)}", Tone.WARN))
    if skipped := sum(row.skipped for row in rows):
        said.append(Cell(f" · {t('overgeslagen {n}', n=skipped)}", Tone.DIM))
    return said


def broken_parts(rows: Sequence[Row]) -> list[Part]:
    """How far writing came before it ended early."""
    tried = [row for row in rows if row.result is not None]
    bad = sum(row.needs_eye for row in tried)
    said: list[Part] = [Cell(f"{Sign.WARN} ", Tone.WARN), t("geschreven {n}", n=len(tried) - bad)]
    if bad:
        said += [" · ", Cell(t("niet gelukt {n}", n=bad), Tone.BAD)]
    unreached = sum(row.unreached for row in rows)
    return [*said, " · ", Cell(t("nog niet geschreven {n}", n=unreached), Tone.WARN)]


def outcome_parts(report: RunReport, left: int) -> list[Part]:
    """What a run came to."""
    sign, tone = (Sign.GOOD, Tone.GOOD) if report.ok else (Sign.WARN, Tone.WARN)
    if report.refused or report.proven is False:
        sign, tone = Sign.BAD, Tone.BAD
    said: list[Part] = [Cell(f"{sign} ", tone), tn("{n} geschreven", "{n} geschreven", report.writes)]
    if report.refused:
        said += [", ", Cell(tn("{n} niet", "{n} niet", report.refused), Tone.BAD)]
    if report.skipped:
        said += [", ", Cell(left_said(len(report.skipped)), Tone.WARN)]
    said.append(". ")
    nothing = t("Verder is er niets te doen.") if report.skipped else t("Wat nog te doen is: niets.")
    said.append(tn("Nog {n} te doen.", "Nog {n} te doen.", left) if left else nothing)
    return said


def summary_parts(plan: Plan, rows: Sequence[Row]) -> list[Part]:
    """What a plan comes to that is not written yet; of its `rows` some can't be made, or were left out by a person."""
    unfit = sum(row.line is None for row in rows)
    said: list[Part] = [Cell(f"{Sign.GOOD} ", Tone.GOOD), t("Niets te doen.")]
    if any(row.skipped for row in rows) and not plan.lines:
        said = [t("Alles is overgeslagen; {here.skip} neemt een regel weer op.")]
    elif plan.lines:
        said = [
            tn(
                "{n} wijziging; {here.start} schrijft die.",
                "{n} wijzigingen; {here.start} schrijft ze.",
                len(plan.lines),
            )
        ]
    if (waiting := plan.waiting - unfit) > 0:
        asked = tn("{n} rij wacht op een besluit.", "{n} rijen wachten op een besluit.", waiting)
        said += [" ", Cell(f"{Sign.WARN} ", Tone.WARN), asked]
    if unfit and not plan.lines:
        said += [" ", Cell(f"{Sign.WARN} ", Tone.WARN), tn("{n} kan niet.", "{n} kunnen niet.", unfit)]
    return said


def nothing(plan: Plan, *, must_start: bool) -> list[Line]:
    """For the pane of an empty plan: what to do instead."""
    said: list[Line] = [t("Er is niets te schrijven.")]
    if must_start:
        said.append(t("{here.start} legt dat vast; daarna kun je afronden."))
    if plan.waiting:
        said.append(t("{here.review} opent de review: daar wachten rijen op een besluit."))
    return said


def _why(row: Row) -> Cell:
    if row.result is not None:
        sign, word, tone = _OUTCOMES.get(row.result.outcome, (Sign.WARN, row.result.outcome, Tone.WARN))
        reason = f": {row.result.reason}" if row.result.reason else ""
        return Cell(f"{sign} {t(word)}{reason}", tone)
    if row.skipped:
        return Cell(f"{Sign.NONE} {t('overgeslagen')}", Tone.DIM)
    if row.unreached:
        return Cell(f"{Sign.NONE} {t('nog niet geschreven')}", Tone.WARN)
    return Cell(str(row.line.why) if row.line else "", Tone.PLAIN)


def _advice(result: LineResult) -> list[Line]:
    found = [str(one) for code in result.codes if (one := advice(code)) is not None]
    known = found or [t(_ADVICE[result.outcome])] if result.outcome in _ADVICE else found
    return [(Cell("→ ", Tone.ACCENT), one) for one in known]


def _change(change: FieldChange) -> Line:
    name = Cell(f"  {change.field:<{_LABEL_WIDTH}}", Tone.DIM)
    if not change.old:
        return (name, change.new or Sign.NONE)
    return (name, Cell(f"{change.old}  ", Tone.DIM), Cell("→  ", Tone.ACCENT), change.new or Sign.NONE)
