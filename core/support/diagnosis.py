"""What a support engineer sees of one koppeling at a glance, from its own file alone: no key and no network."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from core.clock import iso
from core.config import Settings
from core.domain.allowance import Pause
from core.domain.ending import Ending, ending
from core.domain.money import amount_text, from_cents
from core.store import call_counts, pauses, runs
from core.store.calls import CALL
from core.store.connection import Connection
from core.support.chart import RunBar
from core.support.failures import Group, failures
from core.support.health import BoardRow

SLOWEST, RUNS, CALLS = 10, 60, 5000
_WAITS = """
    SELECT (SELECT count(*) FROM conflicts WHERE verdict = ''),
        (SELECT count(*) FROM open_lines), (SELECT min(since) FROM open_lines),
        (SELECT count(*) FROM push_intents WHERE state IN ('planned', 'sending', 'unknown', 'refused')),
        (SELECT min(planned_at) FROM push_intents WHERE state IN ('planned', 'sending', 'unknown', 'refused'))
"""


@dataclass(frozen=True, slots=True)
class SlowCall:
    """A call in the journal that took long; `status` is None when nothing came back."""

    at: str
    service: str
    method: str
    path: str
    status: int | None
    ms: int

    def to_json(self) -> dict[str, Any]:
        """An item of `slowest`."""
        return {
            "at": self.at, "service": self.service, "method": self.method, "path": self.path, "status": self.status,
            "ms": self.ms,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits: review rows, conflicts, lines of a plan, pushes; since when the oldest line and push wait."""

    review: int
    conflicts: int
    lines: int
    lines_since: str
    pushes: int
    pushes_since: str

    @property
    def total(self) -> int:
        """Everything."""
        return self.review + self.conflicts + self.lines + self.pushes


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """`minute` and `hour` are calls left of `minute_of` and `hour_of`; amounts are euros excluding btw."""

    row: BoardRow
    backlog: Backlog
    errors: tuple[Group, ...]
    oldest_failure: str
    to_invoice: Decimal
    not_sent: Decimal
    minute: int
    minute_of: int
    hour: int
    hour_of: int
    pauses: tuple[Pause, ...]
    slowest: tuple[SlowCall, ...]
    runs: tuple[RunBar, ...]

    def to_json(self) -> dict[str, Any]:
        """The answer of `koppelingen check --json`'s part about support; amounts as decimal text."""
        return {
            **self.row.to_json(),
            "backlog": {
                "review": self.backlog.review,
                "conflicts": self.backlog.conflicts,
                "lines": self.backlog.lines,
                "lines_since": self.backlog.lines_since,
                "pushes": self.backlog.pushes,
                "pushes_since": self.backlog.pushes_since,
            },
            "oldest_failure": self.oldest_failure,
            "errors": [group.to_json() for group in self.errors],
            "to_invoice_amount": amount_text(self.to_invoice),
            "not_sent_amount": amount_text(self.not_sent),
            "calls_left": {
                "minute": self.minute, "minute_of": self.minute_of, "hour": self.hour, "hour_of": self.hour_of,
            },
            "pauses": [{"service": one.service, "until": iso(one.until), "reason": one.reason} for one in self.pauses],
            "slowest": [call.to_json() for call in self.slowest],
            "runs": [run.to_json() for run in self.runs],
        }  # fmt: skip


def diagnose(db: Connection, row: BoardRow, now: datetime, settings: Settings) -> Diagnosis:
    """Look at one koppeling; `row` is how it fares by the register."""
    conflicts, lines, lines_since, pushes, pushes_since = db.execute(_WAITS).fetchone()
    groups = failures(db)
    minute, hour = call_counts.left(db, now, settings.calls_a_minute, settings.calls_an_hour)
    return Diagnosis(
        row=row,
        backlog=Backlog(row.summary.waiting, conflicts, lines, lines_since or "", pushes, pushes_since or ""),
        errors=tuple(groups),
        oldest_failure=min((one.at for group in groups for one in group.rows), default=""),
        to_invoice=_sum(db, "order_state = 'order'"),
        not_sent=_sum(
            db, "state = 'openstaand' AND order_state IN ('none', 'planned', 'sending', 'unknown', 'refused')"
        ),
        minute=minute,
        minute_of=settings.calls_a_minute,
        hour=hour,
        hour_of=settings.calls_an_hour,
        pauses=tuple(pauses.all_standing(db, now)),
        slowest=tuple(_slowest(db)),
        runs=tuple(reversed([_bar(one) for one in runs.every(db, RUNS)])),
    )


def _sum(db: Connection, where: str) -> Decimal:
    query = f"SELECT coalesce(sum(cents), 0) FROM declaraties WHERE {where}"  # noqa: S608 - conditions of ours
    return from_cents(int(db.execute(query).fetchone()[0]))


def _slowest(db: Connection) -> list[SlowCall]:
    """Of the newest calls that are kept and were waited for."""
    query = "SELECT at, subject, detail FROM events WHERE type = ? ORDER BY seq DESC LIMIT ?"
    found = [(at, subject, json.loads(detail)) for at, subject, detail in db.execute(query, (CALL, CALLS))]
    calls = [
        SlowCall(at, subject.partition(":")[2], d.get("method", ""), d.get("path", ""), d.get("status"), d.get("ms", 0))
        for at, subject, d in found
        if not d.get("dropped")
    ]
    return sorted(calls, key=lambda call: (-call.ms, call.at))[:SLOWEST]


def _bar(run: tuple[str, str, str, bool, dict[str, Any]]) -> RunBar:
    id_, started, ended, ok, report = run
    return RunBar(
        id_, started, ok and bool(ended), int(report.get("calls", 0)), int(report.get("writes", 0)),
        float(report.get("seconds", 0)), str(report.get("stopped", "")), len(report.get("skipped", ())),
        ending(report) if ended else Ending.FAILED,
    )  # fmt: skip
