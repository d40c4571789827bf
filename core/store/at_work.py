"""What a process is busy with in a koppeling, kept by itself while it lasts: others show it, and may ask it to stop.

It outlives a process that was killed; whoever works next here takes it away.
"""

from typing import Any

from core.store import koppeling as facts
from core.store.connection import Connection

_WORK, _STOP = "at_work", "stop_asked"


def keep(db: Connection, record: dict[str, Any]) -> bool:
    """Keep how far it is; answers whether somebody asked this work, known by its `began`, to stop."""
    facts.set_fact(db, _WORK, record)
    return bool(facts.fact(db, _STOP) == record["began"])


def kept(db: Connection) -> dict[str, Any] | None:
    """What was kept last; None when nothing is under way for as long as a second."""
    found = facts.fact(db, _WORK)
    return found if isinstance(found, dict) else None


def over(db: Connection) -> None:
    """Nothing is under way any more."""
    facts.forget(db, _WORK)
    facts.forget(db, _STOP)


def ask_stop(db: Connection, began: str) -> None:
    """Ask the work that began then to stop; another that begins meanwhile is not meant."""
    facts.set_fact(db, _STOP, began)
