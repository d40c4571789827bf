"""Ten workers together stay within what SnelStart allows one administratie: the gateway itself counts."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from procrastinate import App

from core.clock import system_clock
from core.domain.match import Mode
from core.kantoor.engine import ask
from core.kantoor.job import Job, Kind
from core.kantoor.overview import overview
from core.sandbox import build_sandbox
from core.sandbox.server import RunningSandbox
from core.sandbox.snelstart import limits
from core.sandbox.snelstart.limits import Counts, Product
from core.service import bootstrap
from tests.environment import signed_in
from tests.kantoor.crowd import WAITS, clock_in, set_clock
from tests.soak.office import ROOT

MANY, EACH = 10, 2
MINUTE, HOUR = 20, 40
"""Calls: a minute that is full is waited for, and work that finds a full hour is put off."""
SETTINGS = {"calls_a_minute": MINUTE, "calls_an_hour": HOUR, "calls_at_once": 4}
PATIENCE = 100
"""Seconds after which this machine is taken to hang."""


@contextmanager
def crowd(folder: Path, environment: dict[str, str]) -> Iterator[Path]:
    """Ten of them, each of a group of its own; answers where what they say is."""
    words = ["worker", "--group", "g{n}", "--concurrency", "2", "--jsonl"]
    command = [sys.executable, "-m", "tests.kantoor.crowd", str(folder), str(MANY), *words]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("KOPPELBORD_")}
    with subprocess.Popen(command, cwd=ROOT, env={**kept, **environment, "PYTHONUNBUFFERED": "1"}) as process:
        try:
            yield folder
        finally:
            process.terminate()
    assert process.returncode == 0, [path.read_text() for path in folder.glob("*.err")]


def said(folder: Path, number: int) -> list[str]:
    """By one of them, so far."""
    lines = (folder / f"{number}.out").read_bytes().splitlines(keepends=True) if folder.exists() else []
    return [json.loads(line)["what"] for line in lines if line.endswith(b"\n")]


async def until(so: Callable[[], bool]) -> None:
    """What must come, however busy the machine is."""
    deadline = time.monotonic() + PATIENCE
    while not so():
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)


async def until_put_off(app: App) -> int:
    """Nothing is left that can be done now; answers how much is for later."""
    deadline = time.monotonic() + PATIENCE
    while (now := await overview(app)).waiting or now.doing:
        assert time.monotonic() < deadline, now
        await asyncio.sleep(0.1)
    return sum(line.later for line in now.lines)


async def test_ten_workers_never_ask_more_than_a_window_holds(
    app: App, office: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(limits.PRODUCTS, "test", Product(MINUTE, HOUR, 5))
    at = tmp_path / "crowd"
    at.mkdir()
    now = system_clock()
    set_clock(at, now)
    sandbox = build_sandbox(today=now.date(), now=lambda: clock_in(at), klanten=6)
    sandbox.snelstart.ticks = lambda: clock_in(at).timestamp()
    async with RunningSandbox(sandbox) as facts:
        environment = {**signed_in(facts, tmp_path / "home"), "KOPPELBORD_DATABASE": office}
        async with bootstrap(environment=environment, memory_only=True, clock=lambda: clock_in(at)) as service:
            koppeling = (await service.koppelen().walk(Mode.SAFE, start=True)).koppeling.id
            rows = service.office.koppeling(koppeling)
            await rows.write(lambda db: db.execute("DELETE FROM call_counts"))
        (tmp_path / "home" / "config").mkdir(mode=0o700, parents=True)
        settings = "".join(f"{name} = {value}\n" for name, value in SETTINGS.items())
        (tmp_path / "home" / "config" / "config.toml").write_text(settings, "utf-8")
        administratie = sandbox.snelstart.administraties[0]
        counts = administratie.counts = Counts()
        administratie.product = "test"
        with crowd(at, environment) as folder:
            for number in range(MANY):
                jobs = [Job(Kind.SYNC, koppeling, now + timedelta(minutes=MANY * n + number)) for n in range(EACH)]
                await ask(app, jobs, group=f"g{number}")
            await until(lambda: counts.let_through + counts.refused > MINUTE or (at / WAITS).exists())
            assert (counts.let_through, counts.refused) == (MINUTE, 0), "at one moment no more than a minute holds"
            set_clock(at, now + timedelta(seconds=70))
            later = await until_put_off(app)
    assert counts.refused == 0
    assert HOUR - 5 < counts.let_through <= HOUR
    assert counts.most_at_once <= 5
    worked = [said(folder, number) for number in range(MANY)]
    assert all({"done", "failed"} & set(one) for one in worked)
    assert later == sum(one.count("failed") for one in worked) > 0
