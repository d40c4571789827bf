"""The country of an address: an id that differs per administration on either side, so it is read, never known."""

import json

from core.store import observed
from core.store.connection import Connection


def land_id(db: Connection) -> str:
    """The id of Nederland in this SnelStart administration; empty when its landen were not read."""
    for id_, _naam, raw in observed.others(db, "landen"):
        if json.loads(raw).get("landcode") == "NL":
            return id_
    return ""


def country_id(db: Connection) -> int | None:
    """Time On's number of the country most klanten have: its list of countries was never seen."""
    counts: dict[int, int] = {}
    for (raw,) in db.execute("SELECT raw FROM customers WHERE gone = 0"):
        country = json.loads(raw).get("countryID")
        if isinstance(country, int):
            counts[country] = counts.get(country, 0) + 1
    return max(counts, key=lambda country: (counts[country], -country)) if counts else None
