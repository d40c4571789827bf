"""Which settings this home worked with: a change of one is an event of the home's journal."""

import json
from dataclasses import fields
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from core.config import Settings
from core.store import journal
from core.store.connection import Connection

CHANGED = "instellingen.gewijzigd"
OF_A_PERSON = frozenset({"language", "theme", "mouse", "preset", "keys", "read_only"})
"""Settings of whoever sits there: they differ from one terminal to the next, and decide nothing of what is kept or sent."""


def changed(settings: Settings) -> dict[str, str]:
    """Every setting of the home's that is not what it is by default, as text; of an address nothing before its host."""
    found = {}
    for field in fields(Settings):
        value = getattr(settings, field.name)
        if value != field.default and field.name not in OF_A_PERSON:
            found[field.name] = _shown(value)
    return found


def last(db: Connection) -> dict[str, Any]:
    """What they were when last told of; empty when they never differed from the default."""
    query = "SELECT detail FROM events WHERE type = ? ORDER BY seq DESC LIMIT 1"
    row = db.execute(query, (CHANGED,)).fetchone()
    return dict(json.loads(row[0])["settings"]) if row else {}


def note(db: Connection, settings: Settings, at: str) -> bool:
    """Tell of a change; answers whether there was one."""
    before, now = last(db), changed(settings)
    if before == now:
        return False
    moved = {name: [before.get(name), now.get(name)] for name in sorted({*before, *now})}
    differing = {name: pair for name, pair in moved.items() if pair[0] != pair[1]}
    journal.append(db, at, CHANGED, "instellingen", {"settings": now, "changed": differing})
    return True


def _shown(value: object) -> str:
    text = str(value)
    if "://" not in text:
        return text
    parts = urlsplit(text)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))
