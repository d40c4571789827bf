"""The figures above the tables of Diagnose: four lines that answer *what waits, since when, and how much*."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from core.domain.money import euro
from core.support.health import Health, hint
from core.support.state_words import subject_text
from core.text import t
from screens.health_words import health_line, since
from screens.widgets.said import Line, Part
from screens.widgets.source import Cell
from screens.widgets.times import clock_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from core.support.diagnosis import Diagnosis


_IN_ROWS = "refused"
"""The rows below tell what to do about what was refused."""


def figures(found: Diagnosis, now: datetime) -> Sequence[Line]:
    """Health, what to do when no run gets through, backlog, euros, limits."""
    problem = found.row.summary.problem if found.row.health is Health.FAILING else ""
    do = [] if problem in ("", _IN_ROWS) else [(Cell("→ ", Tone.ACCENT), str(hint(problem)))]
    return [_health(found, now), *do, _backlog(found, now), _euros(found), _limits(found)]


def _health(found: Diagnosis, now: datetime) -> Line:
    line = health_line(found.row)
    parts: tuple[Part, ...] = line if isinstance(line, tuple) else (line,)
    if found.oldest_failure:
        parts = (*parts, " · ", t("oudste fout: {ago}", ago=since(found.oldest_failure, now)))
    return parts


def _backlog(found: Diagnosis, now: datetime) -> Line:
    waits = found.backlog
    if not waits.total:
        return t("Er wacht niets.")
    parts = [
        t("{n} in de review", n=waits.review) if waits.review else "",
        t("{n} conflicten", n=waits.conflicts) if waits.conflicts else "",
        t("{n} regels van een plan ({ago})", n=waits.lines, ago=since(waits.lines_since, now)) if waits.lines else "",
        t("{n} declaraties ({ago})", n=waits.pushes, ago=since(waits.pushes_since, now)) if waits.pushes else "",
    ]
    return t("Wacht: {what}", what=" · ".join(part for part in parts if part))


def _euros(found: Diagnosis) -> Line:
    invoice = t("€ {bedrag} nog te factureren in SnelStart", bedrag=euro(found.to_invoice))
    return f"{invoice} · {t('€ {bedrag} niet verstuurd', bedrag=euro(found.not_sent))}"


def _limits(found: Diagnosis) -> Line:
    line = t(
        "Aanroepen over: {minute} van {minute_of} per minuut, {hour} van {hour_of} per uur",
        minute=found.minute, minute_of=found.minute_of, hour=found.hour, hour_of=found.hour_of,
    )  # fmt: skip
    if not found.pauses:
        return line
    rests = ", ".join(
        t("{service} tot {when}", service=subject_text(f"dienst:{one.service}"), when=clock_text(one.until))
        for one in found.pauses
    )
    return (Cell(f"{Sign.BUSY} {t('gevraagd te wachten')}: {rests}", Tone.BUSY), " · ", line)
