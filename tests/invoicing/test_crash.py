"""The crash loop: killed at every point in turn, then run to rest; one order a declaratie, none lost.

In one process the kill is an exception that nothing catches; over real processes and sockets it is SIGKILL.
"""

import asyncio
import json
import os
import signal
import sys
from asyncio.subprocess import Process
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from core.domain.declaratie import OrderState
from core.invoicing import pusher, pushing, sweeping
from core.sandbox import RunningSandbox, Sandbox, build_sandbox
from core.store import journal
from tests.invoicing.fakes import Office, delivered_twice, hour
from tests.invoicing.town import fill, open_town
from tests.kill import killed_at

TODAY = date(2026, 11, 24)
ROOT = Path(__file__).resolve().parents[2]


async def run_until(office: Office, at: int) -> bool:
    """Push all and die at the n-th point; answers whether it died."""
    with killed_at(at, pusher, pushing, sweeping) as kill:
        await office.declaraties.push_all()
    return kill.struck


async def test_killed_at_every_point_it_ends_with_one_order_each(tmp_path: Path) -> None:
    at, died = 0, True
    while died:
        at += 1
        office = Office(tmp_path / f"{at}.db")
        await office.fill(hour(1), hour(2, klant=2))
        await office.declaraties.create_month(2026, 10)
        died = await run_until(office, at)
        office.close()
        office.open()
        await office.declaraties.push_all()
        office.clock.forward(seconds=901)
        await office.declaraties.push_all()
        found = await office.declaraties.list()
        assert [d.order for d in found] == [OrderState.ORDER] * 2, at
        assert [d.nummer for d in found] == ["2026-0002", "2026-0001"], at
        assert (len(office.snelstart.orders), office.snelstart.doubles()) == (2, 0), at
        assert sum(d.totaal for d in found) == sum(o["totaalExclusiefBtw"] for o in office.snelstart.orders.values())
        assert (await office.database.read(journal.verify)).ok
        office.close()
    assert at > 20


async def test_killed_while_a_double_is_removed_it_still_goes(tmp_path: Path) -> None:
    for at in range(1, 20):
        office = Office(tmp_path / f"{at}.db")
        await office.fill(hour(1))
        await office.declaraties.create_month(2026, 10)
        office.snelstart.faults = [delivered_twice]
        await run_until(office, at)
        office.close()
        office.open()
        await office.declaraties.push_all()
        office.clock.forward(seconds=901)
        await office.declaraties.push_all()
        await office.declaraties.sweep()
        assert (len(office.snelstart.orders), office.snelstart.doubles()) == (1, 0), at
        office.close()


async def start(facts: Path, database: Path, *, settle: int, lock: int = 60, crash_at: int = 0) -> Process:
    """One real process that pushes."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.invoicing.worker", str(facts), str(database), str(settle), str(lock),
        cwd=ROOT, env={**os.environ, "CRASH_AT": str(crash_at)},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def end(process: Process) -> tuple[int, dict[str, Any]]:
    """Its exit code and what it printed."""
    out, err = await process.communicate()
    assert process.returncode in (0, -9), err.decode()
    return process.returncode or 0, json.loads(out) if out else {}


async def worker(facts: Path, database: Path, *, settle: int, crash_at: int = 0) -> tuple[int, dict[str, Any]]:
    """From start to end."""
    return await end(await start(facts, database, settle=settle, crash_at=crash_at))


def doubles(sandbox: Sandbox, administratie: str) -> int:
    orders = next(a for a in sandbox.snelstart.administraties if a.id == administratie).table("verkooporders")
    marks = Counter(str(order["orderreferentie"])[:14] for order in orders.values())
    return sum(marks.values()) - len(marks)


async def prepared(facts: dict[str, Any], folder: Path) -> tuple[Path, Path, int, str]:
    """A facts file and a database with a month of concepts."""
    told = folder / "facts.json"
    told.write_text(json.dumps(facts), "utf-8")
    town = await open_town(facts, folder / "koppeling.db")
    await fill(town, date(2026, 10, 1), TODAY)
    made = await town.declaraties.create_month(2026, 10)
    await town.close()
    return told, folder / "koppeling.db", len(made.created), str(made.total)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("step", [0, 1, 2])
async def test_real_processes_are_killed_until_one_ends_clean(tmp_path: Path, step: int) -> None:
    """Each process gets further than the last, and never may one push what another did."""
    sandbox = build_sandbox(seed=2, klanten=12, today=TODAY)
    async with RunningSandbox(sandbox) as facts:
        told, database, count, total = await prepared(facts, tmp_path)
        code, kills = -9, 0
        while code == -9:
            code, answer = await worker(told, database, settle=0, crash_at=5 + step + 3 * kills)
            kills += 1
        assert (answer["stopped"], answer["unknown"], answer["refused"]) == (None, 0, 0)
        found = sandbox.totals(facts["administraties"][0]["id"])["orders"]
        assert (found["count"], str(found["total"])) == (count, total)
        assert doubles(sandbox, facts["administraties"][0]["id"]) == 0
        assert kills > 3


@pytest.mark.timeout(300)
async def test_four_processes_on_one_database_push_each_once(tmp_path: Path) -> None:
    sandbox = build_sandbox(seed=3, klanten=12, today=TODAY)
    async with RunningSandbox(sandbox) as facts:
        told, database, count, total = await prepared(facts, tmp_path)
        answers = [
            answer for _, answer in await asyncio.gather(*(worker(told, database, settle=900) for _ in range(4)))
        ]
        assert [answer["stopped"] for answer in answers] == [None] * 4
        assert sum(answer["pushed"] for answer in answers) == count
        found = sandbox.totals(facts["administraties"][0]["id"])["orders"]
        assert (found["count"], str(found["total"])) == (count, total)


@pytest.mark.timeout(300)
async def test_a_stopped_process_holds_the_others_off_and_goes_on_when_woken(tmp_path: Path) -> None:
    sandbox = build_sandbox(seed=5, klanten=12, today=TODAY)
    orders = sandbox.snelstart.administraties[0].table("verkooporders")
    async with RunningSandbox(sandbox) as facts:
        told, database, count, total = await prepared(facts, tmp_path)
        first = await start(told, database, settle=900)
        while not orders:  # noqa: ASYNC110 - the sandbox has no event for its first order
            await asyncio.sleep(0)
        first.send_signal(signal.SIGSTOP)
        _, answer = await end(await start(told, database, settle=900, lock=0))
        assert "bezig" in answer["stopped"]
        first.send_signal(signal.SIGCONT)
        _, answer = await end(first)
        assert (answer["pushed"], answer["stopped"]) == (count, None)
        found = sandbox.totals(facts["administraties"][0]["id"])["orders"]
        assert (found["count"], str(found["total"])) == (count, total)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("weather", ["storm", "afgebroken-antwoord", "dubbel"])
async def test_bad_weather_over_real_sockets_loses_and_doubles_nothing(tmp_path: Path, weather: str) -> None:
    sandbox = build_sandbox(seed=4, klanten=12, today=TODAY)
    async with RunningSandbox(sandbox) as facts:
        told, database, count, total = await prepared(facts, tmp_path)
        sandbox.use_faults(weather)
        for _ in range(3):
            await worker(told, database, settle=0)
        sandbox.use_faults("rustig")
        _, answer = await worker(told, database, settle=0)
        assert answer["stopped"] is None
        found = sandbox.totals(facts["administraties"][0]["id"])["orders"]
        assert (found["count"], str(found["total"])) == (count, total)
        assert doubles(sandbox, facts["administraties"][0]["id"]) == 0
