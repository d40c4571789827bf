"""Measures invoicing without a network: planning a month, grouping and pricing, a preview, and our own part of a push.

    python -m tests.bench.bench_invoicing [--declaraties 500] [--registraties 20] [--json FILE]

Prints wall and CPU time of each beside its floor in the same run: one durable commit of one row for a push. Asserts nothing.
"""

import argparse
import asyncio
import json
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from core.domain.match import Decision, Verdict
from core.invoicing.compose import compose
from core.invoicing.default_rules import default_rules
from core.store import decisions, observed, records
from core.store.database import connect
from core.timeon import wire
from tests.invoicing.fakes import ARTIKELEN, GROEPEN, START, Office, hour, raw, relatie_id

Figures = dict[str, dict[str, float]]

BUDGETS = {
    "registraties grouped": "200 ms for 10,000",
    "a month of": "1000 ms for 500",
    "a preview": "20 ms",
    "our own part of a push": "5 ms of CPU beside the network and the durable commit",
}


@contextmanager
def measured(figures: Figures, name: str, times: int = 1) -> Iterator[None]:
    """Milliseconds a time, on the wall and of the CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    figures[name] = {
        "ms": round((time.perf_counter() - wall) * 1_000 / times, 3),
        "cpu_ms": round((time.process_time() - cpu) * 1_000 / times, 3),
    }


async def fill(office: Office, klanten: int, each: int) -> None:
    """`klanten` coupled klanten with `each` hours in October."""
    await office.fill(klanten=0)
    rows = [
        hour(n * 1_000 + k, klant=n, day=f"2026-10-{1 + k % 28:02d}")
        for n in range(1, klanten + 1)
        for k in range(each)
    ]
    office.timeon.rows |= {str(row["hourID"]): row for row in rows}

    def work(db: sqlite3.Connection) -> None:
        for n in range(1, klanten + 1):
            customer = {"customerID": n, "name": f"Klant {n}"}
            partij = wire.customer_to_partij(customer)
            slim = records.partij_row(partij, str(n).encode(), raw(customer))
            observed.upsert(db, "customers", [slim])
            relatie = raw({"id": relatie_id(n), "naam": f"Klant {n}", "relatiesoort": ["Klant"]})
            observed.upsert(db, "relaties", [(relatie_id(n), slim[1], relatie, *slim[3:])])
        couples = [Decision(str(n), relatie_id(n), Verdict.COUPLE, "bench", START) for n in range(1, klanten + 1)]
        decisions.decide(db, couples)
        observed.upsert_registraties(db, [records.registratie_row(p) for row in rows for p in wire.registraties(row)])

    await office.database.write(work)


def durable_commits(folder: Path, count: int) -> None:
    """The floor of a push: SENDING must be on the disk before the first byte leaves."""
    db = connect(folder / "floor.db")
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("CREATE TABLE t (a)")
    for n in range(count):
        db.execute("INSERT INTO t VALUES (?)", (n,))
    db.close()


async def run(klanten: int, each: int, folder: Path) -> Figures:
    """All figures of one size."""
    figures: Figures = {}
    office = Office(folder / "koppeling.db")
    await fill(office, klanten, each)
    registraties = [part for row in office.timeon.rows.values() for part in wire.registraties(row)]
    rules = default_rules(ARTIKELEN, GROEPEN)
    for group in ("none", "day"):
        with measured(figures, f"{len(registraties)} registraties grouped by {group} and priced"):
            compose(registraties, rules, ARTIKELEN, GROEPEN, group_by=group)
    with measured(figures, f"a month of {klanten} declaraties planned"):
        await office.declaraties.create_month(2026, 10)
    with measured(figures, "a preview", 20):
        await repeat(20, lambda: office.declaraties.preview("1"))
    with measured(figures, "our own part of a push", klanten):
        await office.declaraties.push_all()
    with measured(figures, "floor of a push: one durable commit", klanten):
        durable_commits(folder, klanten)
    office.close()
    return figures


async def repeat(times: int, work: Callable[[], Awaitable[Any]]) -> None:
    """The same, so many times."""
    for _ in range(times):
        await work()


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--declaraties", type=int, default=500)
    parser.add_argument("--registraties", type=int, default=20)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(run(asked.declaraties, asked.registraties, Path(folder)))
    for name, figure in figures.items():
        budget = next((words for part, words in BUDGETS.items() if part in name), "")
        said = f"{name:56} {figure['ms']:9.3f} ms  {figure['cpu_ms']:9.3f} ms cpu"
        sys.stdout.write(f"{said}  budget {budget}\n" if budget else f"{said}\n")
    if asked.json:
        asked.json.write_text(json.dumps(figures, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
