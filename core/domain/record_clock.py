"""The clock of one record on its way to the other side: when it is to be visible there, and whether it is late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from core.domain.partij import Side
from core.text import Sentence, say


class Pace(StrEnum):
    """Late differs from lost, and from waiting for a person."""

    ON_TIME = "op tijd"
    LATE = "te laat"
    LOST = "zoek"
    WAITS = "wacht op een mens"


LOST_AFTER = timedelta(hours=4)
"""This long after it was due, something is wrong that waiting does not mend."""


@dataclass(frozen=True, slots=True)
class RecordClock:
    """`label` is on its way to `service` since `since`, and due there at `due`; `waits` for a person's yes first.

    `source_id` is the record it comes from, `record_id` the one that is to change; empty when that is yet to be made.
    """

    key: str
    label: str
    service: Side
    since: datetime
    due: datetime
    waits: bool = False
    source_id: str = ""
    record_id: str = ""

    def pace(self, now: datetime) -> Pace:
        """How it stands at `now`."""
        if self.waits:
            return Pace.WAITS
        if now <= self.due:
            return Pace.ON_TIME
        return Pace.LATE if now <= self.due + LOST_AFTER else Pace.LOST

    def says(self, now: datetime) -> Sentence:
        """The sentence for a screen; times in the zone of this machine."""
        at = self.due.astimezone().strftime("%H:%M")
        pace = self.pace(now)
        if pace is Pace.WAITS:
            return say("wacht op een mens sinds {tijd}", tijd=self.since.astimezone().strftime("%d-%m %H:%M"))
        if pace is Pace.ON_TIME:
            return say("zichtbaar in {kant} uiterlijk {tijd}", kant=self.service.label, tijd=at)
        if pace is Pace.LATE:
            return say("te laat: had om {tijd} in {kant} moeten staan", kant=self.service.label, tijd=at)
        day = self.due.astimezone().strftime("%d-%m %H:%M")
        return say("zoek: had op {tijd} in {kant} moeten staan; kijk bij de runs", kant=self.service.label, tijd=day)

    def to_json(self, now: datetime) -> dict[str, Any]:
        """An item of a list of clocks."""
        return {
            "key": self.key,
            "klant": self.label,
            "service": self.service.value,
            "since": self.since.isoformat(),
            "due": self.due.isoformat(),
            "pace": self.pace(now).name.lower(),
            "says": str(self.says(now)),
        }
