"""One record's own timeline: everything that ever touched it, on both sides, in one list.

A record is known by several names: a klant by its id in Time On and in SnelStart, a declaratie by its number here, its
marker and its order. What an event tells of one name leads to the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from core.domain.events import Event
from core.support.timeline import Entry, entry_of
from core.support.words import Weight, Words
from core.text import say

_LINKS = {"klant": ("timeon", "snelstart", "remote"), "declaratie": ("order", "marker", "was")}
_LINKING = {"klant": ("match.", "sync."), "declaratie": ("push.", "sweep.", "order.")}
_PATHS = {"klant": ("relaties", "customer"), "declaratie": ("verkooporders", "verkoopfacturen")}
"""By kind of record: what of a detail names it too, in which events, and in which paths of calls its names stand."""


@dataclass(frozen=True, slots=True)
class Before:
    """A record as it was before a write of ours: of which run and line, and the stored time of that run."""

    run: str
    line: str
    at: str
    size: int


@dataclass(frozen=True, slots=True)
class RecordHistory:
    """`names` are all ids found to mean this record; `entries` in the order of time."""

    subject: str
    names: tuple[str, ...]
    entries: tuple[Entry, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer of `events record --json`."""
        return {
            "subject": self.subject,
            "names": list(self.names),
            "entries": [entry.to_json() for entry in self.entries],
        }


def history(events: Iterable[Event], subject: str, words: Words, before: Iterable[Before] = ()) -> RecordHistory:
    """Of `klant:101` or `declaratie:17`, as events name them."""
    every = list(events)
    kind, _, first = subject.partition(":")
    names = _names(every, kind, first)
    found = [entry_of(event, words) for event in every if _touches(event, kind, names)]
    found += [_kept(one) for one in before if kind == "klant" and names.intersection(one.line.split(":"))]
    return RecordHistory(subject, tuple(sorted(names)), tuple(sorted(found, key=lambda entry: (entry.at, entry.seq))))


def _names(events: list[Event], kind: str, first: str) -> set[str]:
    """Follow links until no event leads to another name."""
    names = {first}
    linked = [
        (_own(event, kind), _linked(event, kind))
        for event in events
        if event.type.startswith(_LINKING.get(kind, ("\0",)))
    ]
    linked = [(own, links) for own, links in linked if own and links]
    while True:
        more = {name for own, links in linked if own in names or links & names for name in (own, *links)}
        if more <= names:
            return names
        names |= more


def _own(event: Event, kind: str) -> str:
    """The name of the record that an event is about; empty for one about something else."""
    about, _, name = event.subject.partition(":")
    return name if about == kind else ""


def _linked(event: Event, kind: str) -> set[str]:
    values = (event.detail.get(name) for name in _LINKS.get(kind, ()))
    return {str(value) for value in values if isinstance(value, str | int) and value}


def _touches(event: Event, kind: str, names: set[str]) -> bool:
    if _own(event, kind) in names:
        return True
    parts = set(str(event.detail.get("path", "")).partition("?")[0].split("/"))
    return event.type == "aanroep" and not parts.isdisjoint(_PATHS.get(kind, ())) and not parts.isdisjoint(names)


def _kept(one: Before) -> Entry:
    what = say("het record van vóór run {run} is bewaard ({size} bytes)", run=one.run, size=one.size)
    return Entry(0, one.at, "before", one.line, what, Weight.STEP, "", {"run": one.run, "line": one.line}, "")
