"""The engine on an empty database, and a world with an active koppeling to work on."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from procrastinate import App

from core.clock import system_clock
from core.domain.match import Mode
from core.kantoor.engine import engine
from core.kantoor.tables import prepare
from core.kantoor.worker import Said, Worker
from core.service import Service
from core.store.postgres.address import Address
from tests.conftest import FixedClock, World


@pytest.fixture
def address(office: str) -> Address:
    return Address.read(office)


@pytest.fixture
async def app(address: Address) -> AsyncIterator[App]:
    made = engine(address)
    async with made.open_async():
        await prepare(made)
        yield made


@dataclass
class Kantoor:
    """A service with an active koppeling, and workers on one database that tell what they do."""

    service: Service
    world: World
    address: Address
    koppeling: str = ""
    heard: list[Said] = field(default_factory=list)
    at_work: asyncio.Event = field(default_factory=asyncio.Event)

    def worker(self, **wishes: Any) -> Worker:
        return Worker(self.service, self.address, **{"tell": self._hear, "beat": 0.2, **wishes})

    def _hear(self, said: Said) -> None:
        self.heard.append(said)
        if said.what == "start":
            self.at_work.set()

    def told(self, what: str) -> list[str]:
        return [said.about for said in self.heard if said.what == what]


@pytest.fixture
def clock() -> FixedClock:
    """Ahead of the machine's: what is put in line for later goes by the database's own clock, and may not be due yet."""
    return FixedClock(system_clock().replace(microsecond=0) + timedelta(hours=1))


@pytest.fixture
def world(tmp_path: Path, clock: FixedClock) -> World:
    """A small one: what is done with it is the same, and most of what these tests cost is making it."""
    return World(tmp_path / "home", clock, klanten=16)


@pytest.fixture
async def kantoor(world: World, office: str, address: Address) -> AsyncIterator[Kantoor]:
    async with world.service(DATABASE=office) as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        opened = await service.open()
        yield Kantoor(service, world, address, opened.koppeling.id)
