"""Several worker processes on one PostgreSQL and one sandbox in a storm, killed, stopped and left without a database:
every invoice is there once, none is lost, and no koppeling waits for ever.
"""

import asyncio
import random
import signal
import time
from pathlib import Path

import pytest

from core.kantoor.job import Kind
from tests.kantoor.crew import SILENT, Crew
from tests.kantoor.staffed import office, overview, put, server, until_done
from tests.postgres.server import Server
from tests.soak import after
from tests.soak.office import Office

__all__ = ["office", "server"]

STORM_SECONDS = 24.0


def storm(office: Office, crew: Crew, server: Server, chance: random.Random) -> None:
    """Each second or two something happens to somebody; the database goes once, one worker is stopped for long."""
    until, databases, stopped = time.monotonic() + STORM_SECONDS, 1, 0.0
    office.weather("storm")
    while time.monotonic() < until:
        crew.fill()
        time.sleep(chance.uniform(0.5, 1.5))
        left = until - time.monotonic()
        if databases and left < STORM_SECONDS / 2:
            databases -= 1
            server.kill()
            time.sleep(1.0)
            server.start()
        elif not stopped and left < STORM_SECONDS * 0.8:
            crew.send(0, signal.SIGSTOP)
            stopped = time.monotonic()
        elif stopped and time.monotonic() - stopped > 3 * SILENT:
            crew.send(0, signal.SIGCONT)
            crew.send(chance.randrange(99), signal.SIGKILL)
        else:
            crew.send(1 + chance.randrange(len(crew.at_work) - 1), signal.SIGKILL)
        asyncio.run(put(office, chance.choice((Kind.PUSH, Kind.SYNC, Kind.SWEEP))))
    office.weather("rustig")


@pytest.mark.timeout(500)
@pytest.mark.parametrize("workers", [2, 4])
def test_every_invoice_is_there_once_whatever_happens_to_the_workers(
    office: Office, server: Server, tmp_path: Path, workers: int
) -> None:
    crew = Crew(office, tmp_path, workers)
    asyncio.run(put(office, Kind.PUSH))
    storm(office, crew, server, random.Random(workers))
    crew.fill()
    asyncio.run(put(office, Kind.PUSH))
    asyncio.run(put(office, Kind.SYNC))
    until_done(office, crew)
    assert crew.stop() == [0] * workers
    done = crew.said()
    assert all(done["done", f"{kind} {one.id}"] for one in office.koppelingen for kind in (Kind.PUSH, Kind.SYNC))
    rest = asyncio.run(overview(office))
    assert (rest.workers, rest.doing, rest.failed) == ((), 0, ())
    assert "Traceback" not in crew.complaints()
    assert asyncio.run(after.both_sides(office)) == []
    calls = office.look("/calls")
    assert {one: calls[one]["refused"] for one in office.orders} == dict.fromkeys(office.orders, 0)
