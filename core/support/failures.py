"""What failed and still stands, grouped by the code that the other side gave, each with plain words and a next step."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from core.snelstart.explain import advice, explain
from core.store.connection import Connection
from core.text import Sentence, mark, say

UNKNOWN, OTHER = "onbekend", "overig"
SYNC, PUSH = "sync", "push"
_STANDING = """
    SELECT key, line, outcome, reason, codes, at FROM run_lines
    WHERE rowid IN (SELECT max(rowid) FROM run_lines GROUP BY key) AND outcome IN ('refused', 'unknown', 'moved')
    AND (key IN (SELECT key FROM open_lines) OR run = (SELECT id FROM runs ORDER BY rowid DESC LIMIT 1))
    ORDER BY at
"""
_PUSHES = """
    SELECT i.declaratie_id, coalesce(d.klant, ''), i.state, i.reason, i.codes,
        CASE WHEN i.last_sent_at <> '' THEN i.last_sent_at ELSE i.planned_at END
    FROM push_intents i LEFT JOIN declaraties d ON d.id = i.declaratie_id
    WHERE i.state IN ('refused', 'unknown', 'sending')
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """One row that failed: `subject` as events name it, `retry` tells what would try it again, `key` names it among those."""

    code: str
    subject: str
    label: str
    reason: str
    at: str
    retry: str
    key: str


@dataclass(frozen=True, slots=True)
class Group:
    """All rows that failed for one reason, the oldest first."""

    code: str
    what: Sentence | str
    advice: Sentence | str
    rows: tuple[Failure, ...]

    def to_json(self) -> dict[str, Any]:
        """An item of `errors` in a diagnosis."""
        rows = [{"subject": r.subject, "label": r.label, "reason": r.reason, "at": r.at} for r in self.rows]
        return {"code": self.code, "what": str(self.what), "advice": str(self.advice), "n": len(rows), "rows": rows}


_OWN = {
    UNKNOWN: (
        mark("onbekend of het aankwam"),
        mark("Niets doen: koppelbord zoekt het op en verstuurt pas opnieuw als het er zeker niet is."),
    ),
    OTHER: (mark("geweigerd zonder code"), mark("Lees de reden op de rij; verbeter die en probeer opnieuw.")),
}


def failures(db: Connection) -> list[Group]:
    """Every group, the one with the most rows first."""
    found: dict[str, list[Failure]] = {}
    for one in sorted([*_lines(db), *_pushes(db)], key=lambda one: one.at):
        found.setdefault(one.code, []).append(one)
    groups = [_group(code, rows) for code, rows in found.items()]
    return sorted(groups, key=lambda group: (-len(group.rows), group.code))


def _group(code: str, rows: Iterable[Failure]) -> Group:
    own = _OWN.get(code)
    if own is not None:
        return Group(code, say(own[0]), say(own[1]), tuple(rows))
    fallback = say(_OWN[OTHER][1])
    return Group(
        code, explain(code) or say("SnelStart geeft code {code}", code=code), advice(code) or fallback, tuple(rows)
    )


def _lines(db: Connection) -> Iterator[Failure]:
    for key, text, outcome, reason, codes, at in db.execute(_STANDING):
        line = json.loads(text)
        subject = f"klant:{line.get('record_id') or line.get('source_id', '')}"
        code = _code(outcome, json.loads(codes))
        yield Failure(code, subject, str(line.get("label", "")), reason, at, SYNC, key)


def _pushes(db: Connection) -> Iterator[Failure]:
    for declaratie, klant, state, reason, codes, at in db.execute(_PUSHES):
        code = _code("unknown" if state in ("unknown", "sending") else "refused", codes.split())
        yield Failure(code, f"declaratie:{declaratie}", klant, reason, at, PUSH, declaratie)


def _code(outcome: str, codes: list[str]) -> str:
    if outcome == "unknown":
        return UNKNOWN
    return codes[0] if codes else OTHER
