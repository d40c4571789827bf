"""An office with work to do, on a sandbox in a process of its own and a PostgreSQL that may be killed."""

import asyncio
import json
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from core.kantoor import office as desk
from core.kantoor.job import Job, Kind
from core.kantoor.overview import Overview
from core.service import bootstrap
from tests.kantoor.crew import SETTINGS, Crew
from tests.postgres.server import Server
from tests.soak import office as soak
from tests.soak.office import Office

KOPPELINGEN = 3
_PATIENCE = 60.0
"""Seconds in which nothing at all was done; a busy machine takes long, and goes on."""


def new_server() -> Server:
    """One that may be killed, with an empty database of an office."""
    made = Server().start()
    with psycopg.connect(made.url(), autocommit=True) as db:
        db.execute("CREATE ROLE kantoor LOGIN")
        db.execute("CREATE DATABASE kantoor OWNER kantoor")
    return made


@pytest.fixture
def server() -> Iterator[Server]:
    """As long as the test."""
    made = new_server()
    yield made
    made.remove()


@pytest.fixture
def office(server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr(soak, "SETTINGS", SETTINGS)
    (tmp_path / "home").mkdir(mode=0o700)
    made = Office(tmp_path, KOPPELINGEN, 2, seed=5)
    with made:
        made.environment["KOPPELBORD_DATABASE"] = server.url("kantoor", "kantoor")
        made.couple()
        yield made


async def put(office: Office, kind: Kind) -> None:
    """Ask for work of a kind of every koppeling."""
    async with bootstrap(environment=office.environment) as service:
        await desk.put(service, [Job(kind, one.id) for one in office.koppelingen])


async def overview(office: Office) -> Overview:
    """How the office stands."""
    async with bootstrap(environment=office.environment) as service:
        return await desk.status(service)


def until_done(office: Office, *crews: Crew) -> None:
    """All that is in line, also what was put back for later; and nobody seems to be there who is dead."""
    done, deadline = -1, 0.0
    while _left(now := asyncio.run(overview(office)), {one.pid for crew in crews for one in crew.at_work}):
        said = "".join(crew.complaints() for crew in crews)
        if (count := sum(map(_done, crews))) > done:
            done, deadline = count, time.monotonic() + _PATIENCE
        assert time.monotonic() < deadline, json.dumps(now.to_json(), indent=1) + said[-3000:]
        for crew in crews:
            crew.fill()
        time.sleep(0.5)


def _done(crew: Crew) -> int:
    return sum(times for (what, _), times in crew.said().items() if what == "done")


def _left(now: Overview, alive: set[int]) -> bool:
    busy = now.waiting + now.doing + sum(line.later for line in now.lines)
    return bool(busy or {worker.pid for worker in now.workers} - alive)
