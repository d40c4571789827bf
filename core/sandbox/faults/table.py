"""The table of rules at work: promises that the same seed and the same calls strike the same way.

It may be replaced while the services run; counts and draws begin anew then.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from core.sandbox.faults.named import NAMED
from core.sandbox.faults.rule import Rule, RuleError, read_rule

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable


@dataclass(slots=True)
class _Line:
    """A rule with what it counted."""

    rule: Rule
    dice: Random
    calls: int = 0
    strikes: int = 0

    def strikes_now(self) -> bool:
        """Counts one fitting call and says whether it is struck."""
        self.calls += 1
        rule = self.rule
        due = (not rule.nth or self.calls in rule.nth) and self.calls > rule.after
        lucky = rule.chance >= 1 or self.dice.random() < rule.chance
        return due and lucky and (rule.most is None or self.strikes < rule.most)


@dataclass(slots=True)
class Faults:
    """All rules of both services, in order: the first that strikes a call has it."""

    seed: int = 0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    ticks: Callable[[], float] = time.monotonic
    """Real seconds, for the lag of lists."""
    now: Callable[[], float] = time.time
    """Seconds since 1970, for the Date header."""
    name: str = "rustig"
    born: dict[str, float] = field(default_factory=dict)
    """When each record was made that a lagging list must not show yet, by id."""
    _lines: list[_Line] = field(default_factory=list)

    @property
    def lagging(self) -> bool:
        """Whether births must be remembered."""
        return any(line.rule.fault == "list-lag" for line in self._lines)

    def replace(self, rules: Iterable[Rule], name: str = "eigen") -> None:
        """Puts these rules in place of what is there."""
        # A rule draws from a generator of its own, so that adding one leaves the others' draws as they were.
        self._lines = [_Line(rule, Random(f"{self.seed}:{at}:{rule.fault}")) for at, rule in enumerate(rules)]  # noqa: S311 - weather, no secret
        self.name = name
        self.born.clear()

    def take(self, name: str) -> None:
        """Puts a named set in place; RuleError when there is none of that name."""
        if name not in NAMED:
            raise RuleError(f"There is no set '{name}'; there are {', '.join(NAMED)}.")
        self.replace(NAMED[name], name)

    def read(self, text: str) -> None:
        """Puts the rules of a JSON list in place; RuleError when it can't be read, and nothing changes then."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError) as error:
            raise RuleError("The rules are no JSON.") from error
        if not isinstance(value, list):
            raise RuleError("The rules are a JSON list of objects.")
        self.replace([read_rule(each) for each in value])

    def strike(self, service: str, method: str, path: str) -> Rule | None:
        """The rule that strikes this call; every rule that fits counts it."""
        struck: _Line | None = None
        for line in self._lines:
            if line.rule.fits(service, method, path) and line.strikes_now() and struck is None:
                struck = line
        if struck is None:
            return None
        struck.strikes += 1
        return struck.rule

    def report(self) -> list[dict[str, Any]]:
        """The rules with how many calls fitted and how many were struck."""
        return [line.rule.as_dict() | {"calls": line.calls, "strikes": line.strikes} for line in self._lines]
