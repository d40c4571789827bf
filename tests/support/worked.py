"""A home in which everything happened once: koppelen, a sync, a month of declaraties, a push; made once a test run."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.domain.match import Mode
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

    def service(self, home: Path, *, keys: bool = True):
        from core.service import bootstrap

        environment = {**self.world.environment, "KOPPELBORD_HOME": str(home)}
        if not keys:
            environment = {
                name: value for name, value in environment.items() if "KEY" not in name and "SLEUTEL" not in name
            }
        return bootstrap(environment=environment, apps=self.world.apps, clock=self.world.clock, memory_only=True)


_made: dict[int, Worked] = {}


@pytest.fixture
async def worked(tmp_path_factory: pytest.TempPathFactory) -> Worked:
    """Made the first time; tests work on copies."""
    if 0 not in _made:
        made = Worked(tmp_path_factory.mktemp("worked"))
        await made.work()
        _made[0] = made
    return _made[0]
