"""Runs as a table shows them: when, what was asked, counts, how it ended; everything that was recorded of one below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from core.clock import from_iso
from core.domain.ending import Ending
from core.domain.ending import ending as run_ending
from core.domain.running import LifeSign, Standing, standing
from core.text import mark, t, tn
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.times import moment_text, span_text
from screens.widgets.tones import Sign, Tone

COLUMNS = (
    Column("at", mark("Wanneer"), 12),
    Column("who", mark("Door"), 7, priority=3),
    Column("read", mark("Gelezen"), 7, priority=2, right=True),
    Column("changed", mark("Gew."), 5, priority=2, right=True),
    Column("writes", mark("Geschr."), 7, right=True),
    Column("undone", mark("Niet"), 4, right=True),
    Column("waiting", mark("Wacht"), 5, priority=1, right=True),
    Column("end", mark("Uitkomst"), 16, grow=1),
)
_KINDS = {
    "relaties": mark("klanten"), "artikelen": mark("producten"), "productgroepen": mark("productgroepen"),
    "btwtarieven": mark("btw-tarieven"), "landen": mark("landen"), "verkoopordersjablonen": mark("sjablonen"),
    "kostenplaatsen": mark("kostenplaatsen"),
    "orders": mark("verkooporders"), "facturen": mark("verkoopfacturen"), "customers": mark("klanten in Time On"),
    "registraties": mark("registraties"), "projects": mark("projecten"), "users": mark("medewerkers"),
    "organisation": mark("organisatie"), "other": mark("tokens en herhalingen"),
}  # fmt: skip
_NO_END = {
    Standing.BUSY: mark("Deze run loopt nu; hoe ver hij is, staat boven de tabel."),
    Standing.GONE: mark("Het programma viel weg tijdens deze run. Wat geschreven was staat vast; een volgende run gaat verder."),
    Standing.UNSURE: mark("Deze run begon net, in een ander programma; zo meteen is te zien hoe ver hij is."),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Run:
    """A run as it was recorded; `ended` is None for one that is under way or was killed, and `standing` says which."""

    id: str
    started: datetime
    ended: datetime | None
    ok: bool
    report: Mapping[str, Any]
    standing: Standing = Standing.ENDED

    @classmethod
    def of(cls, row: tuple[str, str, str, bool, Mapping[str, Any]]) -> Run:
        """From what core answers."""
        run, started, ended, ok, report = row
        return cls(run, from_iso(started), from_iso(ended) if ended else None, ok, report)

    def stands(self, now: datetime, *, newest: bool, sign: LifeSign | None, here: bool) -> Run:
        """The same, with how it stands."""
        found = standing(self.started, self.ended, now, newest=newest, sign=sign, here=here)
        return replace(self, standing=found)

    def count(self, name: str) -> int:
        """A figure of the report; `undone` is what was refused and what stayed behind."""
        if name == "undone":
            return self.count("refused") + len(self.report.get("skipped", ()))
        return int(self.report.get(name, 0))


def cells(run: Run) -> Cells:
    """One line of the table."""
    by = t("rooster") if run.report.get("scheduled") else t("mens")
    figures = [_figure(run.count(name)) for name in ("read", "changed", "writes", "undone", "waiting")]
    return (moment_text(run.started), by if run.ended else "", *figures, ending(run))


def order(run: Run, column: int) -> tuple[float, str]:
    """Figures as figures, moments as moments."""
    name = COLUMNS[column].id
    if name == "at":
        return (run.started.timestamp(), "")
    if name in ("read", "changed", "writes", "undone", "waiting"):
        return (run.count(name), "")
    cell = cells(run)[column]
    return (0, (cell if isinstance(cell, str) else cell.text).casefold())


def ending(run: Run) -> Cell:
    """How it ended, as a symbol and words."""
    if run.ended is None:
        gone = run.standing is Standing.GONE
        sign, tone = (Sign.WARN, Tone.WARN) if gone else (Sign.BUSY, Tone.BUSY)
        return Cell(f"{sign} {t(run.standing.label)}", tone)
    found = run_ending(run.report)
    if found is Ending.STOPPED:
        return Cell(f"{Sign.WARN} {t('afgebroken')}", Tone.WARN)
    if found is Ending.FAILED:
        said = t("niet alles") if run.count("refused") else t("niet bewezen")
        return Cell(f"{Sign.BAD} {said}", Tone.BAD)
    return _came_to(run)


def _came_to(run: Run) -> Cell:
    written, unfit = run.count("writes"), len(run.report.get("skipped", ()))
    if unfit:
        return Cell(f"{Sign.WARN} {t('blijft liggen')}", Tone.WARN)
    return Cell(f"{Sign.GOOD} {t('geschreven') if written else t('niets te doen')}", Tone.GOOD)


def details(run: Run) -> Sequence[Line]:
    """Everything that was recorded, most telling first."""
    if run.ended is None:
        return [t(_NO_END[run.standing])]
    report = run.report
    lines: list[Line] = []
    if report.get("stopped"):
        lines.append((Cell(f"{Sign.WARN} ", Tone.WARN), str(report["stopped"])))
    if n := run.count("refused"):
        why = tn(
            "{n} regel niet geschreven; {syncing.open} toont waarom.",
            "{n} regels niet geschreven; {syncing.open} toont waarom.",
            n,
        )
        lines.append((Cell(f"{Sign.BAD} ", Tone.BAD), why))
    if report.get("proven") is False:
        lines.append(
            (Cell(f"{Sign.BAD} ", Tone.BAD), t("Een tweede plan was niet leeg: kijk bij {syncing.plan} wat er staat."))
        )
    elif report.get("proven"):
        lines.append(
            (Cell(f"{Sign.GOOD} ", Tone.GOOD), t("Bewezen: wat geschreven is, komt in een tweede plan niet terug."))
        )
    lines += [_what(run), _kinds(report), _left(run)]
    for one in report.get("skipped", ()):
        lines.append((Cell(f"{Sign.WARN} ", Tone.WARN), f"{one['klant']}: {one['reason']}"))
    return [line for line in lines if line]


def _what(run: Run) -> Line:
    report, ended = run.report, run.ended or run.started
    full = t("alles opnieuw") if report.get("full") else t("wat veranderde")
    took = (
        span_text(ended - run.started)
        if "seconds" not in report
        else f"{float(report['seconds']):.1f} s".replace(".", ",")
    )
    said = [full, tn("{n} aanroep", "{n} aanroepen", run.count("calls")), took]
    van, tot = report.get("window") or ("", "")
    if van:
        said.append(t("registraties {van} t/m {tot}", van=van, tot=tot))
    return " · ".join(said)


def _kinds(report: Mapping[str, Any]) -> Line:
    said = []
    for kind, counts in report.get("by_kind", {}).items():
        changed = f" (~{counts['changed']})" if counts["changed"] else ""
        said.append(f"{t(_KINDS.get(kind, kind))} {counts['read']}{changed}/{counts['calls']}")
    return (Cell(t("Gelezen (gewijzigd)/aanroepen: "), Tone.DIM), ", ".join(said)) if said else ""


def _left(run: Run) -> Line:
    said = []
    if n := run.count("differences"):
        said.append(tn("{n} verschil dat blijft", "{n} verschillen die blijven", n))
    if n := run.count("conflicts"):
        said.append(tn("{n} conflict", "{n} conflicten", n))
    if n := run.count("waiting"):
        said.append(tn("{n} rij wacht op een mens", "{n} rijen wachten op een mens", n))
    return " · ".join(said)


def _figure(count: int) -> str | Cell:
    return str(count) if count else Cell(Sign.NONE, Tone.DIM)
