"""Hour rows out of their groups by day, and the proof that none is missing: `summary.totalItems`."""

import calendar
from collections.abc import Iterator
from datetime import date
from typing import Any

from core.errors import GarbledError
from core.text import say


def months(van: date, tot: date) -> Iterator[tuple[date, date]]:
    """The calendar months that `van` to and with `tot` touches, cut to it; nothing when `tot` comes before `van`."""
    start = van
    while start <= tot:
        end = start.replace(day=calendar.monthrange(start.year, start.month)[1])
        yield start, min(end, tot)
        start = date.fromordinal(end.toordinal() + 1)


def is_short(result: Any) -> bool:
    """Whether fewer rows came than Time On itself counts."""
    return len(_rows(result)) < _promised(result)


def whole(result: Any) -> list[dict[str, Any]]:
    """All rows of an answer. Raises GarbledError when fewer came than Time On counts, or when it does not count."""
    rows = _rows(result)
    promised = _promised(result)
    if len(rows) < promised:
        raise GarbledError(
            say("Time On telt {promised} registraties maar gaf er {given}.", promised=promised, given=len(rows))
        )
    return rows


def _rows(result: Any) -> list[dict[str, Any]]:
    groups = result.get("groups") if isinstance(result, dict) else None
    rows: dict[str, dict[str, Any]] = {}
    for group in groups if isinstance(groups, list) else []:
        listed = group.get("hourList") if isinstance(group, dict) else None
        for row in listed if isinstance(listed, list) else []:
            if not isinstance(row, dict) or row.get("hourID") is None:
                raise GarbledError(say("Time On gaf een registratie zonder nummer."))
            rows[str(row["hourID"])] = row
    return list(rows.values())


def _promised(result: Any) -> int:
    summary = result.get("summary") if isinstance(result, dict) else None
    total = summary.get("totalItems") if isinstance(summary, dict) else None
    if not isinstance(total, int):
        raise GarbledError(say("Time On zegt niet hoeveel registraties er zijn."))
    return total
