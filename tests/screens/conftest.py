"""The demo world behind the screens: both services in this process, an empty home."""

import pytest

from tests.screens.coupled import Coupled, couple
from tui.cli.demo_world import demo_world


@pytest.fixture
async def world(home):
    with demo_world(1, 140, "nl") as made:
        async with made.service:
            yield made


@pytest.fixture
async def coupled(home):
    """A smaller world whose koppeling is active; answers the world with its `opened`."""
    with demo_world(1, 24, "nl") as made:
        async with made.service:
            yield Coupled(made, await couple(made))
