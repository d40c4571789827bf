"""First read of N relaties from the sandbox on loopback, beside its floor and dlt in the same run; then the same, unchanged.

python -m tests.bench.bench_sync [N ...] [--peer-at N] [--koppelingen N] [--json FILE]

Prints each figure with its budget, the exponent of growth, and what runs with nothing new cost many koppelingen.
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
from pathlib import Path
from typing import Any

import msgspec

from core.clock import system_clock
from core.config import Settings
from core.http import Http
from core.snelstart import SnelStart
from core.snelstart.limits import Limits
from core.store import observed
from core.store.call_counts import CallCounts
from core.store.database import Database
from core.store.schema_koppeling import KOPPELING
from core.syncing.kinds import RELATIES
from core.syncing.read_snelstart import KindReader
from tests.bench.sync_ground import sandbox
from tests.bench.sync_many import many

PEER = "dlt[sqlalchemy]==1.31.0"
BUDGETS = (
    ("first", "s", ""),
    ("first_ratio", "x", "2 x the floor"),
    ("dlt", "s", ""),
    ("dlt_ratio", "x", "5 x as long as ours, or longer"),
    ("unchanged", "s", ""),
    ("unchanged_ratio", "x", "0.7 x the floor"),
    ("delta_cpu", "s", "0.05 s"),
    ("delta_calls", "", ""),
    ("peak_mb", "MB", "250 MB"),
    ("exponent", "", "1, linear"),
    ("koppelingen", "", ""),
    ("quiet_calls", "", "16"),
    ("cpu_each", "s", "0.06 s of CPU"),
    ("cpu_of_1000", "s", "60 s of CPU"),
    ("a_half_hour_holds", "", ""),
)


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
        for table in ("relaties", "match_sides"):
            db.execute(next(one for _, step in KOPPELING.steps for one in step if f"TABLE {table} " in one))
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


async def one(klanten: int, *, peer: bool) -> dict[str, Any]:
    """All measurements of one size."""
    with sandbox(klanten) as facts, tempfile.TemporaryDirectory() as folder:
        bench = Bench(facts, Path(folder))
        database = Database(Path(folder) / "ours.db", KOPPELING)
        await database.read(lambda _db: None)
        first, _, calls = await bench.ours(database, full=False)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        again, _, _ = await bench.ours(database, full=True)
        delta, cpu, delta_calls = await bench.ours(database, full=False)
        database.close()
        gc.collect()
        floor, records = await bench.floor()
        await bench.http.aclose()
        theirs = await asyncio.to_thread(run_peer, facts, records) if peer else None
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
        **({"dlt": round(theirs, 3), "dlt_ratio": round(theirs / first, 1)} if theirs else {}),
    }


def run_peer(facts: dict[str, Any], records: int) -> float | None:
    """Seconds that dlt takes for the same, in an environment that uv makes beside ours; None when it can't be had."""
    python = Path(sys.executable)
    aside = [str(python.with_name("uv")), "run", "--quiet", "--isolated", "--no-project", "--python", str(python)]
    command = [*aside, "--with", PEER, "python", str(Path(__file__).with_name("peer_dlt.py")), json.dumps(facts)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.stderr.write(f"no peer: {done.stderr.strip().splitlines()[-1:]}\n")
        return None
    answer = json.loads(done.stdout.splitlines()[-1])
    if answer["rows"] != records:
        sys.stderr.write(f"the peer read {answer['rows']} of {records}\n")
    return float(answer["seconds"])


def tell(line: dict[str, Any]) -> None:
    """Each figure with its budget."""
    if "relaties" in line:
        sys.stdout.write(
            f"{line['relaties']} relaties, floor {line['floor']} s (pages fetched raw, rows by executemany)\n"
        )
    for name, unit, budget in BUDGETS:
        if name in line:
            sys.stdout.write(f"  {name:18}{line[name]:>10} {unit:6}{f'budget {budget}' if budget else ''}\n")
    if "calls_by_kind" in line:
        said = ", ".join(f"{kind} {calls}" for kind, calls in line["calls_by_kind"].items())
        sys.stdout.write(f"  calls of a quiet run by kind: {said}\n")


def main() -> int:
    """Print each size, how the first read grows with it, and what quiet runs cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, default=[2_000, 20_000])
    parser.add_argument("--koppelingen", type=int, default=100)
    parser.add_argument("--peer-at", type=int, default=0, help="the size at which dlt reads too")
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    lines = []
    for size in asked.sizes:
        lines.append(asyncio.run(one(size, peer=size == asked.peer_at)))
        tell(lines[-1])
    if len(lines) > 1:
        small, large = lines[0], lines[-1]
        exponent = math.log(large["first"] / small["first"]) / math.log(large["relaties"] / small["relaties"])
        lines.append({"exponent": round(exponent, 2)})
        tell(lines[-1])
    lines.append(asyncio.run(many(asked.koppelingen)))
    tell(lines[-1])
    if asked.json:
        asked.json.write_text(json.dumps({"sync": lines}), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
