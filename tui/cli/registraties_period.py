"""What commands about registraties are asked to look at: a period and a klant."""

import calendar
from datetime import date
from typing import TYPE_CHECKING

from core.errors import NotFoundError, UsageError
from core.text import say

if TYPE_CHECKING:
    from core.service.opened import Opened


def span(period: date | None, van: date | None, tot: date | None) -> tuple[date | None, date | None]:
    """The first and the last day; None is open. Raises UsageError for what can't be meant."""
    if period is not None:
        if van or tot:
            raise UsageError(say("--period gaat niet samen met --van en --tot."))
        return period, last_day(period)
    if van and tot and van > tot:
        raise UsageError(say("--van ligt na --tot."))
    return van, tot


def last_day(first: date) -> date:
    """The last day of the month that begins on `first`."""
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


async def klant_of(opened: "Opened", wanted: str) -> str:
    """The Time On id of the one klant that is meant, "" for all. Raises NotFoundError when it is none or several."""
    if not wanted:
        return ""
    known = [row.timeon for row in await opened.klanten(everything=True) if row.timeon is not None]
    fits = [one for one in known if wanted == one.id] or [
        one for one in known if wanted.casefold() in one.naam.casefold()
    ]
    if len(fits) != 1:
        names = ", ".join(f"{one.naam} ({one.id})" for one in fits[:5])
        raise NotFoundError(
            say("Er zijn meer klanten: {names}.", names=names) if fits else say("Geen klant {naam}.", naam=wanted)
        )
    return fits[0].id
