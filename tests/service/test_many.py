"""Work over a selection: each koppeling has its turn, and one that fails holds no other."""

from core.domain.koppeling import KoppelingState
from core.domain.match import Mode
from core.errors import CredentialsError
from tests.conftest import World
from tests.service.test_koppelen import pairs


async def states(service) -> dict[str, KoppelingState]:
    return {one.koppeling.id: one.koppeling.state for one in await service.koppelingen()}


async def test_a_selection_rests_and_runs_again_and_names_that_are_gone_are_passed_over(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        (only,) = await states(service)
        done = [one async for one in service.many.set_running([only, "weg"], on=False)]
        assert [(one.koppeling.id, one.problem) for one in done] == [(only, None)]
        assert (await states(service))[only] is KoppelingState.GEPAUZEERD
        assert [one.problem async for one in service.many.set_running([only], on=True)] == [None]
        assert (await states(service))[only] is KoppelingState.ACTIEF


async def test_a_run_of_a_selection_reports_and_a_refused_key_is_told_beside_it(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        (only,) = await states(service)
        (done,) = [one async for one in service.many.sync([only])]
        assert done.report is not None
        assert (done.report.refused, done.report.scheduled, done.report.writes) == (0, True, 0)
    async with world.service(TIMEON_KEY="fout") as service:
        (done,) = [one async for one in service.many.sync([only])]
        assert isinstance(done.problem, CredentialsError)
        assert (await service.support.board())[0].health.value == "failing"


async def test_a_selection_that_was_paused_runs_again_with_one_undo(tmp_path, clock) -> None:
    world = pairs(tmp_path / "home", clock, 2)
    async with world.service() as service:
        for one in world.facts["administraties"]:
            if one["timeon_key"]:
                await service.koppelen().walk(Mode.SAFE, administratie_id=one["id"], start=True)
        before = await states(service)
        assert [one.problem async for one in service.many.set_running(before, on=False)] == [None, None]
        assert set((await states(service)).values()) == {KoppelingState.GEPAUZEERD}
        assert str(await service.undoing.undo()) == "2 koppelingen rusten"
        assert await states(service) == before
