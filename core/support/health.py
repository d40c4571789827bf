"""How each koppeling fares, from its row in the register alone: 5,000 of them in one look, what needs a person first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from core.clock import iso
from core.domain.koppeling import KoppelingState, KoppelingSummary
from core.domain.money import amount_text
from core.text import Sentence, mark, say

LATE_AFTER = 2
"""Times the sync interval: a run that is missed once is no cause for alarm, twice is."""


class Health(StrEnum):
    """FAILING: the last run did not do everything, or did not happen. LATE: it should have run by now. NEW: not finished."""

    FAILING = "failing"
    LATE = "late"
    NEW = "new"
    PAUSED = "paused"
    FRESH = "fresh"
    DISCONNECTED = "disconnected"

    @property
    def label(self) -> str:
        """The msgid of its word on screen."""
        return _LABELS[self]


_LABELS = {
    Health.FAILING: mark("gaat fout"),
    Health.LATE: mark("te laat"),
    Health.NEW: mark("niet afgerond"),
    Health.PAUSED: mark("gepauzeerd"),
    Health.FRESH: mark("vers"),
    Health.DISCONNECTED: mark("ontkoppeld"),
}
_PROBLEMS = {
    "credentials": mark("een sleutel wordt geweigerd"),
    "unreachable": mark("de andere kant was niet bereikbaar"),
    "paused": mark("de andere kant vraagt te wachten"),
    "refused": mark("er werd iets geweigerd"),
}
_HINTS = {
    "credentials": mark(
        "Maak een nieuwe sleutel, de koppelsleutel in SnelStart bij Koppelingen of de API-sleutel in Time On, en geef hem bij "
        "Login; 'koppelbord doctor --online' zegt welke geweigerd wordt."
    ),
    "unreachable": mark("Een volgende run probeert het weer; 'koppelbord doctor --online' zegt waar het stokt."),
    "paused": mark("Wachten: een run gaat vanzelf verder zodra het mag."),
    "refused": mark("Diagnose noemt wat er geweigerd werd, waarom, en wat te doen."),
}
_ORDER = {health: place for place, health in enumerate(Health)}


@dataclass(frozen=True, slots=True)
class BoardRow:
    """A koppeling on the Kantoorbord; `why` is one sentence, empty for one that is fresh."""

    summary: KoppelingSummary
    health: Health
    why: Sentence | str = ""

    @property
    def needs_person(self) -> bool:
        """Whether someone should look at it."""
        failing = self.health in (Health.FAILING, Health.LATE)
        return failing or (self.summary.waiting > 0 and self.health is not Health.DISCONNECTED)

    def to_json(self) -> dict[str, Any]:
        """An item of `kantoor --json`: amounts in euros, decimal text."""
        one = self.summary
        return {
            "koppeling": one.koppeling.id,
            "timeon": one.koppeling.timeon_naam,
            "snelstart": one.koppeling.snelstart_naam,
            "health": self.health.value,
            "why": str(self.why),
            "needs_person": self.needs_person,
            "waiting": one.waiting,
            "last_run_at": iso(one.last_run_at) if one.last_run_at else None,
            "open": one.open_count,
            "open_amount": amount_text(one.open_amount),
            "to_invoice": one.to_invoice,
        }


def problem_words(problem: str) -> Sentence:
    """What went wrong last, from the short code of a summary."""
    return say(_PROBLEMS.get(problem, problem))


def hint(problem: str) -> Sentence:
    """What to do about it."""
    return say(_HINTS.get(problem, _HINTS["refused"]))


def row(summary: KoppelingSummary, now: datetime, sync_minutes: int) -> BoardRow:
    """How one koppeling fares at a moment."""
    state = summary.koppeling.state
    if state is KoppelingState.ONTKOPPELD:
        return BoardRow(summary, Health.DISCONNECTED)
    if state in (KoppelingState.AANGEMELD, KoppelingState.REVIEW):
        return BoardRow(summary, Health.NEW, say("het koppelen is nog niet afgerond"))
    if state is KoppelingState.GEPAUZEERD:
        return BoardRow(summary, Health.PAUSED, say("gepauzeerd door een mens"))
    if summary.problem:
        return BoardRow(summary, Health.FAILING, problem_words(summary.problem))
    if summary.last_run_at is None or now - summary.last_run_at > timedelta(minutes=LATE_AFTER * sync_minutes):
        since = summary.last_run_at
        words = (
            say("nog nooit gelopen")
            if since is None
            else say("laatste run {at}", at=f"{since.astimezone():%d-%m %H:%M}")
        )
        return BoardRow(summary, Health.LATE, words)
    return BoardRow(summary, Health.FRESH, say("{n} wachten op een mens", n=summary.waiting) if summary.waiting else "")


def board(summaries: Iterable[KoppelingSummary], now: datetime, sync_minutes: int) -> list[BoardRow]:
    """All of them: what needs a person first, then by health, the most waiting rows, and name."""
    rows = [row(summary, now, sync_minutes) for summary in summaries]
    return sorted(
        rows,
        key=lambda one: (
            not one.needs_person, _ORDER[one.health], -one.summary.waiting,
            one.summary.koppeling.timeon_naam.casefold(),
        ),
    )  # fmt: skip
