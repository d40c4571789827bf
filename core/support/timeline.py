"""The timeline of a koppeling: its events in words, its state after each, and what changed between two of them.

Pure over events. The state at any place is had from a checkpoint near it, so that stepping through 100,000 is quick.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from core.clock import iso
from core.domain.events import Event
from core.support.state import Change, State, diff, fold
from core.support.words import Weight, Words, weight
from core.text import Sentence

CHECKPOINT = 512
CALL, NUMBERED = "aanroep", "declaratie.genummerd"


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as a line: stored time, its words, how it asks for attention."""

    seq: int
    at: str
    type: str
    subject: str
    what: Sentence
    weight: Weight
    actor: str
    detail: Mapping[str, Any]
    hash: str

    def to_json(self) -> dict[str, Any]:
        """A row of `events timeline --json`."""
        return {
            "seq": self.seq,
            "at": self.at,
            "type": self.type,
            "subject": self.subject,
            "what": str(self.what),
            "weight": self.weight.value,
            "actor": self.actor,
            "detail": dict(self.detail),
        }


class Timeline:
    """Built once from all events in order of their number; places count from 0, by time and then by number."""

    def __init__(self, events: Iterable[Event], words: Words) -> None:
        self.events: list[Event] = sorted(events, key=lambda event: (event.at, event.seq))
        self._words = words

    def __len__(self) -> int:
        return len(self.events)

    def entry(self, place: int) -> Entry:
        """One line."""
        return entry_of(self.events[place], self._words)

    def entries(self, first: int = 0, last: int | None = None) -> list[Entry]:
        """The lines from `first` up to, not with, `last`."""
        return [entry_of(event, self._words) for event in self.events[first:last]]

    def place_at(self, moment: datetime) -> int:
        """The place of the last event at or before a moment; -1 before the first."""
        return bisect_right(self._times, iso(moment)) - 1

    def place_of(self, seq: int) -> int:
        """The place of an event by its number. Raises KeyError."""
        return self._places[seq]

    def state(self, place: int) -> State:
        """What was known after the event at a place; nothing at -1. Raises IndexError past the last."""
        if place < 0:
            return State()
        if place >= len(self.events):
            raise IndexError(place)
        nearest = (place + 1) // CHECKPOINT
        return fold(self.events[nearest * CHECKPOINT : place + 1], self._checkpoints[nearest])

    def known_at(self, moment: datetime) -> State:
        """*What did we know at 09:14?*"""
        return self.state(self.place_at(moment))

    def next_heavy(self, place: int, step: int) -> int | None:
        """The nearest place before (`step` -1) or after it (1) that asks for attention; None when there is none."""
        last = len(self.events) if step > 0 else -1
        for other in range(place + step, last, step):
            event = self.events[other]
            if event.type != CALL and weight(event.type, event.detail) in (Weight.HEED, Weight.BAD):
                return other
        return None

    def names(self) -> dict[str, str]:
        """What subjects are called, as far as their events tell: `declaratie:17` to its number, a klant to its name."""
        found: dict[str, str] = {}
        for event in self.events:
            name = event.detail.get("label") or (event.type == NUMBERED and event.detail.get("nummer"))
            if isinstance(name, str) and name and not event.subject.startswith(("run:", "dienst:")):
                found[event.subject] = name
        return found

    def diff(self, one: int, other: int) -> list[Change]:
        """What changed from one place to another, the earlier one first whatever their order."""
        first, last = sorted((one, other))
        return diff(self.state(first), self.state(last))

    @cached_property
    def _times(self) -> list[str]:
        return [event.at for event in self.events]

    @cached_property
    def _places(self) -> dict[int, int]:
        return {event.seq: place for place, event in enumerate(self.events)}

    @cached_property
    def _checkpoints(self) -> list[State]:
        states = [State()]
        for start in range(0, len(self.events) - len(self.events) % CHECKPOINT, CHECKPOINT):
            states.append(fold(self.events[start : start + CHECKPOINT], states[-1]))
        return states


def entry_of(event: Event, words: Words) -> Entry:
    """One event as a line."""
    what = words(event.type, event.detail)
    heavy = weight(event.type, event.detail)
    return Entry(event.seq, event.at, event.type, event.subject, what, heavy, event.actor, event.detail, event.hash)
