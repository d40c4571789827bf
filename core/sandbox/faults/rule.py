"""One fault rule: which calls it strikes and what happens to them. Read from plain dicts, as a file or a page holds them."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

FAULTS = frozenset(
    {
        "drop-before",
        "drop-after",
        "reset-before",
        "reset-after",
        "delay-before",
        "delay-after",
        "twice",
        "401",
        "403",
        "403-quota",
        "429",
        "500-before",
        "500-after",
        "502",
        "answer",
        "empty-body",
        "truncated-body",
        "wrong-content-type",
        "invalid-json",
        "list-lag",
        "trickle",
        "clock-skew",
    }
)
"""*before* and *after* are seen from the service's commit: a dropped answer leaves the change behind."""
SERVICES = frozenset({"*", "snelstart", "timeon"})


class RuleError(ValueError):
    """A rule that can't be read; `str()` is a sentence that names the member at fault."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Strikes calls of `service` that fit `operation`, a method and a path with stars: `POST /v2/verkooporders*`."""

    fault: str
    service: str = "*"
    operation: str = "* *"
    nth: tuple[int, ...] = ()
    """Which of the fitting calls, counted from 1; all when empty."""
    after: int = 0
    """How many fitting calls go free first."""
    most: int | None = None
    """How often it strikes at most."""
    chance: float = 1.0
    seconds: float = 0.0
    """The length of a delay, lag, trickle, skew or Retry-After."""
    status: int = 500
    """The status of `answer`."""
    body: str = ""
    """The body of `answer`."""

    def fits(self, service: str, method: str, path: str) -> bool:
        """Whether a call is one that this rule counts."""
        wanted_method, _, wanted_path = self.operation.partition(" ")
        return (
            self.service in {"*", service}
            and wanted_method in {"*", method}
            and fnmatchcase(path.lower(), wanted_path.lower() or "*")
        )

    def as_dict(self) -> dict[str, Any]:
        """The rule as JSON holds it."""
        return asdict(self) | {"nth": list(self.nth)}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


CHECKS: dict[str, Callable[[Any], bool]] = {
    "fault": lambda value: value in FAULTS,
    "service": lambda value: value in SERVICES,
    "operation": lambda value: isinstance(value, str),
    "nth": lambda value: isinstance(value, list | tuple) and all(map(_is_count, value)),
    "after": _is_count,
    "most": lambda value: value is None or _is_count(value),
    "chance": lambda value: _is_number(value) and 0 <= value <= 1,
    "seconds": _is_number,
    "status": lambda value: _is_count(value) and 200 <= value <= 599,  # noqa: PLR2004 - the statuses of an answer
    "body": lambda value: isinstance(value, str),
}


def read_rule(value: Any) -> Rule:
    """The rule in a dict; RuleError for an unknown member or a value that won't do."""
    if not isinstance(value, dict) or "fault" not in value:
        raise RuleError("A rule is an object with at least the member 'fault'.")
    known = {each.name for each in fields(Rule)}
    for name, given in value.items():
        if name not in known:
            raise RuleError(f"A rule has no member '{name}'; it has {', '.join(sorted(known))}.")
        try:
            good = CHECKS[name](given)
        except TypeError:
            good = False
        if not good:
            raise RuleError(f"The value {given!r} won't do for '{name}' of a rule.")
    return Rule(**{**value, "nth": tuple(value.get("nth", ()))})
