"""A plan that is written once more, whole or after it stopped halfway, makes nothing twice."""

from core.domain.partij import Partij, Side
from core.domain.plan import LineOutcome
from core.sandbox.faults import Rule
from core.sandbox.timeon import acts as user
from core.syncing import pending
from tests.syncing.conftest import World


def names(world: World, naam: str) -> tuple[int, int]:
    return (
        [row["name"] for row in world.customers.values()].count(naam),
        [row["naam"] for row in world.relaties.values()].count(naam),
    )


async def test_a_klant_on_both_sides_is_made_once(world: World) -> None:
    plan = (await world.opened.plan_klant(Partij(Side.TIMEON, "", "Dubbel B.V."))).plan
    await world.opened.apply(plan, seal=plan.seal)
    again = await world.opened.apply(plan, seal=plan.seal)
    assert [one.outcome for one in again.results] == [LineOutcome.ADOPTED, LineOutcome.ADOPTED]
    assert names(world, "Dubbel B.V.") == (1, 1)


async def test_the_half_that_failed_is_made_and_coupled_with_the_half_that_is_there(world: World) -> None:
    plan = (await world.opened.plan_klant(Partij(Side.TIMEON, "", "Half B.V."))).plan
    world.sandbox.faults.replace([Rule("500-before", operation="POST /v2/relaties", nth=(1,))])
    first = await world.opened.apply(plan, seal=plan.seal)
    assert (first.ok, names(world, "Half B.V.")) == (False, (1, 0))
    again = await world.opened.apply(plan, seal=plan.seal)
    assert again.ok
    assert names(world, "Half B.V.") == (1, 1)
    assert [row.shown.naam for row in await world.couples()].count("Half B.V.") == 1


async def test_a_klant_that_was_coupled_meanwhile_is_refused_by_name(world: World) -> None:
    await world.opened.sync()
    user.add_customer(world.sandbox.timeon, "Nieuwe Klant B.V.", "77001")
    await world.opened.read()
    await world.opened.reviewing.accept(await world.opened.mode())
    plan = (await world.opened.plan()).plan
    assert (await world.opened.apply(plan, seal=plan.seal)).ok
    again = await world.opened.apply(plan, seal=plan.seal)
    assert [(one.outcome, one.reason) for one in again.results] == [(LineOutcome.MOVED, "intussen gekoppeld")]
    assert names(world, "Nieuwe Klant B.V.") == (1, 1)


async def test_a_creation_in_time_on_that_was_not_heard_of_rests(world: World) -> None:
    plan = (await world.opened.plan_klant(Partij(Side.TIMEON, "", "Stil B.V."))).plan
    await world.opened.database.write(lambda db: pending.remember(db, plan.lines[0], world.clock.now))
    report = await world.opened.apply(plan, seal=plan.seal)
    assert [one.outcome for one in report.results] == [LineOutcome.UNKNOWN, LineOutcome.REFUSED]
    assert names(world, "Stil B.V.") == (0, 0)
    world.clock.tick(minutes=16)
    assert (await world.opened.apply(plan, seal=plan.seal)).ok
    assert names(world, "Stil B.V.") == (1, 1)
