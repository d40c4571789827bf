"""A coupled world: the sandbox's two services in-process, one clock for all, and the acts of people on both sides."""

import asyncio
import io
import pickle
import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from core.config import Settings
from core.domain.koppeling import Progress
from core.domain.match import Mode
from core.sandbox import Sandbox, build_sandbox
from core.sandbox.snelstart import acts as bookkeeper
from core.sandbox.timeon import acts as user
from core.service import Service, bootstrap
from core.service.opened import Opened
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from tests.conftest import FixedClock
from tests.environment import signed_in

ORIGINS = {"snelstart": "https://snelstart.demo", "timeon": "https://timeon.demo", "control": "https://control.demo"}


def service_of(sandbox: Sandbox, home: Path, clock: FixedClock, **flags: Any) -> Service:
    facts = sandbox.facts(*ORIGINS.values())
    apps = {ORIGINS[name]: app for name, app in sandbox.apps().items()}
    return bootstrap(environment=signed_in(facts, home), apps=apps, clock=clock, memory_only=True, flags=flags)


@dataclass(slots=True)
class World:
    """One koppeling at work, and both sides behind it."""

    sandbox: Sandbox
    service: Service
    clock: FixedClock
    opened: Opened

    @property
    def relaties(self) -> dict[str, dict[str, Any]]:
        return self.sandbox.snelstart.administraties[0].table("relaties")

    @property
    def customers(self) -> dict[int, dict[str, Any]]:
        return self.sandbox.timeon.customers

    async def couples(self) -> list[Any]:
        return [row for row in await self.opened.klanten() if row.timeon and row.snelstart]

    async def pair(self, wanted: int = 0) -> tuple[int, str]:
        """The ids of a coupled klant that is active and whose telefoon both sides know."""
        rows = [row for row in await self.couples() if row.timeon.actief and row.snelstart.actief]
        full = [row for row in rows if row.timeon.telefoon and row.snelstart.telefoon and row.snelstart.straat]
        return int(full[wanted].timeon.id), full[wanted].snelstart.id

    def edit_timeon(self, customer_id: int, **changes: Any) -> None:
        user.edit_customer(self.sandbox.timeon, customer_id, changes)

    def edit_snelstart(self, relatie_id: str, **members: Any) -> None:
        administratie = self.sandbox.snelstart.administraties[0]
        book = bookkeeper._book(self.sandbox.snelstart, administratie.id)
        book.change("relaties", self.relaties[relatie_id], **members)


@dataclass(frozen=True, slots=True)
class Frozen:
    """Both sides as bytes; thawing them is six times as quick as a copy in memory."""

    written: bytes
    kept: list[Any]
    """What is the same in each thaw: None for the clock, else a function."""

    def thaw(self, clock: FixedClock) -> Sandbox:
        """Both sides as they were, going by this clock."""
        thawer = pickle.Unpickler(io.BytesIO(self.written))
        thawer.persistent_load = lambda at: clock if self.kept[at] is None else self.kept[at]  # type: ignore[method-assign]
        made: Sandbox = thawer.load()
        return made


def freeze(sandbox: Sandbox, clock: FixedClock) -> Frozen:
    """Both sides as they are, without the clock they go by."""
    kept: list[Any] = []

    def keep(one: Any) -> int | None:
        if one is not clock and not isinstance(one, FunctionType):
            return None
        kept.append(None if one is clock else one)
        return len(kept) - 1

    written = io.BytesIO()
    freezer = pickle.Pickler(written, pickle.HIGHEST_PROTOCOL)
    freezer.persistent_id = keep  # type: ignore[method-assign]
    freezer.dump(sandbox)
    return Frozen(written.getvalue(), kept)


@dataclass(slots=True)
class Ground:
    """A coupled world that is made once and copied for each test."""

    sandbox: Sandbox
    home: Path
    clock: FixedClock
    frozen: Frozen = field(init=False)

    def __post_init__(self) -> None:
        self.frozen = freeze(self.sandbox, self.clock)

    @classmethod
    def make(cls, home: Path, klanten: int) -> "Ground":
        clock = FixedClock(datetime(2026, 11, 24, 14, 2, tzinfo=UTC))
        sandbox = build_sandbox(klanten=klanten, today=date(2026, 11, 24), now=clock)
        asyncio.run(couple(sandbox, home, clock))
        return cls(sandbox, home, clock)

    def copy(self, home: Path, clock: FixedClock) -> Sandbox:
        """Both sides as they were, at the time of this clock; the koppeling's own files go to `home`."""
        shutil.copytree(self.home, home, dirs_exist_ok=True)
        clock.now = self.clock.now
        return self.frozen.thaw(clock)


async def couple(sandbox: Sandbox, home: Path, clock: FixedClock) -> None:
    async with service_of(sandbox, home, clock) as service:
        await service.koppelen().walk(Mode.SAFE, start=True)


@pytest.fixture(scope="session")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground.make(tmp_path_factory.mktemp("ground"), 70)


@pytest.fixture
async def world(ground: Ground, clock: FixedClock, tmp_path: Path) -> AsyncIterator[World]:
    sandbox = ground.copy(tmp_path, clock)
    async with service_of(sandbox, tmp_path, clock) as service:
        yield World(sandbox, service, clock, await service.open())


@pytest.fixture
def database(tmp_path: Path) -> AsyncIterator[Database]:
    opened = Database(tmp_path / "koppeling.db", KOPPELING)
    yield opened
    opened.close()


@pytest.fixture
def settings() -> Settings:
    return Settings()


def quiet(_progress: Progress) -> None:
    """Shows nothing."""
