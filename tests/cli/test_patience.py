"""A service that falls over for a moment does not end the demo; one that stays down does."""

from datetime import timedelta

import pytest

from core.clock import system_clock
from core.errors import KoppelsleutelError, PausedError, UnreachableError
from tui.cli import demo_patience
from tui.cli.demo_patience import patiently


@pytest.fixture(autouse=True)
def rests(monkeypatch) -> list[float]:
    """How long each rest would have been."""
    found: list[float] = []

    async def sleep(seconds: float) -> None:
        found.append(seconds)

    monkeypatch.setattr("asyncio.sleep", sleep)
    return found


def falling(*problems: Exception):
    left = list(problems)

    async def step() -> str:
        if left:
            raise left.pop(0)
        return "klaar"

    return step


async def test_it_goes_on_after_a_failure_that_passes(rests) -> None:
    told: list[str] = []
    assert await patiently(falling(UnreachableError("weg"), UnreachableError("weg")), told.append) == "klaar"
    assert len(told) == len(rests) == 2


async def test_a_pause_is_kept_within_reason(rests) -> None:
    soon, late = (PausedError("wacht", until=system_clock() + timedelta(seconds=n)) for n in (3, 3000))
    await patiently(falling(soon, late), lambda _text: None)
    assert 2 < rests[0] <= 3
    assert rests[1] == demo_patience.LONGEST.total_seconds()


async def test_what_stays_down_ends_it(rests) -> None:
    with pytest.raises(UnreachableError):
        await patiently(falling(*[UnreachableError()] * demo_patience.TRIES), lambda _text: None)


async def test_what_does_not_pass_is_not_tried_again(rests) -> None:
    with pytest.raises(KoppelsleutelError):
        await patiently(falling(KoppelsleutelError()), lambda _text: None)
    assert rests == []
