"""First read of N relaties from the sandbox on loopback, beside its floor in the same run; then the same, unchanged.

python -m tests.bench.bench_sync [N ...] [--json FILE]    prints one line a size, the exponent of growth, and what a run with nothing
new costs a koppeling of 150 klanten; asserts nothing about time
"""

import argparse
import asyncio
import gc
import json
import math
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from core.clock import system_clock
from core.config import Settings
from core.domain.match import Mode
from core.http import Http
from core.service import bootstrap
from core.snelstart import SnelStart
from core.snelstart.limits import Limits
from core.store import observed
from core.store.call_counts import CallCounts
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from core.syncing.kinds import RELATIES
from core.syncing.read_snelstart import KindReader

_SERVE = """
import asyncio, datetime, json, sys
from core.sandbox import build_sandbox, serve
from core.sandbox.snelstart import limits
limits.PRODUCTS["productie"] = limits.Product(10**9, 10**9, 50)
box = build_sandbox(klanten=int(sys.argv[1]), today=datetime.date.fromisoformat(sys.argv[2]))
asyncio.run(serve(box, announce=lambda facts: print(json.dumps(facts), flush=True)))
"""


@contextmanager
def sandbox(klanten: int) -> Iterator[dict[str, Any]]:
    """A sandbox in a process of its own."""
    command = [sys.executable, "-c", _SERVE, str(klanten), date.today().isoformat()]  # noqa: DTZ011 - the demo's day
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.terminate()


class Bench:
    """One size: our own first read, the same with nothing changed, a delta, and the floor beneath them."""

    def __init__(self, facts: dict[str, Any], folder: Path) -> None:
        self.settings = Settings(
            snelstart_url=facts["snelstart_url"], snelstart_auth_url=facts["snelstart_auth_url"], calls_a_minute=10**6,
            calls_an_hour=10**6,
        )  # fmt: skip
        self.http = Http(self.settings)
        self.facts = facts
        self.folder = folder

    def client(self, limits: Limits | None = None) -> SnelStart:
        return SnelStart(
            self.http, self.settings, system_clock, subscription_key=self.facts["subscription_key"],
            koppelsleutel=self.facts["administraties"][0]["koppelsleutel"], limits=limits,
        )  # fmt: skip

    async def floor(self) -> tuple[float, int]:
        """The same pages fetched raw, four at a time, then the same ready-made rows by executemany."""
        client = self.client()
        await client.administratie()
        began = time.perf_counter()
        token = await client._token.text()
        pages, skip = [], 0
        while not pages or pages[-1] != b"[]":
            urls = [f"{self.settings.snelstart_url}/relaties?$top=500&$skip={skip + 500 * n}" for n in range(4)]
            answers = await asyncio.gather(*(self.http.get(url, headers=client._headers(token)) for url in urls))
            pages += [answer.body for answer in answers]
            skip += 2000
        fetched = time.perf_counter() - began
        raws = [bytes(raw) for page in pages for raw in msgspec.json.decode(page, type=list[msgspec.Raw])]
        rows = [RELATIES.to_row(raw, observed.digest(raw)) for raw in raws]
        db = sqlite3.connect(self.folder / "floor.db", isolation_level=None)
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute(next(statement for statement in KOPPELING.steps[0][1] if "TABLE relaties" in statement))
        began = time.perf_counter()
        for start in range(0, len(rows), 500):
            db.execute("BEGIN IMMEDIATE")
            observed.upsert(db, "relaties", rows[start : start + 500])
            db.execute("COMMIT")
        written = time.perf_counter() - began
        db.close()
        return fetched + written, len(raws)

    async def ours(self, database: Database, *, full: bool) -> tuple[float, float, int]:
        """(seconds, seconds of CPU, calls) of one reading."""
        counts = Limits(CallCounts(database), system_clock, a_minute=10**6, an_hour=10**6, at_once=4)
        client = self.client(counts)
        await client.administratie()
        before, began, cpu = client.calls, time.perf_counter(), time.process_time()
        reader = KindReader(RELATIES, client, database, system_clock, self.settings, lambda _progress: None)
        await reader.read(full=full)
        return time.perf_counter() - began, time.process_time() - cpu, client.calls - before


async def one(klanten: int) -> dict[str, Any]:
    """All measurements of one size."""
    with sandbox(klanten) as facts, tempfile.TemporaryDirectory() as folder:
        bench = Bench(facts, Path(folder))
        database = Database(Path(folder) / "ours.db", KOPPELING)
        await database.read(lambda _db: None)
        first, _, calls = await bench.ours(database, full=False)
        again, _, _ = await bench.ours(database, full=True)
        delta, cpu, delta_calls = await bench.ours(database, full=False)
        database.close()
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        gc.collect()
        floor, records = await bench.floor()
        await bench.http.aclose()
    return {
        "relaties": records,
        "floor": round(floor, 3),
        "first": round(first, 3),
        "first_ratio": round(first / floor, 2),
        "calls": calls,
        "unchanged": round(again, 3),
        "unchanged_ratio": round(again / floor, 2),
        "delta": round(delta, 4),
        "delta_cpu": round(cpu, 4),
        "delta_calls": delta_calls,
        "peak_mb": peak,
    }


async def quiet_run(klanten: int = 150) -> dict[str, Any]:
    """A scheduled run of a coupled koppeling with nothing new: calls by kind, and CPU of this process."""
    with sandbox(klanten) as facts, tempfile.TemporaryDirectory() as home:
        environment = {
            "KOPPELBORD_HOME": home,
            "KOPPELBORD_SNELSTART_URL": facts["snelstart_url"],
            "KOPPELBORD_SNELSTART_AUTH_URL": facts["snelstart_auth_url"],
            "KOPPELBORD_TIMEON_URL": facts["timeon_url"],
            "KOPPELBORD_SNELSTART_SUBSCRIPTION_KEY": facts["subscription_key"],
            "KOPPELBORD_TIMEON_KEY": facts["timeon_key"],
            "KOPPELBORD_SNELSTART_KOPPELSLEUTEL": facts["administraties"][0]["koppelsleutel"],
        }
        async with bootstrap(environment=environment, memory_only=True) as service:
            await service.koppelen().walk(Mode.SAFE, start=True)
            opened = await service.open()
            await opened.scheduled()
            costs = []
            for _ in range(9):
                began = time.process_time()
                report, _ = await opened.scheduled()
                costs.append(time.process_time() - began)
    cpu = sorted(costs)[len(costs) // 2]
    calls = {kind: counts["calls"] for kind, counts in report.by_kind.items()}
    return {
        "klanten": klanten,
        "quiet_calls": report.calls,
        "by_kind": calls,
        "quiet_cpu": round(cpu, 4),
        "thousand_cpu": round(1000 * cpu, 1),
        "a_half_hour_holds": int(1800 / cpu),
    }


def main() -> int:
    """Print one JSON line a size, how the first read grows with it, and what a quiet run costs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[2_000, 20_000])
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    lines: list[dict[str, Any]] = []

    def told(line: dict[str, Any]) -> dict[str, Any]:
        lines.append(line)
        sys.stdout.write(json.dumps(line) + "\n")
        return line

    found = [told(asyncio.run(one(size))) for size in asked.sizes]
    if len(found) > 1:
        small, large = found[0], found[-1]
        exponent = math.log(large["first"] / small["first"]) / math.log(large["relaties"] / small["relaties"])
        told({"exponent": round(exponent, 2)})
    told(asyncio.run(quiet_run()))
    if asked.json:
        asked.json.write_text(json.dumps({"sync": lines}), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
