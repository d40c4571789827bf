"""A person stops a run: what was read and written stays, and the next run goes on from there."""

import asyncio

import pytest

from core.errors import StoppedError
from core.sandbox.timeon import acts as user
from core.store import reads
from core.store.database import Database
from tests.syncing.conftest import World, quiet


@pytest.mark.parametrize("turns", [0, 500])
async def test_a_first_read_goes_on_at_the_page_where_it_was_stopped(
    world: World, monkeypatch: pytest.MonkeyPatch, turns: int
) -> None:
    """On a disk so slow that the other lists are stopped while the last pages are still being stored, too."""
    write = Database.write

    async def slow(database: Database, work, **how) -> object:
        for _ in range(turns):
            await asyncio.sleep(0)
        return await write(database, work, **how)

    monkeypatch.setattr(Database, "write", slow)
    object.__setattr__(world.service.settings, "page", 10)
    working, calls = world.opened.syncing.working, []

    def stop(progress) -> None:
        calls.append(progress)
        if progress.kind == "klanten" and progress.done == 20:
            working.stop()

    with pytest.raises(StoppedError):
        await world.opened.read(stop, full=True)
    underway = await world.opened.database.read(lambda db: reads.underway(db, "relaties"))
    assert underway is not None
    assert underway.skip == 20
    assert working.running is None
    went_on = []
    await world.opened.read(went_on.append)
    assert [one.done for one in went_on if one.kind == "klanten"][:2] == [0, 10], "told before its first page is there"
    assert await world.opened.database.read(lambda db: reads.underway(db, "relaties")) is None


async def test_a_run_that_is_stopped_while_it_writes_is_recorded_and_the_rest_is_written_later(world: World) -> None:
    for number in range(3):
        user.add_customer(world.sandbox.timeon, f"Nieuwe Klant {number} B.V.", str(77001 + number))
    working = world.opened.syncing.working

    def stop(progress) -> None:
        if progress.kind == "schrijven" and progress.done == 1:
            working.stop()

    with pytest.raises(StoppedError):
        await world.opened.sync(stop)
    run, _, ended, ok, report = (await world.opened.syncing.runs(1))[0]
    assert (bool(ended), ok, report["writes"]) == (True, False, 1)
    assert "Afgebroken" in report["stopped"]
    assert len(await world.opened.syncing.run_lines(run)) == 1
    assert (await world.opened.summary()).problem == ""
    report, _ = await world.opened.sync(quiet)
    assert report.writes == 2
    names = [row["naam"] for row in world.relaties.values()]
    assert [names.count(f"Nieuwe Klant {number} B.V.") for number in range(3)] == [1, 1, 1]
