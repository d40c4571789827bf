"""A referenceKey that SnelStart may post to: random, kept as its hash, good until Delete or ontkoppelen."""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

MOST_TRIES_OF_A_DELETE = 6
"""How often a deletion that is not seen is looked for: a minute in all, then two hours."""
_FIRST, _LONGEST = timedelta(seconds=5), timedelta(minutes=15)


class Told(StrEnum):
    """What SnelStart says happened to a koppelsleutel; the values are its own words."""

    CREATE = "Create"
    REGENERATE = "Regenerate"
    DELETE = "Delete"


class Outcome(StrEnum):
    """How what was told ended; the values go in the journal."""

    BELIEVED = "geloofd"
    REFUSED = "geweigerd"
    TAKEN = "bezet"
    OTHER = "andere"
    GONE = "ingetrokken"
    STILL_WORKS = "werkt nog"
    LOST = "verloren"


@dataclass(frozen=True, slots=True)
class Activation:
    """One reference. `told` is what was told and is not yet proven; `snelstart_id` what the last proven key opens."""

    digest: str
    timeon_id: str
    asked_at: datetime
    told: Told | None = None
    tries: int = 0
    next_at: datetime | None = None
    snelstart_id: str = ""
    outcome: Outcome | None = None
    ended_at: datetime | None = None

    def __repr__(self) -> str:
        return f"Activation({self.digest[:8]}, told={self.told}, outcome={self.outcome})"

    def is_due(self, now: datetime) -> bool:
        """Whether what was told is to be looked into."""
        return self.told is not None and (self.next_at is None or self.next_at <= now)


def digest_of(reference: str) -> str:
    """What is kept of a reference: enough to know it again, nothing to post with."""
    return hashlib.sha256(reference.encode("utf-8", "surrogatepass")).hexdigest()


def matching(reference: str, living: Iterable[Activation]) -> Activation | None:
    """The activation of this reference. All are compared, each in constant time, so that time tells nothing."""
    digest, found = digest_of(reference), None
    for one in living:
        if hmac.compare_digest(one.digest, digest):
            found = one
    return found


def wait_after(tries: int) -> timedelta:
    """How long to leave SnelStart alone after so many tries: five seconds, doubling to a quarter of an hour."""
    return min(_FIRST * 2 ** min(tries - 1, 20), _LONGEST) if tries else timedelta(0)
