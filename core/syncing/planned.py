"""A plan with all that was left out of it: what can't be written as it is, what is asked, what is left to differ."""

from dataclasses import dataclass, replace

from core.domain.agreement import Conflict, Difference
from core.domain.plan import Plan
from core.text import Sentence


@dataclass(frozen=True, slots=True)
class Skipped:
    """A wanted write that can't be made as it is: who, and why."""

    label: str
    source_id: str
    reasons: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A plan, what was skipped with the reason, open conflicts, and differences that are left as they are."""

    plan: Plan
    skipped: tuple[Skipped, ...]
    conflicts: tuple[Conflict, ...] = ()
    differences: tuple[Difference, ...] = ()

    def permitted(self, permissions: tuple[str, ...]) -> "Planned":
        """The plan with only the lines that a standing permission names; the others wait, and those that lose something."""
        lines = tuple(line for line in self.plan.lines if line.permission in permissions and not line.warnings)
        waiting = self.plan.waiting + len(self.plan.lines) - len(lines)
        return replace(self, plan=replace(self.plan, lines=lines, waiting=waiting))
