"""The program on screen keeps its koppelingen running while it is open."""

import asyncio

import pytest

from core.domain.koppeling import KoppelingState
from tests.screens.coupled import couple
from tui.cli.demo_world import demo_world
from tui.watching import watching


@pytest.fixture
async def world(home):
    with demo_world(1, 24, "nl") as made:
        async with made.service:
            yield made


async def heard(service, topic):
    async for change in service.events():
        if change.topic == topic:
            return change
    return None


def never() -> None:
    pytest.fail("the watching failed")


async def test_a_koppeling_that_is_due_runs_while_the_program_is_open(world):
    opened = await couple(world)
    before = len(await opened.syncing.runs())
    clock = world.service.clock
    world.service.clock = opened.syncing.next_at
    assert world.service.clock() > clock()
    told = asyncio.ensure_future(heard(world.service, "sync"))
    async with watching(world.service, failed=never, first=0):
        assert (await asyncio.wait_for(told, 30)).koppeling == opened.koppeling.id
    after = await opened.syncing.runs()
    assert len(after) == before + 1
    assert after[0][4]["scheduled"]


async def test_a_koppeling_that_is_not_active_is_left_alone(world):
    opened = await couple(world)
    await opened.set_running(on=False)
    assert (await world.service.koppelingen())[0].koppeling.state is KoppelingState.GEPAUZEERD
    calls = opened.snelstart.calls
    async with watching(world.service, failed=never, first=0):
        await asyncio.sleep(0)
    assert opened.snelstart.calls == calls


async def test_an_error_that_nobody_foresaw_is_not_swallowed(world):
    async def broken():
        raise ZeroDivisionError

    world.service.koppelingen = broken
    failed = asyncio.Event()
    with pytest.raises(ZeroDivisionError):
        async with watching(world.service, failed=failed.set, first=0):
            await asyncio.wait_for(failed.wait(), 30)
