"""Calls in the journal: an event a request, with its bodies by hash and its fields by name."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from core.clock import iso
from core.store import journal
from core.store.connection import Connection

if TYPE_CHECKING:
    from core.http import Call

CALL = "aanroep"
LOST = "aanroep.vergeten"
"""How many calls could not be written down, as an event of its own."""

_SEGMENT = re.compile(r"[A-Za-z0-9._~-]{1,64}")
_HIDDEN = "…"
_SENDS = frozenset({"POST", "PUT", "PATCH", "DELETE"})


def append(db: Connection, calls: "Iterable[tuple[str, Call]]", work: str, redact: Callable[[str], str]) -> int:
    """(service, call) in the order they were made; `work` names what they were made for. Answers how many."""
    count = 0
    for service, call in calls:
        journal.append(db, iso(call.at), CALL, f"dienst:{service}", _detail(call, work, redact))
        count += 1
    return count


def _detail(call: "Call", work: str, redact: Callable[[str], str]) -> dict[str, Any]:
    """What is empty is left out: a quiet read costs some hundred bytes."""
    detail: dict[str, Any] = {
        "method": call.method,
        "path": redact(_safe(call.path)),
        "status": call.status,
        "ms": round(call.seconds * 1000),
        "retry": call.retry,
        "work": work,
    }
    more = {"id": call.id, "size": call.size, "answered": call.answered[:16], "dropped": call.dropped}
    if call.method in _SENDS:
        more |= {"sent": call.sent, "fields": list(call.fields)}
    return detail | {name: value for name, value in more.items() if value}


def _safe(path: str) -> str:
    """A path of ids and words; a segment that is neither is not shown."""
    plain, mark, query = path.partition("?")
    segments = [part if not part or _SEGMENT.fullmatch(part) else _HIDDEN for part in plain.split("/")]
    return "/".join(segments) + mark + query
