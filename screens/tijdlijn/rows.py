"""The rows of a timeline: an event as a line, a fact at two moments, the scale on the rule, and what was known in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.clock import from_iso
from core.support.state import Change, State
from core.support.state_words import subject_text, value_text
from core.support.words import Weight
from core.text import mark, t
from screens.event_words import detail_lines
from screens.health_words import moment_text
from screens.widgets.columns import Column
from screens.widgets.said import Line, Part
from screens.widgets.source import Cell, Cells
from screens.widgets.times import clock_text, day_text
from screens.widgets.tones import Sign, Tone

if TYPE_CHECKING:
    from datetime import datetime

    from core.support.timeline import Entry, Timeline

EVENTS = (
    Column("at", mark("Wanneer"), 15),
    Column("subject", mark("Waarover"), 20, priority=1, grow=1),
    Column("what", mark("Wat"), 34, grow=4),
    Column("actor", mark("Wie"), 8, priority=2),
)
KNOWN = (
    Column("subject", mark("Waarover"), 18, grow=1),
    Column("name", mark("Wat"), 12),
    Column("old", mark("Toen"), 18, grow=2),
    Column("new", mark("Nu"), 18, grow=2),
)
DIFFERENCE = (
    Column("subject", mark("Waarover"), 18, grow=1),
    Column("name", mark("Wat"), 12),
    Column("old", mark("Eerst"), 18, grow=2),
    Column("new", mark("Daarna"), 18, grow=2),
)
SIGNS = {
    Weight.CALL: ("  ", Tone.DIM),
    Weight.STEP: ("  ", Tone.PLAIN),
    Weight.GOOD: (f"{Sign.GOOD} ", Tone.GOOD),
    Weight.HEED: (f"{Sign.WARN} ", Tone.WARN),
    Weight.BAD: (f"{Sign.BAD} ", Tone.BAD),
}


_AT = "at:"
_SHOWN = 30
"""Of a value that changed: the whole of it stands in the facts."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact of one subject at two moments."""

    subject: str
    name: str
    old: str
    new: str

    @property
    def key(self) -> str:
        """Names the row."""
        return f"{self.subject}\t{self.name}"


def begins_at(subject: str, shown: datetime | None) -> datetime | None:
    """The moment that a subject asks for, else the one that a bundle shows; None begins at the end."""
    return from_iso(subject.removeprefix(_AT)) if subject.startswith(_AT) else shown


def known(then: State, now: State, first: str) -> list[Fact]:
    """Everything that was known at a moment, beside what is known now; of the subject `first` before the rest."""
    facts = [
        Fact(subject, name, value, now.of(subject).get(name, ""))
        for subject, known_of in then.facts.items()
        for name, value in known_of.items()
    ]
    return sorted(facts, key=lambda fact: fact.subject != first)


def changed(changes: Sequence[Change]) -> list[Fact]:
    """Differences as rows."""
    return [Fact(one.subject, one.name, one.old, one.new) for one in changes]


def event_cells(entry: Entry, names: Mapping[str, str]) -> Cells:
    """A line of the timeline."""
    sign, tone = SIGNS[entry.weight]
    return (
        Cell(moment_text(entry.at), Tone.DIM),
        Cell(subject_text(entry.subject, names), Tone.DIM if tone is Tone.DIM else Tone.PLAIN),
        Cell(f"{sign}{entry.what}", tone),
        Cell(entry.actor, Tone.DIM),
    )


def fact_cells(fact: Fact, names: Mapping[str, str]) -> Cells:
    """What differs stands out."""
    old, new = (value_text(fact.name, value) or Sign.NONE for value in (fact.old, fact.new))
    tone = Tone.STRONG if fact.old != fact.new else Tone.DIM
    return (subject_text(fact.subject, names), Cell(t(fact.name), Tone.DIM), old, Cell(new, tone))


def fact_details(fact: Fact, names: Mapping[str, str]) -> tuple[str, Sequence[Line]]:
    """The whole of it."""
    old, new = (value_text(fact.name, value) or Sign.NONE for value in (fact.old, fact.new))
    return subject_text(fact.subject, names), [f"{t(fact.name)}: {old}  →  {new}", (Cell(fact.subject, Tone.DIM),)]


def scale(timeline: Timeline, place: int, width: int) -> Sequence[Part]:
    """From the first event to the last, with a dot where one is: `◀ 09:12 ───●──── 14:08 ▶`."""
    first, last = (from_iso(timeline.events[end].at).astimezone() for end in (0, -1))
    whole = first.date() == last.date()
    begin, end = (clock_text(at) if whole else f"{day_text(at.date())} {clock_text(at)}" for at in (first, last))
    room = max(width - len(begin) - len(end) - 8, 3)
    at = place * (room - 1) // max(len(timeline) - 1, 1)
    return (
        Cell(f"◀ {begin} ", Tone.DIM), Cell("─" * at, Tone.DIM), Cell(Sign.GOOD, Tone.ACCENT),
        Cell("─" * (room - 1 - at), Tone.DIM), Cell(f" {end} ▶", Tone.DIM),
    )  # fmt: skip


def event_details(timeline: Timeline, place: int, names: Mapping[str, str]) -> tuple[str, Sequence[Line]]:
    """What happened, what it changed, and what was known of its subject then."""
    entry = timeline.entry(place)
    sign, tone = SIGNS[entry.weight]
    head = f"{moment_text(entry.at)} · {entry.actor} · {entry.type} · {t('nr')} {entry.seq}"
    lines: list[Line] = [(Cell(sign.strip() and sign, tone), str(entry.what)), (Cell(head, Tone.DIM),)]
    moved = [one for one in timeline.diff(place - 1, place) if one.subject == entry.subject]
    if moved:
        lines.append((Cell("→ ", Tone.ACCENT), " · ".join(_moved(one) for one in moved)))
    facts = timeline.state(place).of(entry.subject)
    if facts:
        told = " · ".join(f"{t(name)} {value_text(name, value)}" for name, value in facts.items())
        lines.append((Cell(f"{t('toen bekend')}: ", Tone.DIM), told))
    return subject_text(entry.subject, names), [*lines, *detail_lines(entry.detail)]


def _moved(one: Change) -> str:
    old, new = (value_text(one.name, value) or Sign.NONE for value in (one.old, one.new))
    return f"{t(one.name)}: {_short(old)} → {_short(new)}"


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"
