"""The ceilings: what a run may not do unasked, however well it is planned.

A side that had records and now shows none is not believed, and no run takes away more than max(minimum, share) of what
there was: both are what a wrong key, an empty restore or a failing server look like.
"""

from collections.abc import Sequence
from decimal import Decimal

from core.config import Settings
from core.domain.plan import PlanLine
from core.errors import GuardError
from core.text import say

FEW = 3
"""A side with no more records than this may become empty."""


def ceiling(known: int, settings: Settings) -> int:
    """How many of `known` records may go in one run."""
    return max(settings.guard_minimum, int(Decimal(known) * settings.guard_share))


def check_vanished(what: str, known: int, gone: int, settings: Settings, *, released: bool) -> None:
    """Raises GuardError when a read shows none of more than a few records, or misses more than the ceiling."""
    if released or not gone:
        return
    if gone == known and known > FEW:
        raise GuardError(say("{what}: er waren er {known} en nu geen enkele meer.", what=say(what), known=known))
    most = ceiling(known, settings)
    if gone > most:
        raise GuardError(
            say("{what}: {gone} van {known} staan er niet meer; hoogstens {most}.", what=say(what), gone=gone,
                known=known, most=most)
        )  # fmt: skip


def check_plan(lines: Sequence[PlanLine], klanten: int, settings: Settings, *, released: bool) -> None:
    """Raises GuardError when a plan deactivates more klanten than the ceiling allows."""
    count = sum(line.deactivates for line in lines)
    most = ceiling(klanten, settings)
    if count > most and not released:
        raise GuardError(say("Het plan zet {count} klanten op nonactief; hoogstens {most}.", count=count, most=most))
