"""Syncs a second of an office on PostgreSQL by number of workers, beside the same on SQLite; then a day of 50,000 on paper.

    python -m tests.bench.bench_kantoor [--koppelingen 40] [--workers 1,2,4] [--day 50000] [--json FILE]

Every koppeling has klanten and nothing new, the sandbox is a process of its own on loopback, and a sync is a whole run of
`koppelbord worker`, or of `sync watch` for SQLite. The day takes what a sync computes from the run before it; what it waits
for services is assumed, and printed. Asserts nothing.
"""

import argparse
import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg

from core.clock import system_clock
from core.kantoor import office as desk
from core.kantoor.engine import ask_all, engine, transaction
from core.kantoor.job import GROUP, Job, Kind
from core.kantoor.tables import prepare
from core.service import bootstrap
from core.store.postgres.address import Address, line_of
from tests.bench.office import Cost, simulate
from tests.bench.office import Office as Day
from tests.postgres.server import Server
from tests.soak import office as soak
from tests.soak.office import PROGRAM, ROOT, Office

CALL_SECONDS = 0.15
"""What a call to SnelStart or Time On takes from an office: an assumption."""
QUIET_CALLS, WORKING_CALLS, PUSH_CALLS = 8, 24, 12
SETTINGS = "sync_minutes = 1440\n"
ROUNDS = 2
_TAKEN = 200


def main() -> int:
    """Measure, print, and write the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--koppelingen", type=int, default=40)
    parser.add_argument("--workers", default="1,2,4")
    parser.add_argument("--day", type=int, default=50_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    soak.SETTINGS = SETTINGS
    figures: dict[str, Any] = {"cores": len(os.sched_getaffinity(0)), "koppelingen": asked.koppelingen}
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        figures["sqlite"] = on_sqlite(place, asked.koppelingen)
        _print("SQLite, one process", figures["sqlite"])
        for name, found in on_postgres(place, asked.koppelingen, [int(n) for n in asked.workers.split(",")]):
            figures[name] = found
            _print(f"PostgreSQL, {name}", found)
        figures["line"] = asyncio.run(in_line(asked.day))
        _print(f"a line of {asked.day:,} jobs", figures["line"])
    computes = figures[f"workers_{asked.workers.split(',')[0]}"]["cpu_ms_a_sync"] / 1000
    figures["day"] = days(asked.day, computes)
    if asked.json:
        asked.json.write_text(json.dumps(figures), "utf-8")
    return 0


def _print(name: str, found: dict[str, float]) -> None:
    sys.stdout.write(f"{name:28} " + "  ".join(f"{key} {value}" for key, value in found.items()) + "\n")
    sys.stdout.flush()


@contextmanager
def coupled(folder: Path, koppelingen: int, **environment: str) -> Iterator[Office]:
    """An office of so many koppelingen that were synced once."""
    (folder / "home").mkdir(parents=True, mode=0o700)
    with Office(folder, koppelingen, 20, seed=3) as office:
        office.environment.update(environment)
        office.couple()
        yield office


def on_sqlite(folder: Path, koppelingen: int) -> dict[str, float]:
    """`sync run` of each koppeling, by the service of one process."""
    with coupled(folder / "sqlite", koppelingen) as office:

        async def work() -> float:
            async with bootstrap(environment=office.environment) as service:
                gate = asyncio.Semaphore(8)

                async def one(koppeling_id: str) -> None:
                    async with gate:
                        await (await service.open(koppeling_id)).scheduled()

                began = time.perf_counter()
                for _ in range(ROUNDS):
                    await asyncio.gather(*(one(koppeling.id) for koppeling in office.koppelingen))
                return time.perf_counter() - began

        before = time.process_time()
        seconds = asyncio.run(work())
        return _rates(koppelingen * ROUNDS, seconds, time.process_time() - before)


def on_postgres(folder: Path, koppelingen: int, workers: list[int]) -> Iterator[tuple[str, dict[str, float]]]:
    """The same jobs in line, done by so many processes."""
    server = Server().start()
    try:
        with psycopg.connect(server.url(), autocommit=True) as db:
            db.execute("CREATE ROLE kantoor LOGIN")
            db.execute("CREATE DATABASE kantoor OWNER kantoor")
        with coupled(folder / "pg", koppelingen, KOPPELBORD_DATABASE=server.url("kantoor", "kantoor")) as office:
            for many in workers:
                yield f"workers_{many}", by_workers(office, many, server.url("kantoor"))
    finally:
        server.remove()


def by_workers(office: Office, many: int, address: str) -> dict[str, float]:
    """From the moment that all are at work until nothing is in line."""
    asyncio.run(_put(office, []))
    processes = [_worker(office) for _ in range(many)]
    try:
        _until(address, "SELECT count(*) = %s FROM kantoor_workers", many)
        before, written = sum(_cpu(one.pid) for one in processes), _written(address)
        began = time.perf_counter()
        asyncio.run(_put(office, _jobs(office)))
        _until(address, "SELECT NOT EXISTS (SELECT FROM procrastinate_jobs WHERE queue_name = %s)", GROUP)
        seconds = time.perf_counter() - began
        cpu = sum(_cpu(one.pid) for one in processes) - before
    finally:
        for one in processes:
            one.terminate()
        for one in processes:
            one.wait(60)
    syncs = len(office.koppelingen) * ROUNDS
    commits, wal, size = (after - then for after, then in zip(_written(address), written, strict=True))
    return _rates(syncs, seconds, cpu) | {
        "commits_a_sync": round(commits / syncs, 1),
        "wal_kb_a_sync": round(wal / syncs / 1000, 1),
        "kb_a_koppeling": round((size + written[2]) / len(office.koppelingen) / 1000),
    }


async def in_line(jobs: int) -> dict[str, float]:
    """Milliseconds to put one job of many in line, and to take one from a line that long."""
    server = Server().start()
    try:
        app = engine(Address.read(server.url("postgres", "postgres")))
        async with app.open_async():
            await prepare(app)
            began = time.perf_counter()
            async with transaction(app) as db:
                await ask_all(app, [Job(Kind.SYNC, f"koppeling-{n}", system_clock()) for n in range(jobs)], db)
                put = time.perf_counter() - began
            async with transaction(app) as db:
                await db.execute("ANALYZE procrastinate_jobs")
            worker = await app.job_manager.register_worker()
            began = time.perf_counter()
            for _ in range(_TAKEN):
                await app.job_manager.fetch_job([GROUP], worker)
            took = time.perf_counter() - began
    finally:
        server.remove()
    return {"ms_to_put": round(put * 1000 / jobs, 3), "ms_to_take": round(took * 1000 / _TAKEN, 2)}


def _written(address: str) -> tuple[int, int, int]:
    """(commits so far, bytes of the log so far, bytes of the database now)."""
    query = """
        SELECT xact_commit, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint, pg_database_size(datname)
        FROM pg_stat_database WHERE datname = current_database()
    """
    with psycopg.connect(address, autocommit=True) as db:
        db.execute("SELECT pg_stat_force_next_flush()")
        found: tuple[int, int, int] = db.execute(query).fetchone() or (0, 0, 0)
    return found


def _worker(office: Office) -> "subprocess.Popen[bytes]":
    command = [*PROGRAM, "worker", "--concurrency", "8", "--jsonl"]
    return subprocess.Popen(command, cwd=ROOT, env=office.environment, stdout=subprocess.DEVNULL)


def _jobs(office: Office) -> list[Job]:
    windows = [system_clock() + timedelta(minutes=n + 1) for n in range(ROUNDS)]
    return [Job(Kind.SYNC, one.id, at) for at in windows for one in office.koppelingen]


async def _put(office: Office, jobs: list[Job]) -> None:
    async with bootstrap(environment=office.environment) as service:
        await desk.put(service, jobs)


def _until(address: str, what: str, value: object) -> None:
    """Until the database answers yes."""
    deadline = time.monotonic() + 600
    with psycopg.connect(address, autocommit=True, options=f"-c search_path={line_of('kantoor')}") as db:
        while not (db.execute(what.encode(), (value,)).fetchone() or (False,))[0]:
            if time.monotonic() > deadline:
                raise TimeoutError
            time.sleep(0.02)


def _cpu(pid: int) -> float:
    """Seconds that a process computed."""
    parts = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


def _rates(syncs: int, seconds: float, cpu: float) -> dict[str, float]:
    return {
        "syncs": syncs,
        "syncs_a_second": round(syncs / seconds, 1),
        "cpu_ms_a_sync": round(cpu * 1000 / syncs, 1),
    }


def days(koppelingen: int, computes: float) -> dict[str, dict[str, float]]:
    """The same day for more and more workers of 32 places, until nothing waits."""
    found = {}
    for workers in (2, 3, 4, 6, 8):
        office = Day(
            koppelingen,
            workers,
            32,
            quiet=Cost(QUIET_CALLS * CALL_SECONDS, computes),
            working=Cost(WORKING_CALLS * CALL_SECONDS, 3 * computes),
            push=Cost(PUSH_CALLS * CALL_SECONDS, computes),
        )
        found[f"workers_{workers}"] = figures = simulate(office).figures(office)
        _print(f"a day of {koppelingen:,}, {workers} workers", figures)
        if figures["sync_wait_p99"] == 0:
            break
    return found


if __name__ == "__main__":
    sys.exit(main())
