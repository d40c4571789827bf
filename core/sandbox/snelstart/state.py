"""What the SnelStart twin remembers: administraties, their records and their koppelsleutels.

Promises one shape for everything: a record is a dict in wire form (camelCase keys, money as Decimal, dates as
text without a zone). A change replaces the record by a new dict; nothing mutates a record that is in a table, so
that encoded bytes can be kept beside it.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from core.sandbox.snelstart.limits import Counts
from core.sandbox.snelstart.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

Record = dict[str, Any]

DEFAULT_SCOPES: tuple[str, ...] = (
    "artikelen:read",
    "artikelen:write",
    "bankieren:read",
    "bankieren:write",
    "boekhouden:read",
    "boekhouden:write",
    "documenten:read",
    "documenten:write",
    "kas:read",
    "kas:write",
    "memoriaal:read",
    "memoriaal:write",
    "orders:read",
    "orders:write",
    "rapportage",
    "relaties:read",
    "relaties:write",
    "settings:read",
    "settings:write",
)
"""The scopes seen in live tokens; `btwaangiftes:*` exists but was not among them."""


@dataclass(slots=True)
class KeyState:
    """One koppelsleutel: revoked ones are kept so that they can be told from unknown ones on the control page."""

    active: bool = True
    scopes: tuple[str, ...] = DEFAULT_SCOPES


@dataclass(slots=True)
class Administratie:
    """One bookkeeping. `tables` maps a resource path ("relaties") to id to record; insertion order is list order."""

    id: str
    naam: str
    company_info: Record
    tables: dict[str, dict[str, Record]]
    koppelsleutels: dict[str, KeyState]
    product: str = "productie"
    locked_until: date | None = None
    counts: Counts = field(default_factory=Counts)
    """Of this process alone: a state file does not keep them."""
    contents: dict[str, str] = field(default_factory=dict)
    """Base64 text of documents by document id: kept out of the records, which are listed."""
    encoded: dict[str, dict[str, tuple[Record, bytes]]] = field(default_factory=dict, repr=False)
    """Bytes by resource and id, valid only while the very same record is in the table."""

    def __post_init__(self) -> None:
        for resource in self.tables:
            self.table(resource)

    def table(self, resource: str) -> Table:
        """The records of `resource` by id; an empty table is made when there is none."""
        found = self.tables.get(resource)
        if not isinstance(found, Table):
            found = self.tables[resource] = Table(found)
        return found


@dataclass(slots=True)
class SnelStartState:
    """Everything behind one host. `now` is the injected clock: an aware or naive datetime, read as it is."""

    administraties: list[Administratie]
    subscription_keys: set[str]
    now: Callable[[], datetime]
    seed: int
    ticks: Callable[[], float] = time.monotonic
    """Real seconds, for the rate limits only."""
    limits: bool = True
    """False for a benchmark: the gateway then counts nothing."""
    issued: int = 0
    """How many ids and keys were given out: with the seed it makes the next one reproducible."""

    def administratie(self, administratie_id: str) -> Administratie:
        """The administratie with this id; KeyError when there is none."""
        for administratie in self.administraties:
            if administratie.id == administratie_id:
                return administratie
        raise KeyError(administratie_id)

    def owner(self, koppelsleutel: str) -> tuple[Administratie, KeyState] | None:
        """Who a koppelsleutel belongs to, revoked keys included; None when nobody ever issued it."""
        for administratie in self.administraties:
            key = administratie.koppelsleutels.get(koppelsleutel)
            if key is not None:
                return administratie, key
        return None
