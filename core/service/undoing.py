"""What was done on this machine and can be taken back, the latest first: one list for all screens of one process."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.domain.match import Decision, Verdict
from core.errors import StorageError, UnreachableError
from core.text import Sentence, mark, say

MOST = 200
"""Steps that are remembered."""


Back = Callable[[], Awaitable[object]]


class Did(Protocol):
    """How those who do something tell of it; `about` as `Undoable` has it."""

    def __call__(self, said: Sentence, back: Back, about: Iterable[str] = ()) -> object:
        """Remember it."""


@dataclass(frozen=True, slots=True, eq=False)
class Undoable:
    """`said` is a clause that names the step; `back` takes it back. `kind` groups steps that have an undo of their own;
    `about` has the ids of what it can be taken back of for as long as nothing final was done with those.
    """

    said: Sentence
    back: Back
    kind: str = ""
    about: frozenset[str] = frozenset()


class Undoing:
    """The steps of one person at work. A step that can't be taken back any more is forgotten when that is found out; one that
    can't be now, because a file or a service did not let us, stays.
    """

    def __init__(self) -> None:
        self._steps: list[Undoable] = []
        self._going_back = False

    def did(self, said: Sentence, back: Back, kind: str = "", about: Iterable[str] = ()) -> None:
        """Remember a step; taking one back is none."""
        if self._going_back:
            return
        self._steps = [*self._steps[-MOST + 1 :], Undoable(said, back, kind, frozenset(about))]

    def latest(self) -> Undoable | None:
        """What `undo` would take back."""
        return self._steps[-1] if self._steps else None

    def drop(self, kind: str) -> None:
        """The latest step of this kind was taken back already."""
        found = next((one for one in reversed(self._steps) if one.kind == kind), None)
        self._steps = [one for one in self._steps if one is not found]

    def settle(self, ids: Iterable[str]) -> None:
        """Something final was done with these: the steps about them are forgotten."""
        final = frozenset(ids)
        self._steps = [one for one in self._steps if not one.about & final]

    def join(self, kinds: Collection[str], said: Sentence) -> None:
        """Several steps were one to the person who took them: they go back together, and one that fails holds no other."""
        joined = list({one.kind: one for one in self._steps if one.kind in kinds}.values())
        if len(joined) < 2:  # noqa: PLR2004 - one step is one already
            return

        async def back() -> None:
            done = await asyncio.gather(*(one.back() for one in joined), return_exceptions=True)
            for problem in done:
                if isinstance(problem, BaseException):
                    raise problem

        self._steps = [*(one for one in self._steps if one not in joined), Undoable(said, back)]

    async def undo(self) -> Sentence | None:
        """Take the latest back; answers what it was, None when there is nothing. Raises what keeps it from being taken back."""
        step = self.latest()
        if step is None:
            return None
        self._going_back, left = True, [one for one in self._steps if one is not step]
        try:
            await step.back()
        except (StorageError, UnreachableError):
            left = self._steps
            raise
        finally:
            self._going_back, self._steps = False, left
        return step.said


def running(koppeling: str) -> str:
    """The kind of pausing a koppeling, and of letting it run again."""
    return f"running:{koppeling}"


_ONE = {
    Verdict.COUPLE: mark("gekoppeld: {naam}"),
    Verdict.REJECT: mark("niet dezelfde: {naam}"),
    Verdict.CREATE: mark("wordt nieuw: {naam}"),
    Verdict.IGNORE: mark("genegeerd: {naam}"),
}


def decided(made: Sequence[Decision]) -> Sentence:
    """Decisions of the review that were made in one step."""
    if len(made) != 1:
        return say("{n} besluiten in de review", n=len(made))
    values = made[0].compared
    naam = values.get("timeon.naam") or values.get("snelstart.naam") or made[0].timeon_id or made[0].snelstart_id
    return say(_ONE[made[0].verdict], naam=naam)
