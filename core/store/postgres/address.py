"""Where the office's database is: KOPPELBORD_DATABASE, taken apart, so that its password is shown to nobody."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from core.errors import UsageError
from core.text import say

VARIABLE = "KOPPELBORD_DATABASE"
SCHEMA = "koppelbord"
CONNECT_SECONDS, LOCK_SECONDS, STATEMENT_SECONDS, IDLE_SECONDS = 10, 10, 120, 120
_SETTINGS = {
    "lock_timeout": f"{LOCK_SECONDS}s",
    "statement_timeout": f"{STATEMENT_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{IDLE_SECONDS}s",
    "client_min_messages": "warning",
    "TimeZone": "UTC",
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "10",
    "tcp_keepalives_count": "3",
}
_SCHEMES = ("postgresql://", "postgres://")


@dataclass(frozen=True, slots=True)
class Address:
    """`office` is the role to work as when it is not the one that logs in. `shown` is what a person may read of it."""

    parts: dict[str, Any] = field(repr=False)
    shown: str
    office: str = ""

    @classmethod
    def read(cls, text: str, office: str = "") -> "Address":
        """Raises UsageError, which does not quote the text."""
        import psycopg
        from psycopg.conninfo import conninfo_to_dict

        wrong = UsageError(
            say("{variable} is geen adres van PostgreSQL.", variable=VARIABLE),
            advice=say("Schrijf postgresql://rol:wachtwoord@machine/database."),
        )
        if not text.startswith(_SCHEMES):
            raise wrong
        if not re.fullmatch(r"\w*", office):
            raise UsageError(say("{variable} is geen naam van een rol.", variable="KOPPELBORD_OFFICE"))
        try:
            parts = dict(conninfo_to_dict(text))
        except psycopg.Error:
            raise wrong from None
        return cls(parts, _shown(parts), office)

    @property
    def password(self) -> str:
        """What must be masked everywhere; empty when libpq finds it elsewhere."""
        return str(self.parts.get("password") or "")

    @property
    def line(self) -> str:
        """The schema where this office's work waits in line."""
        return line_of(self.office or str(self.parts.get("user") or ""))

    def called(self, name: str) -> "Address":
        """The same, whose sessions the database knows by a name."""
        return replace(self, parts={**self.parts, "application_name": name})

    def connect(self, schema: str = SCHEMA) -> dict[str, Any]:
        """What psycopg.connect takes."""
        settings = {**_SETTINGS, "search_path": schema, **({"role": self.office} if self.office else {})}
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        mine = {"application_name": "koppelbord", "connect_timeout": CONNECT_SECONDS}
        return {**mine, **self.parts, "options": f"{self.parts.get('options') or ''} {options}".strip()}


def line_of(role: str) -> str:
    """The schema where the work of the office of a role waits in line: its own, as its rows are."""
    return f"{SCHEMA}_werk_{role}"


def _shown(parts: dict[str, Any]) -> str:
    where = parts.get("host") or parts.get("hostaddr") or "localhost"
    port = f":{parts['port']}" if parts.get("port") else ""
    user = f"{parts['user']}@" if parts.get("user") else ""
    return f"postgresql://{user}{where}{port}/{parts.get('dbname') or ''}"
