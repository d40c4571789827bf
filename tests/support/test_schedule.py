"""The doctor looks whether something keeps the koppelingen running."""

from datetime import timedelta

import pytest

from core.config import find_paths
from core.domain.match import Mode
from core.support.check import CheckState
from core.support.schedule import schedule, states

SHOWN = """Id=koppelbord.service
LoadState=loaded
ActiveState=active

Id=koppelbord-sync.timer
LoadState=not-found
ActiveState=inactive
"""


@pytest.fixture
async def looked(world):
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        last = (await service.koppelingen())[0].last_run_at

    def look(units, **later):
        found = schedule(find_paths(world.environment), last + timedelta(**later), 30, lambda: units)
        return {check.name: check for check in found}

    return look


async def test_a_unit_that_runs_and_koppelingen_that_ran(looked) -> None:
    found = looked({"koppelbord.service": "active"}, minutes=20)
    assert [check.state for check in found.values()] == [CheckState.OK, CheckState.OK]
    assert "koppelbord.service" in str(found["units"].detail)


async def test_a_unit_that_does_not_run_says_how_to_start_it(looked) -> None:
    found = looked({"koppelbord-sync.timer": "inactive"}, minutes=20)["units"]
    assert found.state is CheckState.WARN
    assert "enable --now koppelbord-sync.timer" in str(found.advice)


async def test_a_koppeling_that_missed_its_runs_is_named(looked) -> None:
    found = looked(None, hours=3)
    assert found["units"].state is CheckState.UNKNOWN
    assert found["runs"].state is CheckState.WARN
    assert "sync watch" in str(found["runs"].advice)


async def test_without_an_active_koppeling_nothing_has_to_run(world, clock) -> None:
    assert list(schedule(find_paths(world.environment), clock.now, 30, dict)) == []


def test_a_unit_that_is_not_installed_is_not_there() -> None:
    assert states(SHOWN) == {"koppelbord.service": "active"}
    assert states("") == {}
