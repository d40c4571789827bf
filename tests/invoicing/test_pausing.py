"""SnelStart asks to wait, or the token ends, midway through a run: what was sent is there once, the rest follows later."""

from collections import Counter
from collections.abc import AsyncIterator

import pytest

from core.domain.push import PushVerdict
from core.errors import PausedError
from core.sandbox.faults import Rule
from tests.screens.coupled import Coupled, administratie, couple
from tui.cli.demo_world import demo_world


@pytest.fixture
async def coupled(home: object) -> AsyncIterator[Coupled]:
    """A small world whose koppeling is active, with a month of concepts."""
    del home
    with demo_world(1, 24, "nl") as made:
        async with made.service:
            found = Coupled(made, await couple(made))
            await found.opened.declaraties.create_month(*found.month)
            yield found


def orders(coupled: Coupled) -> Counter[str]:
    return Counter(str(one["orderreferentie"])[:14] for one in administratie(coupled).table("verkooporders").values())


@pytest.mark.parametrize("fault", ["429", "403-quota"])
async def test_asked_to_wait_midway_nothing_is_asked_until_then(coupled: Coupled, fault: str) -> None:
    face, door = coupled.opened.declaraties, coupled.opened.snelstart
    wanted = len(await face.list())
    coupled.world.sandbox.faults.replace([Rule(fault, "snelstart", "POST /v2/verkooporders", nth=(2,), seconds=600)])
    summary = await face.push_all()
    assert isinstance(summary.stopped, PausedError)
    assert (summary.count(PushVerdict.PUSHED), len(orders(coupled))) == (1, 1)
    asked = door.calls
    again = await face.push_all()
    assert isinstance(again.stopped, PausedError)
    assert (door.calls, len(orders(coupled))) == (asked, 1)
    await coupled.opened.syncing.resume()
    assert (await face.push_all()).stopped is None
    assert (len(orders(coupled)), max(orders(coupled).values())) == (wanted, 1)


async def test_a_token_that_ends_midway_makes_nothing_twice(coupled: Coupled) -> None:
    face = coupled.opened.declaraties
    wanted = len(await face.list())
    coupled.world.sandbox.faults.replace([Rule("401", "snelstart", "POST /v2/verkooporders", nth=(2,))])
    first = await face.push_all()
    after = await face.push_all()
    assert (first.count(PushVerdict.UNKNOWN), first.count(PushVerdict.REFUSED), after.stopped) == (0, 0, None)
    assert (len(orders(coupled)), max(orders(coupled).values())) == (wanted, 1)
