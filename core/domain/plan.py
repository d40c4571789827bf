"""A plan: every write that a run would make, as data, sealed by a hash, before anything is written."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from core.domain.partij import Side
from core.errors import MovedError, UsageError
from core.text import Sentence, say

JA, NEE = "ja", "nee"
"""How a flag is shown in a change."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, as shown: empty text means the field has no value."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One write: where, how, to which record, field by field, and why.

    `source_id` is the record on the other side that it is made from; `seen` is the fingerprint of the record that the
    line was made on (empty when it is made new): apply refuses the line when that moved. `body` is what goes out; of a
    change of an existing record it holds what changes alone, `target_seen` is that record's fingerprint, and `warnings`
    tell what the write can't keep.
    """

    service: Side
    verb: str
    path: str
    kind: str
    record_id: str
    source_id: str
    label: str
    why: Sentence
    changes: tuple[FieldChange, ...]
    body: Mapping[str, Any]
    seen: str = ""
    target_seen: str = ""
    warnings: tuple[Sentence, ...] = ()

    @property
    def key(self) -> str:
        """What names the line within its plan."""
        return f"{self.service}:{self.verb}:{self.kind}:{self.record_id or self.source_id}"

    @property
    def permission(self) -> str:
        """What a standing permission calls it: `klant:create:snelstart`, with `update` and `deactivate` beside it."""
        verb = "create" if self.verb == "POST" and not self.record_id else "update"
        return f"{self.kind}:{'deactivate' if self.deactivates else verb}:{self.service.value}"

    @property
    def deactivates(self) -> bool:
        """Whether it takes a klant out of use: such lines stand under a ceiling."""
        return bool(self.record_id) and any(c.field == "actief" and c.new == NEE for c in self.changes)

    def to_json(self) -> dict[str, Any]:
        """As saved and as answered by `sync plan --json`."""
        return {
            "service": self.service.value,
            "verb": self.verb,
            "path": self.path,
            "kind": self.kind,
            "record_id": self.record_id,
            "source_id": self.source_id,
            "label": self.label,
            "why": self.why.to_json(),
            "changes": [{"field": c.field, "old": c.old, "new": c.new} for c in self.changes],
            "body": dict(self.body),
            "seen": self.seen,
            "target_seen": self.target_seen,
            "warnings": [warning.to_json() for warning in self.warnings],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "PlanLine":
        """The inverse of `to_json`; raises KeyError or ValueError on a foreign shape."""
        return cls(
            service=Side(data["service"]),
            verb=data["verb"],
            path=data["path"],
            kind=data["kind"],
            record_id=data["record_id"],
            source_id=data["source_id"],
            label=data["label"],
            why=Sentence.from_json(data["why"]),
            changes=tuple(FieldChange(c["field"], c["old"], c["new"]) for c in data["changes"]),
            body=data["body"],
            seen=data["seen"],
            target_seen=data.get("target_seen", ""),
            warnings=tuple(Sentence.from_json(warning) for warning in data.get("warnings", ())),
        )


@dataclass(frozen=True, slots=True)
class Plan:
    """The lines of one koppeling at one moment; `waiting` counts rows left out because a person must decide."""

    koppeling: str
    made_at: datetime
    lines: tuple[PlanLine, ...]
    waiting: int = 0

    @property
    def seal(self) -> str:
        """sha256 over koppeling and lines: two plans that would write the same have the same seal."""
        content = {"koppeling": self.koppeling, "lines": [line.to_json() for line in self.lines]}
        text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """As saved by `sync plan --save`, seal included."""
        return {
            "koppeling": self.koppeling,
            "made_at": self.made_at.isoformat(),
            "seal": self.seal,
            "waiting": self.waiting,
            "lines": [line.to_json() for line in self.lines],
        }

    @classmethod
    def from_json(cls, data: Any) -> "Plan":
        """A saved plan. Raises UsageError for a foreign shape and MovedError when it is not what was sealed."""
        try:
            lines = tuple(PlanLine.from_json(line) for line in data["lines"])
            made_at, waiting = datetime.fromisoformat(data["made_at"]), int(data["waiting"])
            plan, seal = cls(str(data["koppeling"]), made_at, lines, waiting), data["seal"]
        except (KeyError, TypeError, ValueError, AttributeError) as problem:
            raise UsageError(say("Dit is geen bewaard plan.")) from problem
        if plan.seal != seal:
            raise MovedError(say("Het plan is veranderd nadat het bewaard werd."))
        return plan


class LineOutcome:
    """What became of a plan line."""

    WRITTEN = "written"
    ADOPTED = "adopted"
    REFUSED = "refused"
    MOVED = "moved"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LineResult:
    """One line after apply; `reason` explains all but WRITTEN."""

    line: PlanLine
    outcome: str
    remote_id: str = ""
    reason: str = ""
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a sync run did, in the shape of `sync run --json`: ok only when everything was done.

    `proven` says that a plan made after the run had nothing left of it; None when nothing was written. `stopped` is the
    error that ended it early. `skipped` has (klant, reason), `by_kind` the calls, records and changes of each kind.
    """

    run: str
    ok: bool
    calls: int
    read: int
    changed: int
    writes: int
    waiting: int
    refused: int
    seconds: float
    results: tuple[LineResult, ...] = ()
    created: int = 0
    scheduled: bool = False
    proven: bool | None = None
    stopped: str = ""
    van: str = ""
    tot: str = ""
    full: bool = False
    by_kind: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    skipped: tuple[tuple[str, str], ...] = ()
    differences: int = 0
    conflicts: int = 0

    def to_json(self) -> dict[str, Any]:
        """The documented object of design `sync run --json`."""
        return {
            "run": self.run,
            "ok": self.ok,
            "calls": self.calls,
            "read": self.read,
            "changed": self.changed,
            "writes": self.writes,
            "waiting": self.waiting,
            "refused": self.refused,
            "seconds": round(self.seconds, 3),
        }

    def to_record(self) -> dict[str, Any]:
        """The run as it is kept: the documented object and all that explains it; its lines are kept apart."""
        return {
            **self.to_json(),
            "scheduled": self.scheduled,
            "proven": self.proven,
            "stopped": self.stopped,
            "window": [self.van, self.tot],
            "full": self.full,
            "by_kind": {kind: dict(counts) for kind, counts in self.by_kind.items()},
            "skipped": [{"klant": klant, "reason": reason} for klant, reason in self.skipped],
            "differences": self.differences,
            "conflicts": self.conflicts,
            "lines": [
                {
                    "label": one.line.label,
                    "service": one.line.service.label,
                    "outcome": one.outcome,
                    "reason": one.reason,
                }
                for one in self.results
            ],
        }
