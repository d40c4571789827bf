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
    known = {id_: naam for id_, naam, _nummer in await opened.pages.names()}
    fits = [wanted] if wanted in known else [id_ for id_, naam in known.items() if wanted.casefold() in naam.casefold()]
    if len(fits) != 1:
        names = ", ".join(f"{known[id_]} ({id_})" for id_ in fits[:5])
        raise NotFoundError(
            say("Er zijn meer klanten: {names}.", names=names) if fits else say("Geen klant {naam}.", naam=wanted)
        )
    return fits[0]
