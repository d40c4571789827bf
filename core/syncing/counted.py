"""What one reading cost and found, by kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(slots=True)
class Counted:
    """Records read, those that were new, changed or gone, and the calls that took."""

    read: int = 0
    changed: int = 0
    calls: int = 0

    def add(self, other: "Counted") -> None:
        """Sum, kind by kind."""
        self.read += other.read
        self.changed += other.changed
        self.calls += other.calls


@dataclass(slots=True)
class ReadReport:
    """What one reading cost and found. `calls` holds tokens and retries too; `van` and `tot` are the hours' window,
    `seconds` is how long it took, `parked` what it found that needs a person.
    """

    calls: int = 0
    counts: dict[str, Counted] = field(default_factory=dict)
    van: str = ""
    tot: str = ""
    full: bool = False
    seconds: float = 0.0
    parked: list[str] = field(default_factory=list)

    @property
    def total(self) -> Counted:
        """All kinds together."""
        whole = Counted()
        for counted in self.counts.values():
            whole.add(counted)
        return whole

    def by_kind(self) -> Mapping[str, Mapping[str, int]]:
        """`{kind: {"calls", "read", "changed"}}`, with what no kind explains (tokens, retries) under `other`."""
        found = {kind: {"calls": c.calls, "read": c.read, "changed": c.changed} for kind, c in self.counts.items()}
        rest = self.calls - self.total.calls
        return {**found, "other": {"calls": rest, "read": 0, "changed": 0}} if rest > 0 else found
