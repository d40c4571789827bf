"""What matching says and what a person decides: states, reasons, verdicts. The rules are in core.matching."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from core.domain.partij import Partij
from core.text import Sentence, mark


class MatchState(StrEnum):
    """How a row came about, the surest first."""

    NUMBER_AND_NAME = "number_name"
    NAME = "name"
    NUMBER = "number"
    SPELLING = "spelling"
    CANDIDATES = "candidates"
    KNOT = "knot"
    ONLY_TIMEON = "only_timeon"
    ONLY_SNELSTART = "only_snelstart"
    IGNORED = "ignored"
    DECIDED = "decided"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _LABELS[self]


_LABELS = {
    MatchState.NUMBER_AND_NAME: mark("nummer en naam"),
    MatchState.NAME: mark("naam, ander nummer"),
    MatchState.NUMBER: mark("nummer, andere naam"),
    MatchState.SPELLING: mark("zelfde op spelling na"),
    MatchState.CANDIDATES: mark("lijkt op"),
    MatchState.KNOT: mark("knoop"),
    MatchState.ONLY_TIMEON: mark("alleen Time On"),
    MatchState.ONLY_SNELSTART: mark("alleen SnelStart"),
    MatchState.IGNORED: mark("genegeerd"),
    MatchState.DECIDED: mark("beslist"),
}


class Mode(StrEnum):
    """What may be accepted without a person: see product.md, Matching."""

    SAFE = "safe"
    TIMEON = "timeon"
    ASK = "ask"


class Verdict(StrEnum):
    """What was decided about a record or a pair."""

    COUPLE = "couple"
    CREATE = "create"
    IGNORE = "ignore"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Decision:
    """A verdict on a pair (both ids) or on one record (the other id empty).

    COUPLE: these two are one klant. CREATE: make the one that is here on the other side. IGNORE: leave this record out.
    REJECT: these two are not the same. `compared` holds the values looked at when it was decided, by field name with the
    side in front (`timeon.naam`), so that a later change can be named.
    """

    timeon_id: str
    snelstart_id: str
    verdict: Verdict
    by: str
    at: datetime
    compared: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A near match: `score` 0 to 100, fields that agree and differ by name. Never accepted by itself."""

    partij: Partij
    score: int
    agree: tuple[str, ...] = ()
    differ: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MatchRow:
    """One line of the review: a pair, a single or a knot.

    `timeon` and `snelstart` hold one partij each for a pair, one and none for a single, more for a knot. `contradiction`
    vetoes every automatic acceptance. `reason` is in words; `warnings` do not block. `decision` is what stands now;
    `earlier` is what stood until a compared value changed or one of the two went away, and vetoes likewise. `searched`
    tells whether near matches were looked for: where they were not, a single may still have a counterpart. `held` is a
    single that only a person makes new: its number is in use across, or it stands rejected against somebody.
    """

    key: str
    state: MatchState
    timeon: tuple[Partij, ...]
    snelstart: tuple[Partij, ...]
    reason: Sentence
    contradiction: bool = False
    candidates: tuple[Candidate, ...] = ()
    warnings: tuple[Sentence, ...] = ()
    decision: Decision | None = None
    earlier: Decision | None = None
    searched: bool = True
    held: bool = False

    @property
    def is_pair(self) -> bool:
        """One on each side."""
        return len(self.timeon) == 1 and len(self.snelstart) == 1

    @property
    def left(self) -> Partij | None:
        """The Time On klant of a pair or a single."""
        return self.timeon[0] if self.timeon else None

    @property
    def right(self) -> Partij | None:
        """The SnelStart relatie of a pair or a single."""
        return self.snelstart[0] if self.snelstart else None

    @property
    def waits(self) -> bool:
        """Whether a person still has to decide."""
        return self.decision is None and self.state not in (MatchState.IGNORED, MatchState.DECIDED)
