"""Try again what failed: a row or all rows of a code, by the ways that wrote them first, so nothing is made twice.

Lines of a plan are planned afresh from what is read now; declaraties go through the push protocol. Whether a row still
fails afterwards is looked up, not supposed.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from typing import Any

from core.domain.koppeling import Progress
from core.errors import AppError, NotFoundError
from core.service.opened import Opened, quiet
from core.support.failures import PUSH, SYNC, Failure, failures
from core.text import say

OnProgress = Callable[[Progress], None]


@dataclass(frozen=True, slots=True)
class Retried:
    """`left` still fail; `stopped` is what ended it early, None when every row had its turn."""

    tried: tuple[Failure, ...]
    left: tuple[Failure, ...]
    stopped: AppError | None = None

    @property
    def solved(self) -> int:
        """Rows that fail no longer."""
        return len(self.tried) - len(self.left)

    def to_json(self) -> dict[str, Any]:
        """The answer of `support retry --json`."""
        rows = [{"subject": one.subject, "label": one.label, "reason": one.reason, "at": one.at} for one in self.left]
        answer: dict[str, Any] = {"tried": len(self.tried), "solved": self.solved, "left": rows}
        return answer | ({"stopped": self.stopped.to_json()} if self.stopped else {})


async def retry(opened: Opened, wanted: Collection[str] = (), progress: OnProgress = quiet) -> Retried:
    """`wanted` are subjects (`declaratie:17`) and codes; none is all that fails. Raises NotFoundError when nothing of it does."""
    tried = [one for one in await failing(opened) if not wanted or one.subject in wanted or one.code in wanted]
    if not tried:
        raise NotFoundError(say("Hiervan gaat niets fout."), advice=say("Kijk met 'koppelbord support diagnose'."))
    lines = frozenset(one.key for one in tried if one.retry == SYNC)
    pushes = frozenset(one.key for one in tried if one.retry == PUSH)
    stopped = await _lines(opened, lines, progress) if lines else None
    if pushes and stopped is None:
        stopped = (await opened.declaraties.push_all(only=pushes)).stopped
        await opened.refresh("declaraties")
    same = {(one.retry, one.key) for one in await failing(opened)}
    return Retried(tuple(tried), tuple(one for one in tried if (one.retry, one.key) in same), stopped)


async def failing(opened: Opened) -> list[Failure]:
    """Every row that fails now."""
    return [one for group in await opened.database.read(failures) for one in group.rows]


async def _lines(opened: Opened, keys: Collection[str], progress: OnProgress) -> AppError | None:
    """A run of these lines alone; one that is not in the plan of now needs nothing any more."""
    try:
        reading = await opened.read(progress)
        plan = (await opened.plan()).plan
        wanted = replace(plan, lines=tuple(line for line in plan.lines if line.key in keys))
        await opened.apply(wanted, reading, progress, seal=wanted.seal)
    except AppError as problem:
        return problem
    return None
