"""What every place that holds keys promises, and the names under which keys are kept.

A name is `subscription_key`, `timeon`, `timeon:<organisation id>`, `koppelsleutel`, `koppelsleutel:<administratie id>` or
`aangeboden:<reference>` for a koppelsleutel that SnelStart posted and that is not yet proven. `office_key` seals what an
office's database keeps.
"""

from dataclasses import dataclass
from typing import Protocol

from core.text import Sentence

SUBSCRIPTION_KEY = "subscription_key"
TIMEON = "timeon"
KOPPELSLEUTEL = "koppelsleutel"
OFFERED = "aangeboden"
OFFICE_KEY = "office_key"
MEMORY = "geheugen"


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One link of the chain, for doctor: whether it can be used here, whether it holds something, and a remark."""

    name: str
    available: bool
    in_use: bool
    note: Sentence | str = ""


class Source(Protocol):
    """A place that holds keys."""

    label: str

    def find(self, name: str) -> str:
        """The key kept under a name; empty when there is none. `koppelsleutel` may hold several, one a line."""

    def names(self) -> list[str]:
        """The names it holds, as far as it can tell: a keyring can't."""

    def report(self) -> SourceReport:
        """How it stands."""


def lines(text: str) -> list[str]:
    """The keys in a text, one a line, blanks dropped."""
    return [line.strip() for line in text.splitlines() if line.strip()]
