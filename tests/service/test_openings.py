"""Many koppelingen in one process: the files that stay open and what is held of each are bounded."""

import asyncio
import gc
import threading
import weakref
from datetime import UTC, datetime

import pytest

from core.domain.koppeling import Koppeling, KoppelingState, Step
from core.http import Call
from core.service import Service, bootstrap, files, openings

NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
MOST = 2


def koppeling(number: int) -> Koppeling:
    name = f"k{number}"
    return Koppeling(name, f"t{number}", name, f"s{number}", name, KoppelingState.ACTIEF, Step.KLAAR, NOW)


@pytest.fixture
async def service(home, monkeypatch):
    monkeypatch.setattr(files, "OPEN_FILES", MOST)
    monkeypatch.setattr(openings, "KEPT", MOST)
    async with bootstrap(clock=lambda: NOW, memory_only=True) as made:
        yield made


def open_files() -> set[str]:
    """By the threads that hold them."""
    names = {thread.name.rpartition("-")[0] for thread in threading.enumerate()}
    return {name.partition("-writer")[0].partition("-reader")[0] for name in names if name.startswith("k")}


async def touch(service: Service, number: int) -> None:
    await service.opened(koppeling(number)).database.read(lambda _db: None)


async def test_a_file_that_is_used_again_after_it_was_closed_counts_again(service: Service) -> None:
    held = [service.opened(koppeling(number)) for number in range(6)]
    for _ in range(2):
        for one in held:
            await one.database.read(lambda _db: None)
            assert len(open_files()) <= MOST
    assert open_files() == {"k4", "k5"}
    assert service.opened(koppeling(0)) is held[0], "a screen and a run share what is held"


async def test_a_file_that_is_at_work_is_not_closed_and_holds_nobody_up(service: Service) -> None:
    working, end = threading.Event(), threading.Event()

    def work(_db) -> str:
        working.set()
        assert end.wait(20)
        return "klaar"

    running = asyncio.create_task(service.opened(koppeling(0)).database.read(work))
    await asyncio.to_thread(working.wait, 20)
    for number in range(1, 5):
        await touch(service, number)
    assert open_files() == {"k0", "k4"}
    end.set()
    assert await running == "klaar"


async def test_what_nobody_holds_is_forgotten_and_what_waits_is_not(service: Service) -> None:
    first = service.opened(koppeling(0))
    first.calls.hear("snelstart")(Call("snelstart", "GET", "/v2/relaties", 200, 0.1, 0, NOW))
    del first
    seen = [weakref.ref(service.opened(koppeling(number))) for number in range(6)]
    gc.collect()
    assert [one() is not None for one in seen] == [True, False, False, False, False, True]
    await service.opened(koppeling(0)).calls.done()
    assert len(await service.opened(koppeling(0)).events(type_="aanroep")) == 1
