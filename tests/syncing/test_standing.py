import pytest

from core.domain.koppeling import KoppelingState
from core.errors import UsageError
from core.service.standing import PERMITTABLE
from tests.syncing.conftest import World


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
