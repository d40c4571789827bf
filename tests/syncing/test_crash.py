"""The crash loop: killed at every point in turn, then run to rest; both sides end as they do without a kill."""

import asyncio
import os
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.domain.match import Mode
from core.sandbox import RunningSandbox, Sandbox, build_sandbox
from core.sandbox.snelstart import acts as bookkeeper
from core.sandbox.timeon import acts as user
from core.store.database import Database
from core.syncing import create, engine, read_snelstart, read_timeon, update
from tests.conftest import FixedClock
from tests.environment import signed_in
from tests.kill import KilledError, killed_at
from tests.syncing.conftest import World, freeze, service_of

ROOT = Path(__file__).resolve().parents[2]
FIELDS = ("naam", "telefoon", "email", "nonactief", "memo", "relatiecode")


async def changed_world(clock: FixedClock, home: Path) -> tuple[Sandbox, str]:
    """A coupled home, then a new klant on each side and a change in Time On; answers the relatie to be changed."""
    sandbox = build_sandbox(klanten=20, today=date(2026, 11, 24), now=clock)
    async with service_of(sandbox, home, clock) as service:
        await service.koppelen().walk(Mode.SAFE, start=True)
        world = World(sandbox, service, clock, await service.open())
        await world.opened.sync()
        clock.tick(minutes=30)
        customer, relatie = await world.pair()
        world.edit_timeon(customer, phoneNumber="010-1234567")
        user.add_customer(sandbox.timeon, "Zilvervos Dakbedekking", "77001")
        administratie = sandbox.snelstart.administraties[0]
        bookkeeper.add_relatie(sandbox.snelstart, administratie.id, "Kwartel Tuinaanleg", relatiecode=77_002)
    return sandbox, relatie


def picture(sandbox: Sandbox) -> Any:
    """What both sides hold, without ids and times."""
    relaties = sandbox.snelstart.administraties[0].table("relaties").values()
    customers = sandbox.timeon.customers.values()
    return (
        sorted(tuple(str(row.get(name)) for name in FIELDS) for row in relaties),
        sorted((str(row["name"]), str(row["customerNumber"]), str(row["phoneNumber"])) for row in customers),
    )


async def run_to_rest(sandbox: Sandbox, home: Path, clock: FixedClock, **flags: Any) -> None:
    for _ in range(4):
        clock.tick(minutes=31)
        async with service_of(sandbox, home, clock, **flags) as service:
            report, planned = await (await service.open()).sync()
        if not report.writes and not planned.plan.lines:
            return
    pytest.fail("it does not come to rest")


async def synced_until(at: int, sandbox: Sandbox, home: Path, clock: FixedClock, patch: pytest.MonkeyPatch) -> str:
    """Run and die at the n-th point, after which not a byte is written; answers its name, empty when it lived."""
    write, service = Database.write, service_of(sandbox, home, clock)
    with killed_at(at, create, engine, read_snelstart, read_timeon, update) as kill:

        async def dead(self: Database, work: Any, **how: Any) -> Any:
            if kill.struck:
                raise KilledError(kill.point)
            return await write(self, work, **how)

        patch.setattr(Database, "write", dead)
        try:
            await (await service.open()).sync()
        finally:
            patch.undo()
            await service.aclose()
    return kill.point


async def test_killed_at_every_point_it_ends_as_without_a_kill(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ground, relatie = await changed_world(clock, tmp_path / "ground")
    began, frozen = clock.now, freeze(ground, clock)

    def again(name: str) -> Sandbox:
        clock.now = began
        shutil.copytree(tmp_path / "ground", tmp_path / name)
        return frozen.thaw(clock)

    sandbox = again("whole")
    await run_to_rest(sandbox, tmp_path / "whole", clock)
    expected, seen = picture(sandbox), []
    assert sandbox.snelstart.administraties[0].table("relaties")[relatie]["telefoon"] == "010-1234567"
    for at in range(1, 100):
        sandbox, home = again(str(at)), tmp_path / str(at)
        died = await synced_until(at, sandbox, home, clock, monkeypatch)
        await run_to_rest(sandbox, home, clock)
        assert picture(sandbox) == expected, died
        if not died:
            break
        seen.append(died)
    assert {"before create", "after create", "before update", "after update", "run begun", "change stored"} <= set(seen)


SCRIPT = """
import asyncio, sys
from core.service import bootstrap
async def main():
    async with bootstrap(memory_only=True) as service:
        report, planned = await (await service.open()).sync()
        print(report.writes, len(planned.plan.lines))
asyncio.run(main())
"""


async def run_for_real(facts: dict[str, Any], home: Path, at: int = 0) -> tuple[int, str, str]:
    """A process of its own that syncs, and dies at the n-th point; answers its exit code and what it said."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("KOPPELBORD_")},
        **signed_in(facts, home),
        "KOPPELBORD_SETTLE": "0",
        "CRASH_AT": str(at),
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SCRIPT, env=environment, cwd=ROOT,
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    out, error = await process.communicate()
    return process.returncode or 0, out.decode(), error.decode()


def assert_made_once(sandbox: Sandbox) -> None:
    names = [row["naam"] for row in sandbox.snelstart.administraties[0].table("relaties").values()]
    made = [row["name"] for row in sandbox.timeon.customers.values()]
    assert names.count("Zilvervos Dakbedekking") == made.count("Kwartel Tuinaanleg") == 1


async def test_two_processes_at_once_make_nothing_twice(tmp_path: Path, clock: FixedClock) -> None:
    sandbox, relatie = await changed_world(clock, tmp_path)
    async with RunningSandbox(sandbox) as facts:
        done = await asyncio.gather(*(run_for_real(facts, tmp_path) for _ in range(3)))
        assert [(code, error) for code, _, error in done if code] == []
        assert sorted(int(out.split()[0]) for _, out, _ in done) == [0, 0, 3]
    assert_made_once(sandbox)
    assert sandbox.snelstart.administraties[0].table("relaties")[relatie]["telefoon"] == "010-1234567"


async def test_killed_for_real_it_makes_nothing_twice(tmp_path: Path, clock: FixedClock) -> None:
    kills = 0
    sandbox, _ = await changed_world(clock, tmp_path)
    async with RunningSandbox(sandbox) as facts:
        for at in (6, 7, 8, 9, 10, 0, 0):
            code, out, error = await run_for_real(facts, tmp_path, at)
            assert code in ((0, -9) if at else (0,)), error
            kills += code != 0
    assert out.split() == ["0", "0"]
    assert kills >= 3
    assert_made_once(sandbox)
