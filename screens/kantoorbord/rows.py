"""A koppeling as a row of the Kantoorbord: cells, what a filter looks in, what a column sorts by, its details."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from core.domain.money import euro
from core.support.health import BoardRow, Health
from core.text import mark, t
from screens.health_words import health_cell, health_line
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.times import ago_text, clock_text
from screens.widgets.tones import Sign, Tone

COLUMNS = (
    Column("timeon", mark("Koppeling"), 18, grow=3),
    Column("state", mark("Staat"), 14),
    Column("waiting", mark("Wacht"), 6, right=True),
    Column("sync", mark("Sync"), 7, priority=3, right=True),
    Column("to_invoice", mark("Te fact."), 8, priority=2, right=True),
    Column("open", mark("Open €"), 11, priority=1, right=True),
    Column("why", mark("Waarom"), 26, priority=4, grow=3),
)
_PLACES = {health: place for place, health in enumerate(Health)}
_NEVER = Decimal(0)


def cells(row: BoardRow, now: datetime) -> Cells:
    """What stands in the columns."""
    one = row.summary
    sync = ago_text(one.last_run_at, now) if one.last_run_at else Sign.NONE
    nothing = Cell(Sign.NONE, Tone.DIM)
    return (
        one.koppeling.timeon_naam,
        health_cell(row),
        Cell(str(one.waiting), Tone.WARN) if one.waiting else nothing,
        Cell(sync, Tone.DIM),
        str(one.to_invoice) if one.to_invoice else nothing,
        euro(one.open_amount) if one.open_count else nothing,
        Cell(str(row.why), Tone.DIM),
    )


def words(row: BoardRow) -> str:
    """What a filter looks in."""
    one = row.summary.koppeling
    return f"{one.timeon_naam} {one.snelstart_naam} {one.id} {t(row.health.label)} {row.why}"


def order(row: BoardRow, column: int) -> tuple[Decimal, str]:
    """What a column sorts by: figures with the most first."""
    one = row.summary
    figures = {
        "state": Decimal(_PLACES[row.health]),
        "waiting": Decimal(-one.waiting),
        "sync": Decimal(-int(one.last_run_at.timestamp())) if one.last_run_at else _NEVER,
        "to_invoice": Decimal(-one.to_invoice),
        "open": -one.open_amount,
    }
    texts = {"timeon": one.koppeling.timeon_naam, "why": str(row.why)}
    name = COLUMNS[column].id
    return (figures[name], "") if name in figures else (_NEVER, texts[name].casefold())


def details(row: BoardRow) -> Sequence[Line]:
    """Everything about one koppeling."""
    one = row.summary
    lines: list[Line] = [health_line(row), one.koppeling.snelstart_naam or t("nog niet gekoppeld")]
    if one.last_run_at is not None:
        lines.append(
            t("Laatste run {when}: {calls} aanroepen, {writes} geschreven.", when=clock_text(one.last_run_at),
              calls=one.last_run_calls, writes=one.last_run_writes)
        )  # fmt: skip
    lines.append(
        t("{n} wachten op een mens · {p} declaraties open, € {bedrag} · {f} te factureren", n=one.waiting,
          p=one.open_count, bedrag=euro(one.open_amount), f=one.to_invoice)
    )  # fmt: skip
    return lines
