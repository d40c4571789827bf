"""Going on when a service falls over: every step of the flow may be asked again, and goes on where it was."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

from core.clock import system_clock
from core.errors import AppError, PausedError, UnreachableError
from core.text import t

T = TypeVar("T")

TRIES = 60
BREATH = timedelta(seconds=0.2)
LONGEST = timedelta(seconds=10)


async def patiently(step: Callable[[], Awaitable[T]], tell: Callable[[str], None]) -> T:
    """The answer of `step`, asked again while the other side is not there. Raises its last UnreachableError."""
    for last in (False,) * (TRIES - 1) + (True,):
        try:
            return await step()
        except UnreachableError as problem:
            if last:
                raise
            tell(t("Storing: {problem}", problem=problem.detail or problem.title))
            await rest(problem)
    raise UnreachableError


async def rest(problem: AppError | None = None) -> None:
    """As long as the other side asked, within reason."""
    wait = problem.until - system_clock() if isinstance(problem, PausedError) else BREATH
    await asyncio.sleep(min(max(wait, BREATH), LONGEST).total_seconds())
