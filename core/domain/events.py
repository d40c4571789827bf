"""Events: what happened, append-only, each bound to the one before by a hash, so that none can vanish unseen."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Event:
    """One fact. `at` is stored time text (UTC); `subject` names the record (`declaratie:17`); `actor` the OS user."""

    seq: int
    at: str
    type: str
    subject: str
    actor: str
    detail: Mapping[str, Any]
    prev: str
    hash: str

    def to_json(self) -> dict[str, Any]:
        """As answered by `events list --json`."""
        return {
            "seq": self.seq,
            "at": self.at,
            "type": self.type,
            "subject": self.subject,
            "actor": self.actor,
            "detail": dict(self.detail),
            "hash": self.hash,
        }


def chain(prev: str, seq: int, at: str, type_: str, subject: str, actor: str, detail: str) -> str:
    """The hash that binds an event to the one before; `detail` is its canonical JSON text."""
    parts = json.dumps([prev, seq, at, type_, subject, actor, detail], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(parts.encode()).hexdigest()


def canonical(detail: Mapping[str, Any]) -> str:
    """JSON text that is equal for equal details."""
    return json.dumps(detail, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=str)
