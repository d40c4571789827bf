"""A record as it was before a write of ours beside what is known of it now, field by field."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from core.domain.partij import Side

_DEEPEST = 6


@dataclass(frozen=True, slots=True)
class FieldThen:
    """`field` is a path (`vestigingsAdres.postcode`); empty text means no value. `changed`: it is another now."""

    field: str
    before: str
    now: str

    @property
    def changed(self) -> bool:
        """Whether it is another now."""
        return self.before != self.now

    def to_json(self) -> dict[str, Any]:
        """An item of `support before --json`."""
        return {"field": self.field, "before": self.before, "now": self.now, "changed": self.changed}


def written_over(line: str) -> tuple[Side, str] | None:
    """The side and the id of the record that a line of a run (`snelstart:PUT:klant:ID`) went over; None for another key."""
    service, _, _, record_id = [*line.split(":", 3), "", "", ""][:4]
    return (Side(service), record_id) if service in set(Side) and record_id else None


def fields_then(before: bytes, now: bytes | None) -> list[FieldThen]:
    """What changed first, then the rest, each in the order of the record; nothing for bytes that are no record."""
    old, new = dict(_flat(_parsed(before))), dict(_flat(_parsed(now or b"")))
    every = [FieldThen(name, old.get(name, ""), new.get(name, "")) for name in dict.fromkeys([*old, *new])]
    return sorted(every, key=lambda one: not one.changed)


def _parsed(content: bytes) -> Any:
    try:
        return json.loads(content) if content else {}
    except (ValueError, RecursionError):
        return {}


def _flat(value: Any, path: str = "", depth: int = 0) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict) and depth < _DEEPEST:
        for name, item in value.items():
            yield from _flat(item, f"{path}.{name}" if path else str(name), depth + 1)
    elif path:
        yield path, _text(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
