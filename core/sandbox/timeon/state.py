"""What the Time On twin remembers: one organisation with its users, klanten, projecten and hours, and who may come in.

Promises the same rule as the other twin: a change replaces a record by a new dict, nothing mutates one that is in a
table. Ids are integers, handed out upwards and never again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

Record = dict[str, Any]

TOKEN_SECONDS = 14_400
"""Four hours, as measured."""


@dataclass(slots=True)
class TimeOnState:
    """Everything behind one host. `now` is the injected clock; `api_keys` are the keys that open this organisation."""

    organisation: Record
    users: dict[int, Record]
    customers: dict[int, Record]
    projects: dict[int, Record]
    hours: dict[int, Record]
    countries: dict[int, str]
    """countryID to the two letters; no path to read them was ever seen."""
    indeling: Record
    """The names behind categoryID, distanceCategoryID, expenseCategoryID and rateID, as on Time On's own screens."""
    api_keys: set[str]
    passwords: dict[str, str]
    """E-mail address to password, for the other grant."""
    now: Callable[[], datetime]
    seed: int
    tokens: dict[str, datetime] = field(default_factory=dict)
    """Bearer to the moment it expires."""
    users_as_items: bool = False
    issued: int = 0

    def issue_token(self) -> str:
        """A new bearer that is good for four hours; the old ones stay good until their own end."""
        self.issued += 1
        token = hashlib.sha256(f"timeon:{self.seed}:{self.issued}".encode()).hexdigest()
        self.tokens[token] = self.now() + timedelta(seconds=TOKEN_SECONDS)
        return token

    def knows(self, token: str) -> bool:
        """Whether this bearer was issued and has not expired."""
        expires = self.tokens.get(token)
        return expires is not None and self.now() < expires

    def next_id(self, table: dict[int, Record]) -> int:
        """The id for a new record in `table`; deleted hours stay in the table, so none is given twice."""
        return max(table, default=0) + 1
