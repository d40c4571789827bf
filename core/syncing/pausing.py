"""A service that asked to wait is left alone until then, through restarts, and it is said which and until when."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from core.clock import Clock
from core.errors import PausedError
from core.store import pauses
from core.store.connection import Database
from core.text import say

T = TypeVar("T")

SNELSTART, TIMEON = "snelstart", "timeon"
_NAMES = {SNELSTART: "SnelStart", TIMEON: "Time On"}


async def heeding_pauses(database: Database, clock: Clock, work: Callable[[], Awaitable[T]]) -> T:
    """Do the work unless a pause stands; one that is asked for meanwhile is kept.

    SnelStart's own pauses are kept by its client, so one that nobody kept is Time On's.
    """
    standing = await database.read(lambda db: pauses.all_standing(db, clock()))
    if standing:
        longest = max(standing, key=lambda pause: pause.until)
        name = _NAMES.get(longest.service, longest.service)
        named = longest.reason.startswith(name)
        reason = longest.reason if named else say("{dienst}: {reden}", dienst=name, reden=longest.reason)
        raise PausedError(reason, until=longest.until)
    try:
        return await work()
    except PausedError as paused:
        at, until, reason = clock(), paused.until, paused.detail
        if await database.read(lambda db: pauses.standing(db, SNELSTART, at)) is None and until > at:
            await database.write(lambda db: pauses.begin(db, TIMEON, at, until, reason))
        raise
