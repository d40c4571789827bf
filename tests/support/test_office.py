"""Support of an office: the doctor looks into PostgreSQL, bundles and backups hold what is there."""

from pathlib import Path

import pytest

from core.config import find_paths
from core.credentials.envelope import make_key
from core.domain.match import Mode
from core.errors import UsageError
from core.kantoor.moving import bring_in
from core.service import bootstrap
from core.service.office import Office, read
from core.support.check import CheckState
from core.support.doctor import Doctor
from core.support.replay import open_bundle
from core.support.visit import visit
from tests.conftest import FixedClock, World


@pytest.fixture
def world(tmp_path: Path, clock: FixedClock, office: str) -> World:
    made = World(tmp_path / "home", clock)
    made.environment |= {"KOPPELBORD_DATABASE": office, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    return made


def seen(environment: dict[str, str]):
    return {check.name: check for check in Doctor(environment).offline()}


async def test_the_doctor_says_what_the_database_holds(world: World) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE)
        at_once = [check.name async for check in service.support.checks()]
    found = seen(world.environment)
    check = found["kantoor"]
    assert check.state is CheckState.OK
    assert "1 koppelingen" in str(check.detail)
    assert {"kantoor", "sjablonen", "ledger_btw", "limits", "test_key"} <= found.keys() & set(at_once)


async def test_an_opened_bundle_is_looked_at_also_where_an_office_is_named(world: World, tmp_path: Path) -> None:
    async with world.service() as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        await service.support.bundle(tmp_path / "bundel.zip")
    open_bundle(tmp_path / "bundel.zip", tmp_path / "opened")
    async with world.service(HOME=str(tmp_path / "opened")) as service:
        assert service.is_replay
        assert service.office is None
        (one,) = await service.koppelingen()
        assert [check async for check in service.support.checks()]
    looks = visit(find_paths({"KOPPELBORD_HOME": str(tmp_path / "opened")}), world.environment)
    assert [found.koppeling.id for found in looks.summaries()] == [one.koppeling.id]


async def test_a_home_that_moved_in_is_no_bundle(world: World, tmp_path: Path) -> None:
    files = {"DATABASE": ""}
    async with world.service(**files) as service:
        await service.koppelen().walk(Mode.SAFE)
        place = Office(read(world.environment["KOPPELBORD_DATABASE"], {}))
        await bring_in(service.paths, place)
        place.close()
    for changes in ({}, files):
        async with world.service(**changes) as service:
            assert not service.is_replay
            assert [check async for check in service.support.checks()]


def test_a_database_that_is_down_or_wrong_is_told_by_the_doctor(world: World, tmp_path: Path) -> None:
    for address in (f"postgresql://kantoor:geheim@/x?host={tmp_path}", "mysql://geheim@x/y",
                    world.environment["KOPPELBORD_DATABASE"].replace("kantoor@", "postgres@")):  # fmt: skip
        check = seen(world.environment | {"KOPPELBORD_DATABASE": address})["kantoor"]
        assert check.state is CheckState.FAIL
        assert "geheim" not in f"{check} {check.detail}"


async def test_the_doctor_tells_of_keys_that_nobody_can_open(world: World) -> None:
    async with world.service(OFFICE_KEY=make_key()) as service:
        service.credentials.store("koppelsleutel:x", "geheim")
    found = seen(world.environment | {"KOPPELBORD_SNELSTART_KOPPELSLEUTEL": ""})
    assert (found["office_key"].state, found["koppelsleutel"].state) == (CheckState.WARN, CheckState.OK)
    assert "key --make" in str(found["office_key"].advice)
    words = str(found["credentials"].detail)
    assert "database" in words
    assert "geheim" not in words


async def test_a_bundle_and_a_backup_hold_the_office(world: World, tmp_path: Path) -> None:
    async with world.service() as service:
        koppeling = (await service.koppelen().walk(Mode.SAFE, start=True)).koppeling
        opened = await service.open()
        events = len(await opened.events())
        bundle = await service.support.bundle(tmp_path / "bundel.zip")
        made = await service.support.backup(tmp_path / "backup")
        with pytest.raises(UsageError):
            await service.support.restore(tmp_path / "backup")
    assert bundle.koppelingen == 1
    assert {Path(one.name).stem for one in made} == {"register", koppeling.id}
    environment = {name: value for name, value in world.environment.items() if name != "KOPPELBORD_DATABASE"}
    home = {"KOPPELBORD_HOME": str(tmp_path / "restored")}
    async with bootstrap(environment=environment | home, apps=world.apps, clock=world.clock, memory_only=True) as here:
        await here.support.restore(tmp_path / "backup")
        again = await here.open()
        assert (await again.verify()).ok
        assert len(await again.events()) >= events
    assert find_paths(home).register.exists()
