"""What a move tells in the journals of both sides; the journal, and the open references, of a home that came into an office
with work of its own.
"""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from core.clock import iso
from core.config import Paths, find_paths
from core.domain.activation import Activation, digest_of
from core.domain.match import Mode
from core.errors import NotFoundError
from core.kantoor import moving
from core.kantoor.moved_events import BEGAN, ENDED
from core.service.office import Office, read
from core.store import activations, journal
from core.store.database import connect
from tests.conftest import FixedClock, World


@pytest.fixture
async def home(world: World, tmp_path: Path) -> Paths:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE)
    return find_paths({"KOPPELBORD_HOME": str(tmp_path / "home")})


@pytest.fixture
def place(office: str) -> Iterator[Office]:
    made = Office(read(office, {}))
    yield made
    made.close()


async def told(world: World, **changes: str) -> list[tuple[str, dict]]:
    """What the home's or the office's own journal tells of moves, the oldest first; and it is whole."""
    async with world.service(**changes) as service:
        assert (await service.support.home_verify()).ok
        events = await service.support.home_events(type_="verhuizing.")
    return [(event.type, dict(event.detail)) for event in reversed(events)]


async def test_both_sides_tell_when_a_move_began_and_ended_and_of_how_much(
    world: World, home: Paths, place: Office, office: str, clock: FixedClock, tmp_path: Path
) -> None:
    await moving.bring_in(home, place, clock=clock)
    there, here = await told(world, DATABASE=office), await told(world)
    assert [type_ for type_, _ in there] == [type_ for type_, _ in here] == [BEGAN, ENDED]
    assert here[-1][1] == {**there[-1][1], "office": "kantoor"}
    assert (there[-1][1]["koppelingen"], len(there[-1][1]["hash"])) == (1, 64)
    assert there[-1][1]["events"] > 0
    await moving.bring_in(home, place, clock=clock)
    assert await told(world, DATABASE=office) == there
    back = find_paths({"KOPPELBORD_HOME": str(tmp_path / "back")})
    await moving.take_out(place, back, clock=clock)
    out, came = await told(world, DATABASE=office), await told(world, HOME=str(tmp_path / "back"))
    assert out == came
    assert [type_ for type_, _ in came] == [BEGAN, ENDED] * 2
    assert came[-1][1] == there[-1][1]


@pytest.fixture
async def kept(world: World, home: Paths, place: Office, clock: FixedClock) -> str:
    """The name of the journal of a home that came into an office which had one."""
    at = iso(clock())
    await place.register.write(lambda db: journal.append(db, at, "sleutel.bewaard", "sleutel:x", {"where": "database"}))
    await moving.bring_in(home, place, clock=clock)
    (name,) = await place.journals()
    return name


async def test_the_journal_of_a_home_is_kept_beside_that_of_the_office_and_comes_back_with_it(
    world: World, kept: str, place: Office, office: str, clock: FixedClock, tmp_path: Path
) -> None:
    async with world.service() as service:
        whole = [event for event in await service.support.home_events() if event.type != ENDED]
    async with world.service(DATABASE=office) as service:
        assert await service.support.journals() == [kept]
        assert await service.support.home_events(name=kept) == whole
        assert (await service.support.home_verify(kept)).ok
        assert len(await service.support.home_timeline(kept)) == len(whole)
        with pytest.raises(NotFoundError, match="home@niets"):
            await service.support.home_events(name="home@niets")
    assert [type_ for type_, _ in await told(world, DATABASE=office)] == [BEGAN, ENDED]
    back = find_paths({"KOPPELBORD_HOME": str(tmp_path / "back")})
    await moving.take_out(place, back, clock=clock)
    async with world.service(HOME=str(tmp_path / "back")) as service:
        assert await service.support.home_events(name=kept) == whole
        assert (await service.support.home_verify(kept)).ok
    await moving.bring_in(back, place, clock=clock)
    assert kept in await place.journals()


async def test_a_backup_holds_a_kept_journal_of_the_office_as_of_a_home(
    world: World, kept: str, office: str, tmp_path: Path
) -> None:
    async with world.service(DATABASE=office) as service:
        whole = await service.support.home_events(name=kept)
        await service.support.backup(tmp_path / "first")
    async with world.service(HOME=str(tmp_path / "one")) as service:
        await service.support.restore(tmp_path / "first")
        await service.support.restore(tmp_path / "first")
        await service.support.backup(tmp_path / "second")
    async with world.service(HOME=str(tmp_path / "two")) as service:
        await service.support.restore(tmp_path / "second")
        assert await service.support.journals() == [kept]
        assert await service.support.home_events(name=kept) == whole


async def test_whoever_was_asked_for_a_key_may_still_send_it_to_an_office_that_had_work(
    home: Paths, place: Office, clock: FixedClock, tmp_path: Path
) -> None:
    asked = Activation(digest_of("a"), "1207", clock())
    ended = replace(asked, ended_at=clock() + timedelta(hours=1))
    with closing(connect(home.register)) as db:
        activations.save(db, asked)
    await place.register.write(lambda db: journal.append(db, iso(clock()), "sleutel.bewaard", "sleutel:x", {}))
    await moving.bring_in(home, place)
    assert await place.register.read(activations.living) == [asked]
    back = find_paths({"KOPPELBORD_HOME": str(tmp_path / "back")})
    await moving.take_out(place, back)
    with closing(connect(back.register)) as db:
        activations.save(db, ended)
    await moving.bring_in(back, place)
    assert await place.register.read(activations.every) == [ended]


def test_the_commands_show_a_kept_journal_by_its_name(
    kept: str, office: str, world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from tui.cli import main

    for name, value in world.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KOPPELBORD_DATABASE", office)

    def run(*words: str) -> object:
        assert main([*words, "--json"]) in (0, None), capsys.readouterr()
        return json.loads(capsys.readouterr().out)

    assert [one["journal"] for one in run("events", "journals")] == [kept]
    assert {one["type"] for one in run("events", "list", "--journal", kept)} > {BEGAN}
    assert run("events", "verify", "--journal", kept)["ok"]
    assert main(["events", "list", "--journal", "home@niets"]) == 2
