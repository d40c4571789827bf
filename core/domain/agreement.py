"""What the two sides of a coupled klant agreed on, where they differ, and where a person must choose. No I/O."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from core.text import Sentence, mark


@dataclass(frozen=True, slots=True)
class Agreed:
    """The values of one field when both sides were last in step, or were accepted as they are; they may differ."""

    timeon: str
    snelstart: str


class Choice(StrEnum):
    """The answer to a conflict."""

    TIMEON = "timeon"
    SNELSTART = "snelstart"
    DIFFER = "differ"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _CHOICES[self]


_CHOICES = {
    Choice.TIMEON: mark("Time On"),
    Choice.SNELSTART: mark("SnelStart"),
    Choice.DIFFER: mark("mag verschillen"),
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that changed on both sides since they agreed: asked once, None in `choice` while nobody answered."""

    timeon_id: str
    snelstart_id: str
    field: str
    timeon: str
    snelstart: str
    label: str = ""
    choice: Choice | None = None

    @property
    def key(self) -> str:
        """What names it."""
        return f"{self.timeon_id}:{self.snelstart_id}:{self.field}"

    def to_json(self) -> dict[str, Any]:
        """An item of a list of conflicts."""
        return {
            "key": self.key,
            "klant": self.label,
            "veld": self.field,
            "timeon": self.timeon,
            "snelstart": self.snelstart,
            "choice": self.choice.value if self.choice else None,
        }


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs and is left as it is, with the reason; `changed` says that it moved since both agreed."""

    timeon_id: str
    snelstart_id: str
    label: str
    field: str
    timeon: str
    snelstart: str
    why: Sentence
    changed: bool = True

    def to_json(self) -> dict[str, Any]:
        """An item of a list of differences."""
        return {
            "klant": self.label,
            "timeon_id": self.timeon_id,
            "snelstart_id": self.snelstart_id,
            "veld": self.field,
            "timeon": self.timeon,
            "snelstart": self.snelstart,
            "why": str(self.why),
            "changed": self.changed,
        }
