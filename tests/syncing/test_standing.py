from pathlib import Path

import pytest

from core.domain.koppeling import KoppelingState
from core.errors import UsageError
from core.service.standing import PERMITTABLE
from tests.conftest import FixedClock
from tests.syncing.conftest import World, service_of


async def test_a_permission_is_kept_and_lets_a_scheduled_run_write(world: World) -> None:
    customer, relatie = await world.pair()
    world.edit_timeon(customer, phoneNumber="010-1234567")
    await world.opened.permit([*world.opened.koppeling.permissions, "klant:update:snelstart"])
    report, _ = await world.opened.scheduled()
    assert report.writes == 1
    assert world.relaties[relatie]["telefoon"] == "010-1234567"
    kept = await world.service.current(world.opened.koppeling)
    assert "klant:update:snelstart" in kept.permissions
    assert (await world.service.koppelingen())[0].koppeling == kept
    event = (await world.opened.events(type_="koppeling.toestemming"))[0]
    assert event.detail["permissions"] == list(kept.permissions)


async def test_every_line_of_a_plan_has_a_permission_that_can_be_given(world: World) -> None:
    customer, _ = await world.pair(0)
    other, _ = await world.pair(1)
    world.edit_timeon(customer, phoneNumber="010-1234567")
    world.edit_timeon(other, isActive=False)
    await world.opened.read()
    lines = (await world.opened.plan()).plan.lines
    assert {line.permission for line in lines} == {"klant:update:snelstart", "klant:deactivate:snelstart"}
    assert {line.permission for line in lines} <= set(PERMITTABLE)


async def test_what_is_no_permission_is_refused(world: World) -> None:
    with pytest.raises(UsageError):
        await world.opened.permit(["alles"])


async def test_a_person_pauses_and_resumes_a_koppeling(world: World) -> None:
    assert (await world.opened.set_running(on=False)).state is KoppelingState.GEPAUZEERD
    assert (await world.opened.set_running(on=True)).state is KoppelingState.ACTIEF
    assert len(await world.opened.events(type_="koppeling.hervat")) == 1


async def test_what_another_process_decided_is_not_undone_by_one_that_was_at_work(
    world: World, tmp_path: Path, clock: FixedClock
) -> None:
    async with service_of(world.sandbox, tmp_path, clock) as elsewhere:
        other = await elsewhere.open()
        await other.permit([])
        await other.set_running(on=False)
        await world.opened.refresh("sync")
        (row,) = await elsewhere.koppelingen()
    assert (row.koppeling.state, row.koppeling.permissions) == (KoppelingState.GEPAUZEERD, ())


async def test_what_is_permitted_here_leaves_what_was_paused_elsewhere(
    world: World, tmp_path: Path, clock: FixedClock
) -> None:
    async with service_of(world.sandbox, tmp_path, clock) as elsewhere:
        await (await elsewhere.open()).set_running(on=False)
        kept = await world.opened.permit(["klant:create:snelstart"])
        assert kept.state is KoppelingState.GEPAUZEERD
        await (await elsewhere.open()).permit([])
        assert (await world.opened.set_running(on=True)).permissions == ()
