"""Two versions of the program work on one office while its tables grow; when they lose something, the older ones stop.

The others are made of this version: one that adds and uses what it adds, one that takes it away again.
"""

import asyncio
import json
import random
import signal
import time
from pathlib import Path

import psycopg
import pytest

from core.errors import NewerDatabaseError
from core.kantoor.job import Kind
from tests.kantoor.crew import Crew
from tests.kantoor.staffed import office, overview, put, server, until_done
from tests.kantoor.versions import ADDS, TAKES, Version
from tests.postgres.server import Server
from tests.soak import after
from tests.soak.office import Office

__all__ = ["office", "server"]
_PATIENCE = 60.0


@pytest.fixture
def later(tmp_path: Path) -> Version:
    made = Version(tmp_path, "later")
    made.step("later", ADDS)
    made.uses_what_it_adds()
    return made


@pytest.fixture
def last(tmp_path: Path) -> Version:
    made = Version(tmp_path, "last")
    made.step("later", ADDS)
    made.step("taken away", TAKES)
    return made


def crew(office: Office, folder: Path, name: str, tree: Path) -> Crew:
    """Two of one version."""
    place = folder / f"crew-{name}"
    place.mkdir()
    return Crew(office, place, 2, tree)


def synced(server: Server) -> dict[str, int]:
    """Runs by what a later version says of them."""
    with psycopg.connect(server.url("kantoor")) as db:
        return dict(db.execute("SELECT later, count(*) FROM koppelbord.runs GROUP BY later").fetchall())


def syncs(one: Crew) -> int:
    """How many a crew did so far."""
    return sum(times for (what, about), times in one.said().items() if what == "done" and about.startswith("sync"))


def work(office: Office, crews: list[Crew], chance: random.Random) -> None:
    """Under load and faults, now and then one of them killed, until each of the crews has synced since."""
    before = [syncs(one) for one in crews]
    deadline = time.monotonic() + _PATIENCE
    while any(syncs(one) == then for one, then in zip(crews, before, strict=True)):
        assert time.monotonic() < deadline, "".join(one.complaints() for one in crews)
        for one in crews:
            one.fill()
        asyncio.run(put(office, chance.choice((Kind.PUSH, Kind.SYNC, Kind.SWEEP))))
        time.sleep(1.0)
        if chance.random() < 0.3:
            crews[chance.randrange(len(crews))].send(chance.randrange(2), signal.SIGKILL)


@pytest.mark.timeout(500)
def test_the_tables_grow_under_workers_of_two_versions_and_what_goes_ends_the_older(
    office: Office, server: Server, tmp_path: Path, later: Version, last: Version
) -> None:
    older = Crew(office, tmp_path, 2)
    newer = crew(office, tmp_path, "later", later.tree)
    chance = random.Random(3)
    asyncio.run(put(office, Kind.PUSH))
    office.weather("storm")
    work(office, [older], chance)
    migrated = later.run(office, "kantoor", "migrate", "--json")
    assert migrated.returncode == 0, migrated.stderr
    assert "koppeling:later" in json.loads(migrated.stdout)["steps"]
    work(office, [older, newer], chance)
    office.weather("rustig")
    asyncio.run(put(office, Kind.PUSH))
    asyncio.run(put(office, Kind.SYNC))
    until_done(office, older, newer)
    versions = {worker.version for worker in asyncio.run(overview(office)).workers}
    assert len(versions) == 2
    assert {"by an older one", "by a later one"} <= synced(server).keys()
    for one in (older, newer):
        assert any(what == "done" for what, _ in one.said()), one.complaints()
        assert "Traceback" not in one.complaints()
    assert asyncio.run(after.both_sides(office)) == []

    asyncio.run(put(office, Kind.SYNC))
    assert last.run(office, "kantoor", "migrate", "--json").returncode == 0
    with pytest.raises(NewerDatabaseError, match="taken away"):
        asyncio.run(overview(office))
    deadline = time.monotonic() + _PATIENCE
    for process in [*older.at_work, *newer.at_work]:
        assert process.wait(max(deadline - time.monotonic(), 0.1)) == 1
    for one in (older, newer):
        assert "nieuwere koppelbord" in one.complaints()
        assert "taken away" in one.complaints()
        assert "Traceback" not in one.complaints()
    finishing = crew(office, tmp_path, "last", last.tree)
    assert last.run(office, "kantoor", "push", "--all").returncode == 0
    finishing.fill()
    while (found := standing(office, last))["lines"] or started(finishing) < 2:
        assert time.monotonic() < deadline, f"{found}{finishing.complaints()}"
        time.sleep(0.5)
    assert finishing.stop() == [0, 0], finishing.complaints()
    rest = standing(office, last)
    assert (rest["workers"], rest["failed"]) == ([], [])
    totals = office.look("/totals")
    assert {one: totals[one]["orders"]["count"] for one in office.orders} == office.orders


def started(one: Crew) -> int:
    """How many got to work: whoever is told to stop before that just dies of it."""
    return sum(times for (what, _), times in one.said().items() if what == "start")


def standing(office: Office, version: Version) -> dict[str, list[dict[str, str]]]:
    """How the office stands as a version sees it."""
    found: dict[str, list[dict[str, str]]] = json.loads(version.run(office, "kantoor", "status", "--json").stdout)
    return found
