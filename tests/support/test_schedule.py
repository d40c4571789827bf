"""The doctor looks whether something keeps the koppelingen running: units, or the workers of an office."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.config import find_paths
from core.domain.match import Mode
from core.kantoor import presence
from core.kantoor.engine import engine
from core.kantoor.tables import prepare
from core.store import register
from core.store.postgres.address import Address
from core.support.check import CheckState
from core.support.schedule import schedule, states
from core.support.visit import HomeVisit, visit

SHOWN = """Id=koppelbord.service
LoadState=loaded
ActiveState=active

Id=koppelbord-sync.timer
LoadState=not-found
ActiveState=inactive
"""


async def running(world):
    """Looks at an active koppeling so long after its last run, with these units."""
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        last = (await service.koppelingen())[0].last_run_at

    def look(units, **later):
        where = visit(find_paths(world.environment), world.environment)
        found = schedule(where, last + timedelta(**later), 30, lambda: units)
        checks = {check.name: check for check in found}
        where.close()
        return checks

    return look


@pytest.fixture
async def looked(world):
    return await running(world)


@pytest.fixture
async def in_the_office(world, office):
    world.environment["KOPPELBORD_DATABASE"] = office
    return await running(world)


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


@pytest.mark.parametrize(
    ("problem", "state", "words"),
    [("credentials", CheckState.FAIL, "Login"), ("unreachable", CheckState.WARN, "doctor --online"), ("", None, "")],
)
async def test_a_koppeling_whose_last_run_failed_is_named_with_what_to_do(world, problem, state, words) -> None:
    look = await running(world)
    async with world.service() as service:
        one = (await service.koppelingen())[0]
        await service.register.write(lambda db: register.save_summary(db, replace(one, problem=problem)))
    found = look(None, minutes=20).get("failing")
    assert (found and found.state) == state
    if found:
        assert one.koppeling.timeon_naam in str(found.detail)
        assert words in str(found.advice)


async def test_an_office_has_workers_and_no_units(in_the_office, office) -> None:
    never = in_the_office(None, hours=3)
    assert (never["workers"].state, never["runs"].state) == (CheckState.UNKNOWN, CheckState.WARN)
    assert "koppelbord worker" in str(never["workers"].advice)
    assert "kantoor status" in str(never["runs"].advice)
    app = engine(Address.read(office))
    async with app.open_async():
        await prepare(app)
        assert in_the_office(None, minutes=20)["workers"].state is CheckState.WARN
        await presence.say_hello(app, "kb-1", "kantoor", 8)
        at_work = in_the_office(None, minutes=20)
    assert {name: check.state for name, check in at_work.items()} == {"workers": CheckState.OK, "runs": CheckState.OK}


async def test_without_an_active_koppeling_nothing_has_to_run(world, clock) -> None:
    assert list(schedule(HomeVisit(find_paths(world.environment)), clock.now, 30, dict)) == []


def test_a_unit_that_is_not_installed_is_not_there() -> None:
    assert states(SHOWN) == {"koppelbord.service": "active"}
    assert states("") == {}
