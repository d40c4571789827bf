"""A plan on disk: saved sealed, and read back only when it is a plan, of this koppeling, and as it was saved."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.errors import MovedError, UsageError
from core.text import say

if TYPE_CHECKING:
    from core.domain.plan import Plan


def save(path: Path, content: dict[str, Any]) -> None:
    """Write it, for its owner alone. Raises UsageError where that can't be."""
    try:
        path.touch(mode=0o600)
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as problem:
        raise UsageError(
            say("{file} is niet te schrijven: {problem}.", file=path, problem=problem.strerror)
        ) from problem


def load(path: Path, koppeling_id: str) -> "Plan":
    """The saved plan. Raises UsageError when it is no plan, not of this koppeling, or changed since it was saved."""
    from core.domain.plan import Plan

    try:
        saved = Plan.from_json(json.loads(path.read_text("utf-8")))
    except OSError as problem:
        raise UsageError(say("{file} is niet te lezen: {problem}.", file=path, problem=problem.strerror)) from problem
    except MovedError as problem:
        raise UsageError(say("{file} is veranderd sinds het bewaard werd.", file=path),
                         advice=say("Maak het plan opnieuw met 'koppelbord sync plan --save'.")) from problem  # fmt: skip
    except (ValueError, UsageError, RecursionError) as problem:
        raise UsageError(say("{file} is geen plan van koppelbord.", file=path)) from problem
    if saved.koppeling != koppeling_id:
        raise UsageError(say("Dit plan is van koppeling {id}.", id=saved.koppeling))
    return saved
