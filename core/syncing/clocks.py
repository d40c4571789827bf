"""The clocks of what is on its way: Time On to SnelStart at once, SnelStart to Time On within the half hour."""

from collections.abc import Collection
from datetime import datetime, timedelta

from core.config import Settings
from core.domain.partij import Side
from core.domain.plan import PlanLine
from core.domain.record_clock import RecordClock
from core.store import open_lines
from core.store.connection import Connection


def due_at(line: PlanLine, since: datetime, settings: Settings) -> datetime:
    """When a line that is open since a moment is to be done: two looks for SnelStart, one run for Time On."""
    if line.service is Side.SNELSTART:
        return since + timedelta(seconds=2 * settings.watch_seconds)
    return since + timedelta(minutes=settings.sync_minutes)


def keep_clocks(db: Connection, lines: Collection[PlanLine], now: datetime, settings: Settings) -> None:
    """Start the clocks of lines that are new in the standing plan; stop those of lines that are gone from it."""
    open_lines.keep(db, {line.key: due_at(line, now, settings) for line in lines}, now)


def clocks(
    db: Connection, lines: Collection[PlanLine], now: datetime, settings: Settings, permissions: Collection[str]
) -> list[RecordClock]:
    """Of every line of the standing plan; one that no permission names waits for a person."""
    known = open_lines.every(db)
    found = []
    for line in lines:
        since, due = known.get(line.key, (now, due_at(line, now, settings)))
        waits = line.permission not in permissions or bool(line.warnings)
        one = RecordClock(line.key, line.label, line.service, since, due, waits, line.source_id, line.record_id)
        found.append(one)
    return sorted(found, key=lambda clock: (clock.due, clock.label))
