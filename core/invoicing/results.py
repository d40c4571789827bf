"""What pushing, sweeping and following came to, in the shapes that commands answer with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from core.domain.declaratie import Declaratie
from core.domain.money import ZERO, amount_text
from core.domain.push import PushVerdict
from core.errors import AppError
from core.text import Sentence


@dataclass(frozen=True, slots=True)
class PushResult:
    """One declaratie after a push; `reason` explains all but PUSHED, and there a cent of difference.

    `order_total` is what its order comes to, euros excluding btw; None where nobody counted it. `lost`: it left now, and
    no answer came.
    """

    declaratie: Declaratie
    verdict: PushVerdict
    reason: str = ""
    codes: tuple[str, ...] = ()
    advice: str = ""
    order_total: Decimal | None = None
    lost: bool = False

    @property
    def total(self) -> Decimal:
        """Euros excluding btw: of the order, else of the lines."""
        return self.declaratie.totaal if self.order_total is None else self.order_total

    def to_json(self) -> dict[str, Any]:
        """One row of the answer of `declaraties push`."""
        return {
            "id": self.declaratie.id,
            "nummer": self.declaratie.nummer,
            "klant": self.declaratie.klant,
            "totaal": amount_text(self.declaratie.totaal),
            "order_total": amount_text(self.total),
            "verdict": self.verdict.value,
            "order": self.declaratie.order_nummer,
            "marker": self.declaratie.marker,
            "reason": self.reason,
            "codes": list(self.codes),
        }


@dataclass(slots=True)
class PushSummary:
    """A run over many; `stopped` is what ended it early, None when every declaratie had its turn."""

    results: list[PushResult] = field(default_factory=list)
    stopped: AppError | None = None
    cancelled: bool = False
    dry_run: bool = False

    def count(self, verdict: PushVerdict) -> int:
        """How many came to this."""
        return sum(one.verdict is verdict for one in self.results)

    @property
    def total(self) -> Decimal:
        """Euros excluding btw, after any factuurkorting, that this run put or found in SnelStart; of a dry run, what it would."""
        moved = (PushVerdict.PUSHED, PushVerdict.ADOPTED)
        return sum((one.total for one in self.results if one.verdict in moved), ZERO)

    @property
    def needs_person(self) -> bool:
        """Whether something was refused, is unknown, or was not done."""
        return bool(self.count(PushVerdict.REFUSED) or self.count(PushVerdict.UNKNOWN))

    def to_json(self) -> dict[str, Any]:
        """The documented object of `declaraties push --all --json`."""
        counts: dict[str, Any] = {verdict.value: self.count(verdict) for verdict in PushVerdict}
        counts["total"] = amount_text(self.total)
        if self.stopped is not None:
            counts["stopped"] = self.stopped.to_json()
        return counts


@dataclass(frozen=True, slots=True)
class SweepResult:
    """What the sweep saw and did; sentences name the orders."""

    orders: int = 0
    removed: tuple[str, ...] = ()
    adopted: tuple[str, ...] = ()
    parked: tuple[Sentence, ...] = ()
    unknown: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Counts, and the sentences for a person."""
        return {
            "orders": self.orders,
            "removed": list(self.removed),
            "adopted": list(self.adopted),
            "parked": [str(one) for one in self.parked],
            "unknown": list(self.unknown),
            "gone": list(self.gone),
        }


@dataclass(frozen=True, slots=True)
class FollowResult:
    """How many declaraties were looked at, and what changed: (nummer, what happened). `invoiced` are ids with a factuur,
    `facturen` how many of those were read and how many of them were new or different.
    """

    looked: int = 0
    changes: Sequence[tuple[str, Sentence]] = ()
    sweep: SweepResult = SweepResult()
    invoiced: Sequence[str] = ()
    facturen: tuple[int, int] = (0, 0)

    def to_json(self) -> dict[str, Any]:
        """As answered by `declaraties follow --json`."""
        return {
            "looked": self.looked,
            "changes": [{"nummer": nummer, "what": str(what)} for nummer, what in self.changes],
            "sweep": self.sweep.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Looked:
    """What a run read of orders or facturen: records, how many were new or different, calls, and what needs a person."""

    read: int = 0
    changed: int = 0
    calls: int = 0
    parked: Sequence[Sentence] = ()
