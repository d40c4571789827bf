"""A home in which everything happened once: koppelen, a sync, a month of declaraties, a push; made once a test run."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.config import find_paths
from core.domain.match import Mode
from core.kantoor.moving import bring_in
from core.service.office import Office, read
from tests.conftest import FixedClock, World

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)


class Worked:
    """The world as it was left, and copies of its home."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.world = World(self.home, FixedClock(NOW))

    async def work(self) -> None:
        async with self.world.service() as service:
            await service.koppelen().walk(Mode.SAFE, start=True)
            opened = await service.open()
            await opened.declaraties.create_month(2026, 10)
            await opened.declaraties.push_all()
            await opened.sync()

    def copy(self, target: Path) -> Path:
        shutil.copytree(self.home, target)
        return target

    def service(self, home: Path, *, keys: bool = True, database: str = ""):
        """On what a copy holds, or on the office it moved into."""
        from core.service import bootstrap

        environment = {**self.world.environment, "KOPPELBORD_HOME": str(home), "KOPPELBORD_DATABASE": database}
        if not keys:
            environment = {
                name: value for name, value in environment.items() if "KEY" not in name and "SLEUTEL" not in name
            }
        return bootstrap(environment=environment, apps=self.world.apps, clock=self.world.clock, memory_only=True)


class Kept(Worked):
    """The same, of which every copy is kept as `dialect` says: in its files, or moved into an office of its own."""

    def __init__(self, worked: Worked, new_office: Callable[[], str] | None) -> None:
        self.home, self.world = worked.home, worked.world
        self._new_office = new_office
        self._offices: dict[Path, str] = {}

    async def moved(self, target: Path) -> Path:
        """A copy; its home stands at `target`."""
        self.copy(target)
        if self._new_office is not None:
            self._offices[target] = self._new_office()
            place = Office(read(self._offices[target], {}))
            await bring_in(find_paths({"KOPPELBORD_HOME": str(target)}), place, clock=self.world.clock)
            place.close()
        return target

    def service(self, home: Path, *, keys: bool = True, database: str = ""):
        return super().service(home, keys=keys, database=database or self._offices.get(home, ""))


@pytest.fixture(params=["files", "office"])
def kept(request: pytest.FixtureRequest, worked: Worked) -> Kept:
    """What is asked of a koppeling answers the same wherever it is kept."""
    return Kept(worked, request.getfixturevalue("new_office") if request.param == "office" else None)


_made: dict[int, Worked] = {}


@pytest.fixture
async def worked(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    """Made the first time; tests work on copies."""
    if 0 not in _made:
        made = Worked(tmp_path_factory.mktemp("worked"))
        await made.work()
        _made[0] = made
    return _made[0]
