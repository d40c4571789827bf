"""Many koppelingen of 150 klanten with nothing new, run by one process: calls by kind, and CPU a koppeling."""

import asyncio
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from core.clock import iso
from core.domain.koppeling import Koppeling
from core.domain.match import Mode
from core.domain.plan import RunReport
from core.service import Service, bootstrap
from core.store import koppeling as koppelingen
from core.store import register
from core.store.connection import Connection
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from tests.bench.sync_ground import environment, sandbox

AT_ONCE = 8
HALF_HOUR = 1800


async def many(count: int, klanten: int = 150) -> dict[str, Any]:
    """Couple one, copy its file `count` times under other names, and run them all once."""
    with sandbox(klanten) as facts, tempfile.TemporaryDirectory() as home:
        known = environment(facts, home)
        async with bootstrap(environment=known, memory_only=True) as service:
            await service.koppelen().walk(Mode.SAFE, start=True)
            opened = await service.open()
            await opened.scheduled()
            report, _ = await opened.scheduled()
            first, folder = opened.koppeling, opened.database.path.parent
        async with bootstrap(environment=known, memory_only=True) as service:
            await service.register.write(_let_them_share)
            every = [await _copied(service, first, folder, number) for number in range(count)]
            cpu, seconds, calls = await _run(service, every)
    return {
        "koppelingen": count,
        "klanten": klanten,
        "quiet_calls": report.calls,
        "calls_by_kind": {kind: counts["calls"] for kind, counts in report.by_kind.items()},
        "most_calls": calls,
        "cpu_each": round(cpu / count, 4),
        "cpu_of_1000": round(1000 * cpu / count, 1),
        "seconds": round(seconds, 1),
        "a_half_hour_holds": int(HALF_HOUR * count / cpu),
    }


def _let_them_share(db: Connection) -> None:
    """All of them are couplings of the one pair of administrations that the sandbox has keys for."""
    db.execute("DROP INDEX one_timeon")
    db.execute("DROP INDEX one_snelstart")


async def _copied(service: Service, first: Koppeling, folder: Path, number: int) -> Koppeling:
    name = f"{first.id}-{number}"
    copy = replace(first, id=name)
    path = folder / f"{name}.db"
    await asyncio.to_thread(shutil.copy, folder / f"{first.id}.db", path)
    database, at = Database(path, KOPPELING), iso(service.clock())
    await database.write(lambda db: koppelingen.save(db, copy, at, "koppeling.bewaard"))
    database.close()
    await service.register.write(lambda db: register.save(db, copy))
    return copy


async def _run(service: Service, every: list[Koppeling]) -> tuple[float, float, int]:
    """(seconds of CPU of this process, seconds, most calls that one took)."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(koppeling: Koppeling) -> RunReport:
        async with gate:
            return (await service.opened(koppeling).scheduled())[0]

    cpu, began = time.process_time(), time.perf_counter()
    reports = await asyncio.gather(*map(one, every))
    return time.process_time() - cpu, time.perf_counter() - began, max(one.calls for one in reports)
