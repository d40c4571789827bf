"""A push intent: what was decided to send to SnelStart, and how far that came. The rules are in core.invoicing.protocol."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from core.text import mark


class IntentState(StrEnum):
    """PLANNED and REFUSED: nothing is there. SENDING and UNKNOWN: it may be there. DONE: it is there once."""

    PLANNED = "planned"
    SENDING = "sending"
    UNKNOWN = "unknown"
    DONE = "done"
    REFUSED = "refused"
    ABANDONED = "abandoned"


NOTHING_THERE = frozenset({IntentState.PLANNED, IntentState.REFUSED})
"""Nothing of ours came of it in SnelStart."""


@dataclass(frozen=True, slots=True)
class Intent:
    """One declaratie on its way. `marker` names it in SnelStart; `fence` grows with every claim.

    `payload` is the canonical JSON text of the order, `total` its sum excluding btw in euros, `incl` what SnelStart should
    count including btw (None for one that was planned without) `rates` the percentage and `amounts` the euros of each line. `last_sent_at` is when
    SENDING was last committed; `looked` counts the look-ups since then that found nothing.
    """

    id: int
    declaratie_id: str
    marker: str
    generation: int
    payload: str
    payload_hash: str
    total: Decimal
    lines: int
    relatie_id: str
    state: IntentState
    fence: int = 0
    lease_until: datetime | None = None
    owner: str = ""
    planned_at: datetime | None = None
    last_sent_at: datetime | None = None
    looked: int = 0
    remote_id: str = ""
    remote_nummer: str = ""
    reason: str = ""
    codes: tuple[str, ...] = ()
    incl: Decimal | None = None
    rates: tuple[Decimal, ...] = ()
    amounts: tuple[Decimal, ...] = ()


class PushVerdict(StrEnum):
    """What a push of one declaratie came to; the values are the keys of `declaraties push --json`."""

    PUSHED = "pushed"
    ADOPTED = "adopted"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    NOTHING = "nothing"

    @property
    def label(self) -> str:
        """The msgid of its words on screen."""
        return _VERDICTS[self]


_VERDICTS = {
    PushVerdict.PUSHED: mark("verstuurd"),
    PushVerdict.ADOPTED: mark("bestond al, overgenomen"),
    PushVerdict.UNKNOWN: mark("onbekend of hij aankwam"),
    PushVerdict.REFUSED: mark("geweigerd"),
    PushVerdict.NOTHING: mark("niets te doen"),
}
