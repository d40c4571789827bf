"""An opened bundle at any moment: what the screens show then is what the customer saw then, and one can go forwards again."""

from pathlib import Path

import pytest

from core.clock import from_iso, iso
from core.domain.declaratie import DeclaratieState, OrderState
from core.domain.match import Mode
from core.errors import UsageError
from core.service import bootstrap
from core.service.replaying import Moment
from core.support.archive import NoBundleError
from core.support.replay import open_bundle
from tests.conftest import World


async def seen(service):
    """What the screens ask, of the only koppeling."""
    opened = await service.open()
    summary = next(one for one in await service.koppelingen() if one.koppeling.id == opened.koppeling.id)
    return {
        "state": opened.koppeling.state,
        "declaraties": [(one.nummer, one.totaal, one.state, one.order, one.order_nummer) for one in await opened.declaraties.list()],
        "couples": sorted((row.timeon.id, row.snelstart.id) for row in await opened.klanten() if row.timeon and row.snelstart),
        "runs": [run[0] for run in await opened.syncing.runs()],
        "open": (summary.open_count, summary.open_amount, summary.to_invoice),
        "events": len(await opened.events()),
        "whole": (await opened.verify()).ok,
    }  # fmt: skip


@pytest.fixture(params=["files", "office"])
async def days(request: pytest.FixtureRequest, world: World, tmp_path: Path):
    """A koppeling over some hours, what was seen after each step, and a bundle of the end."""
    stands = []
    if request.param == "office":
        world.environment["KOPPELBORD_DATABASE"] = request.getfixturevalue("office")

    async def keep(service) -> None:
        opened = await service.open()
        for calls in (opened.calls,):
            await calls.done()
        stands.append((world.clock(), await seen(service)))
        world.clock.tick(minutes=20)

    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        await keep(service)
        opened = await service.open()
        await opened.declaraties.create_month(2026, 10)
        await opened.refresh("declaraties")
        await keep(service)
        await opened.declaraties.push_all()
        await opened.refresh("declaraties")
        await keep(service)
        await opened.sync()
        await opened.set_running(on=False)
        await keep(service)
        await service.support.bundle(tmp_path / "b.zip", names=True)
    found = open_bundle(tmp_path / "b.zip", tmp_path / "opened")
    clock = Moment(from_iso(found.as_of))
    environment = {"KOPPELBORD_HOME": str(found.home)}
    async with bootstrap(environment=environment, clock=clock, memory_only=True) as replay:
        yield stands, replay


async def test_every_moment_shows_what_was_seen_then_whatever_the_order_of_going_there(days) -> None:
    stands, replay = days
    for place in (2, 0, 3, 1):
        moment, then = stands[place]
        await replay.support.move_to(moment)
        assert await seen(replay) == then, place
        assert replay.clock() == moment
        assert replay.read_only


async def test_the_timeline_stays_whole_at_an_earlier_moment(days) -> None:
    stands, replay = days
    opened = await replay.open()
    before = len(await replay.support.timeline(opened))
    await replay.support.move_to(stands[0][0])
    opened = await replay.open()
    assert len(await replay.support.timeline(opened)) == before > len(await opened.events())
    one = (await replay.support.timeline(opened)).events[-1].subject
    assert (await replay.support.record(opened, one)).entries


async def test_between_intended_and_sent_it_is_on_its_way(days) -> None:
    _, replay = days
    opened = await replay.open()
    line = await replay.support.timeline(opened)
    place = next(place for place, event in enumerate(line.events) if event.type == "push.verstuurd")
    subject = line.events[place].subject
    await replay.support.move_to(from_iso(line.events[place].at))
    known = line.known_at(from_iso(line.events[place].at)).of(subject)
    opened = await replay.open()
    one = await opened.declaraties.get(subject.partition(":")[2])
    assert (one.state, one.order) == (DeclaratieState.OPENSTAAND, OrderState(known["order"]))


async def test_before_the_first_event_there_is_nothing_and_a_home_of_ones_own_is_never_moved(
    days, world: World
) -> None:
    stands, replay = days
    await replay.support.move_to(from_iso(iso(stands[0][0])).replace(year=2020))
    opened = await replay.open()
    assert (await opened.declaraties.list(), await opened.events(), await opened.syncing.runs()) == ([], [], [])
    async with world.service() as service:
        before = len(await (await service.open()).events())
        with pytest.raises(UsageError):
            await service.support.move_to(stands[0][0])
        assert len(await (await service.open()).events()) == before


async def test_what_we_never_write_is_refused_and_no_crash(days) -> None:
    import sqlite3

    stands, replay = days
    await replay.support.move_to(stands[1][0])
    whole = next(path for path in (replay.paths.data / "heel").glob("*.db") if path.stem != "register")
    db = sqlite3.connect(whole)
    db.execute("DROP TRIGGER events_stay")
    db.execute("UPDATE events SET detail = '{\"totaal\": \"veel\"}' WHERE type = 'declaratie.gemaakt'")
    db.commit()
    db.close()
    with pytest.raises(NoBundleError):
        await replay.support.move_to(stands[1][0])
