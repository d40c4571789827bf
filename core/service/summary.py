"""What the list of koppelingen shows of one: counted in the koppeling's own file."""

import json

from core.clock import from_iso
from core.domain.ending import Ending, ending
from core.domain.koppeling import Koppeling, KoppelingSummary
from core.domain.money import from_cents
from core.store import runs
from core.store.connection import Connection


def summary_of(db: Connection, koppeling: Koppeling, waiting: int) -> KoppelingSummary:
    """From what is kept of it; `waiting` is how many of its rows wait for a person."""

    def count(query: str) -> int:
        return int(db.execute(query).fetchone()[0] or 0)

    last = runs.last(db)
    report = last[3] if last else {}
    return KoppelingSummary(
        koppeling=koppeling,
        paired=count("SELECT count(*) FROM decisions WHERE live = 1 AND verdict = 'couple'"),
        waiting=waiting,
        producten=count("SELECT count(*) FROM artikelen WHERE gone = 0"),
        productgroepen=count("SELECT count(*) FROM productgroepen WHERE gone = 0"),
        last_run_at=from_iso(last[1]) if last else None,
        last_run_ok=last[2] if last else None,
        last_run_calls=report.get("calls", 0),
        last_run_writes=report.get("writes", 0),
        open_count=count("SELECT count(*) FROM declaraties WHERE state = 'openstaand'"),
        open_amount=from_cents(count("SELECT sum(cents) FROM declaraties WHERE state = 'openstaand'")),
        to_invoice=count("SELECT count(*) FROM declaraties WHERE order_state = 'order'"),
        problem=_problem(db, ending(report)),
    )


def _problem(db: Connection, last: Ending) -> str:
    """The short code of what went wrong last: `refused`, or why a run did not happen at all."""
    query = "SELECT type, detail FROM events WHERE type IN ('sync.run', 'sync.uitgebleven') ORDER BY seq DESC LIMIT 1"
    newest = db.execute(query).fetchone()
    if newest is not None and newest[0] == "sync.uitgebleven":
        return str(json.loads(newest[1]).get("problem", "refused"))
    refused = db.execute("SELECT 1 FROM push_intents WHERE state = 'refused' LIMIT 1").fetchone()
    return "refused" if refused or last in (Ending.FAILED, Ending.STOPPED) else ""
