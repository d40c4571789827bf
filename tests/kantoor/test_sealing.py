"""Keys that one user has are sealed for the whole office, each where it proves to open something; also after a loss."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from core.config import find_paths
from core.credentials import Credentials
from core.credentials.envelope import make_key
from core.domain.match import Mode
from core.errors import UsageError
from core.kantoor.engine import ask, engine
from core.kantoor.job import Job, Kind
from core.kantoor.sealing import seal
from core.kantoor.tables import prepare
from core.kantoor.worker import Said, Worker
from core.store.postgres.address import Address
from tests.conftest import World
from tests.credentials.conftest import NULL

KEY = make_key()


@pytest.fixture
async def coupled(world: World, office: str) -> World:
    world.environment["KOPPELBORD_DATABASE"] = office
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
    return world


@pytest.fixture
def given(world: World, tmp_path: Path) -> Credentials:
    """What the user has: the keys of two administraties, the wrong one first."""
    keys = "\n".join(one["koppelsleutel"] for one in reversed(world.facts["administraties"]))
    environment = world.environment | NULL | {"KOPPELBORD_SNELSTART_KOPPELSLEUTEL": keys}
    return Credentials(find_paths({"KOPPELBORD_HOME": str(tmp_path / "user")}), environment)


@pytest.mark.parametrize("lost", [False, True], ids=["first", "after a lost key"])
async def test_each_key_is_sealed_where_it_opens_and_another_machine_works_with_it(
    coupled: World, given: Credentials, lost: bool
) -> None:
    if lost:
        async with coupled.service(OFFICE_KEY=make_key()) as service:
            assert (await seal(service, given)).sealed == 2
    async with coupled.service(OFFICE_KEY=KEY) as service:
        first, again = await seal(service, given), await seal(service, given)
        told = await service.support.home_events(type_="sleutel.bewaard")
        assert (await service.support.home_verify()).ok
    assert (first.sealed, first.already, first.without) == (2, 0, ())
    assert (again.sealed, again.already, again.without) == (0, 2, ())
    assert len(told) >= 2
    async with coupled.service(OFFICE_KEY=KEY, SNELSTART_KOPPELSLEUTEL="", TIMEON_KEY="") as elsewhere:
        report, _ = await (await elsewhere.open()).sync()
        assert report.refused == 0


async def test_what_no_key_opens_is_named(coupled: World, tmp_path: Path) -> None:
    environment = coupled.environment | NULL
    other = coupled.facts["administraties"][1]["koppelsleutel"]
    environment |= {"KOPPELBORD_SNELSTART_KOPPELSLEUTEL": other, "KOPPELBORD_TIMEON_KEY": "fout"}
    given = Credentials(find_paths({"KOPPELBORD_HOME": str(tmp_path / "user")}), environment)
    async with coupled.service(OFFICE_KEY=KEY) as service:
        found = await seal(service, given)
        (one,) = await service.koppelingen()
    assert (found.sealed, found.already) == (0, 0)
    assert {str(words) for words in found.without} == {
        f"koppelsleutel van {one.koppeling.snelstart_naam}", f"Time On-sleutel van {one.koppeling.timeon_naam}",
    }  # fmt: skip


async def test_without_the_key_of_the_office_it_says_how_to_make_one(coupled: World, given: Credentials) -> None:
    async with coupled.service() as service:
        with pytest.raises(UsageError, match="sleutel van het kantoor"):
            await seal(service, given)


async def test_the_key_of_the_office_turns_over_while_workers_run(
    coupled: World, given: Credentials, office: str
) -> None:
    """Each has the new key before the old one, as on every machine; no job misses a key meanwhile."""
    old, new = make_key(), make_key()
    async with coupled.service(OFFICE_KEY=old) as service:
        await seal(service, given)
    heard: list[Said] = []
    elsewhere = {"SNELSTART_KOPPELSLEUTEL": "", "TIMEON_KEY": "", "OFFICE_KEY": f"{new}\n{old}"}
    async with coupled.service(**elsewhere) as service, coupled.service(**elsewhere) as turning:
        (one,) = await service.koppelingen()
        app = engine(Address.read(office))
        async with app.open_async():
            await prepare(app)
            now = coupled.clock()
            await ask(app, [Job(Kind.FOLLOW, one.koppeling.id)])
            await ask(app, [Job(Kind.SWEEP, one.koppeling.id, now + timedelta(days=n)) for n in range(6)])
        vault = turning.credentials.vault
        assert vault is not None
        worker = Worker(service, Address.read(office), beat=0.2, tell=heard.append)
        _, turned = await asyncio.gather(worker.run(until_empty=True), asyncio.to_thread(vault.rotate))
    assert (turned.turned, turned.lost) == (2, ())
    assert [said.what for said in heard if said.what == "failed"] == []
    assert sum(said.what == "done" for said in heard) == 7
    async with coupled.service(**{**elsewhere, "OFFICE_KEY": new}) as after:
        assert (await (await after.open()).sync())[0].refused == 0
