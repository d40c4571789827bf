"""An event as a row of the journal, and its facts below."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from core.clock import from_iso
from core.service.support import words
from core.text import mark, t
from screens.event_words import detail_lines
from screens.widgets.columns import Column
from screens.widgets.said import Line
from screens.widgets.source import Cell, Cells
from screens.widgets.times import day_year_text, moment_text, month_names
from screens.widgets.tones import Tone

if TYPE_CHECKING:
    from core.domain.events import Event

COLUMNS = (
    Column("seq", mark("Nr"), 6, right=True),
    Column("at", mark("Wanneer"), 15),
    Column("what", mark("Wat"), 30, grow=2),
    Column("subject", mark("Waarover"), 16, priority=1, grow=1),
    Column("actor", mark("Wie"), 8, priority=2),
)
AT = 1
_CLOCK = re.compile(r"[\d: ]+")


def said(one: Event) -> str:
    """What happened, in words; its type where there are none."""
    return str(words(one.type, one.detail))


def when(at: str) -> str:
    """Stored time text on the clock of this machine."""
    return moment_text(from_iso(at))


def by_minute() -> Callable[[str], str]:
    """Answers `when` of stored minutes (`2026-11-24T14:02`, UTC), quick for very many that come in order."""
    before, shown = "", ""

    def text(minute: str) -> str:
        nonlocal before, shown
        tens = minute[:-1]
        if tens != before:
            before, shown = tens, when(f"{tens}0+00:00")
        return shown[:-1] + minute[-1] if shown.endswith("0") else when(f"{minute}+00:00")

    return text


def may_be_when(text: str) -> bool:
    """Whether a casefolded text can stand in `when`."""
    left = text
    for name in month_names():
        left = left.replace(name.casefold(), "")
    whole = not left or _CLOCK.fullmatch(left) is not None
    return whole or any(text in name.casefold() for name in month_names())


def cells(one: Event) -> Cells:
    """One line of the list."""
    return (str(one.seq), Cell(when(one.at), Tone.DIM), said(one), one.subject, Cell(one.actor, Tone.DIM))


def details(one: Event) -> Sequence[Line]:
    """When to the second, every fact, and its place in the chain."""
    moment = from_iso(one.at).astimezone()
    head = f"{one.type} · {day_year_text(moment.date())} {moment:%H:%M:%S} · {one.actor} · {one.subject}"
    return [head, *detail_lines(one.detail), (Cell(f"{t('hash')} {one.hash[:16]}", Tone.DIM),)]
