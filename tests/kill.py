"""A kill within one process: something that nothing may catch, at the n-th point where the code says it can die."""

import contextlib
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

import pytest


class KilledError(BaseException):
    """As SIGKILL: nothing after it runs."""


@dataclass(slots=True)
class Kill:
    """`point` names where it struck; empty while it did not."""

    point: str = ""

    @property
    def struck(self) -> bool:
        return bool(self.point)

    def strike(self, point: str) -> None:
        self.point = point
        raise KilledError(point)


@contextlib.contextmanager
def killed_at(at: int, *modules: ModuleType) -> Iterator[Kill]:
    """What is within ends at the `at`-th crash point of these modules, from 1; it goes on whole when there are fewer."""
    kill, counted = Kill(), itertools.count(1)

    def crashpoint(name: str) -> None:
        if next(counted) == at:
            kill.strike(name)

    with pytest.MonkeyPatch.context() as patch:
        for module in modules:
            patch.setattr(module, "crashpoint", crashpoint)
        with contextlib.suppress(KilledError):
            yield kill
