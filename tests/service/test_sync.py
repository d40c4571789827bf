"""A second run writes nothing; klanten go both ways; the plan that was shown is the plan that is written."""

from dataclasses import replace

import pytest

from core.domain.match import Mode, Verdict
from core.domain.partij import Partij, Side
from core.domain.plan import LineOutcome
from core.errors import MovedError
from tests.conftest import World


async def coupled(world: World):
    service = world.service()
    await service.koppelen().walk(Mode.SAFE, start=True)
    return service, await service.open()


async def test_a_second_run_right_after_the_first_writes_nothing(world: World) -> None:
    service, opened = await coupled(world)
    async with service:
        report, planned = await opened.sync()
    assert (report.refused, report.writes, planned.plan.lines) == (0, 0, ())


async def test_only_klanten_take_part(world: World) -> None:
    service, opened = await coupled(world)
    async with service:
        rows = (await opened.reviewing.review()).rows
    outsiders = {
        record["id"]
        for record in world.sandbox.snelstart.administraties[0].tables["relaties"].values()
        if "Klant" not in record["relatiesoort"]
        or "Eigen" in record["relatiesoort"]
        or record["nonactief"]
        or record["relatiecode"] < 0
    }
    assert outsiders
    assert not outsiders & {partij.id for row in rows for partij in row.snelstart}


async def test_a_new_klant_is_made_on_both_sides_by_one_plan_and_coupled(world: World) -> None:
    service, opened = await coupled(world)
    async with service:
        planned = await opened.plan_klant(Partij(Side.TIMEON, "", "Nieuwe Klant B.V.", email="info@nieuw.example"))
        assert [line.service for line in planned.plan.lines] == [Side.TIMEON, Side.SNELSTART]
        report = await opened.apply(planned.plan)
        rows = [row for row in await opened.klanten() if row.shown.naam == "Nieuwe Klant B.V."]
        again, _ = await opened.sync()
    assert [result.outcome for result in report.results] == [LineOutcome.WRITTEN] * 2
    assert [(row.timeon.nummer == row.snelstart.nummer, bool(row.timeon), bool(row.snelstart)) for row in rows] == [
        (True, True, True)
    ]
    assert again.writes == 0


async def test_a_plan_with_another_seal_than_was_shown_is_refused(world: World) -> None:
    service, opened = await coupled(world)
    async with service:
        planned = await opened.plan_klant(Partij(Side.TIMEON, "", "Nieuwe Klant B.V."))
        shown = planned.plan.seal
        changed = replace(planned.plan, lines=planned.plan.lines[:1])
        with pytest.raises(MovedError):
            await opened.apply(changed, seal=shown)


async def test_a_name_that_does_not_fit_is_named_and_never_trimmed(world: World) -> None:
    service, opened = await coupled(world)
    async with service:
        planned = await opened.plan_klant(Partij(Side.TIMEON, "", "x" * 51))
    assert planned.plan.lines == ()
    assert "51" in str(planned.skipped[0].reasons[0])


async def test_the_simulator_counts_less_after_decisions(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.ASK)
        opened = await service.open()
        before = len(await opened.reviewing.simulate())
        rows = (await opened.reviewing.review()).waiting()
        spelling = [row for row in rows if row.state == "spelling"]
        for row in spelling:
            await opened.reviewing.decide(row.key, Verdict.COUPLE)
        after = len(await opened.reviewing.simulate_decided())
        assert before - after == len(spelling) > 0
        for _ in spelling:
            assert await opened.reviewing.undo() == 1
        assert len(await opened.reviewing.simulate_decided()) == before
        assert await opened.reviewing.redo() == 1
