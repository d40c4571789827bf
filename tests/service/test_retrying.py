"""What failed is tried again: a row, all of a code, or everything; nothing is made twice, and what still fails is said."""

import pytest

from core.domain.match import Mode
from core.errors import NotFoundError
from core.sandbox.faults import Rule
from core.service.retrying import failing
from tests.conftest import World

ORDERS = "POST /v2/verkooporders"
REFUSED = '[{"errorCode":"VOR-0002","message":"De relatie is geen klant"}]'


def refuse(world: World, *nth: int, operation: str = ORDERS, body: str = REFUSED) -> None:
    world.sandbox.faults.replace([Rule("answer", "snelstart", operation, nth=nth, status=400, body=body)])


@pytest.fixture
async def failed(world: World):
    """Three declaraties refused, each once."""
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        opened = await service.open()
        await opened.declaraties.create_month(2026, 10)
        refuse(world, 1, 2, 3)
        await opened.declaraties.push_all()
        world.sandbox.faults.replace([])
        yield service, opened


def orders(world: World) -> int:
    return world.sandbox.totals(world.administratie)["orders"]["count"]


async def test_one_row_is_tried_again_and_the_others_are_left(failed, world: World) -> None:
    service, opened = failed
    first, *others = await failing(opened)
    before = orders(world)
    done = await service.support.retry(opened, [first.subject])
    assert (len(done.tried), done.solved, done.left, done.stopped) == (1, 1, (), None)
    assert orders(world) == before + 1
    assert {one.subject for one in await failing(opened)} == {one.subject for one in others}


async def test_a_code_is_all_its_rows_and_once_more_there_is_nothing(failed, world: World) -> None:
    service, opened = failed
    before = orders(world)
    done = await service.support.retry(opened, ["VOR-0002"])
    assert (len(done.tried), done.solved) == (3, 3)
    assert orders(world) == before + 3
    with pytest.raises(NotFoundError):
        await service.support.retry(opened)
    assert orders(world) == before + 3


async def test_what_is_refused_again_is_said_to_fail_still(failed, world: World) -> None:
    service, opened = failed
    refuse(world, 2)
    done = await service.support.retry(opened)
    assert (len(done.tried), done.solved, len(done.left)) == (3, 2, 1)
    assert done.to_json()["left"][0]["subject"] == done.left[0].subject
    assert (await service.support.board())[0].health.value == "failing"


async def test_what_ends_it_early_is_told(failed, world: World) -> None:
    service, opened = failed
    world.sandbox.faults.replace([Rule("401", "snelstart", "* /v2/*")])
    done = await service.support.retry(opened)
    assert (done.solved, len(done.left)) == (0, 3)
    assert done.stopped is not None
    assert "stopped" in done.to_json()


async def test_a_line_of_a_plan_is_planned_afresh_and_written_alone(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE)
        opened = await service.open()
        body = '[{"errorCode":"REL-0001","message":"nee"}]'
        refuse(world, 1, 2, operation="POST /v2/relaties", body=body)
        await opened.sync()
        world.sandbox.faults.replace([])
        rows = await failing(opened)
        assert {one.retry for one in rows} == {"sync"}
        made = len(world.sandbox.snelstart.administraties[0].tables["relaties"])
        done = await service.support.retry(opened, [rows[0].subject])
        assert (len(done.tried), done.solved) == (1, 1)
        assert len(world.sandbox.snelstart.administraties[0].tables["relaties"]) == made + 1
        again, _ = await opened.sync()
    assert again.writes == len(rows) - 1
