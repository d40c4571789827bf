"""Measures the screens of support at their largest beside what they can't do without; asserts nothing.

    python -m tests.bench.bench_support [--koppelingen 5000] [--events 100000] [--json FILE]

The board of all koppelingen beside reading their rows out of the register; a timeline beside reading its events, and a step
anywhere in it.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from core.clock import iso
from core.domain.koppeling import Koppeling, KoppelingState, KoppelingSummary, Step
from core.service import Service, bootstrap
from core.service.support import words
from core.store import journal, register
from core.support.timeline import Timeline

NOW = datetime(2026, 11, 24, 14, 0, tzinfo=UTC)
BUDGET = {"board": 250, "timeline": 2000, "step": 20}


def koppeling(number: int) -> Koppeling:
    """One of many."""
    name = f"Kantoor {number}"
    return Koppeling(f"k{number}", f"t{number}", name, f"s{number}", name, KoppelingState.ACTIEF, Step.KLAAR, NOW)


async def fill(service: Service, koppelingen: int, events: int) -> None:
    """The register's rows, and one journal of that many events."""

    def rows(db: Any) -> None:
        for number in range(koppelingen):
            register.save_summary(db, KoppelingSummary(koppeling(number), waiting=number % 7, last_run_at=NOW))

    def told(db: Any) -> None:
        for number in range(events):
            at = iso(NOW - timedelta(seconds=events - number))
            type_ = ("push.bedoeld", "push.verstuurd", "push.beantwoord", "aanroep")[number % 4]
            journal.append(db, at, type_, f"declaratie:{number // 4}", {"marker": f"KB{number}", "ms": 12})

    await service.register.write(rows)
    await service.opened(koppeling(0)).database.write(told)


async def figures(koppelingen: int, events: int) -> dict[str, dict[str, float]]:
    """Milliseconds each, with its floor and its budget."""
    with tempfile.TemporaryDirectory() as home:
        environment = {"KOPPELBORD_HOME": home}
        async with bootstrap(environment=environment, clock=lambda: NOW, memory_only=True) as service:
            await fill(service, koppelingen, events)
            read = await timed(service.koppelingen)
            board = await timed(service.support.board)
            opened = service.opened(koppeling(0))
            reading = await timed(lambda: opened.database.read(lambda db: list(journal.events(db))))
            line = await timed(lambda: service.support.timeline(opened))
            whole = Timeline(await opened.database.read(lambda db: list(journal.events(db))), words)
            whole.state(0)
            begun = time.perf_counter()
            for place in range(0, len(whole), max(len(whole) // 50, 1)):
                whole.state(place)
            step = (time.perf_counter() - begun) * 1000 / 50
    return {
        f"board of {koppelingen}": {"ms": board, "floor_ms": read, "budget_ms": BUDGET["board"]},
        f"timeline of {events}": {"ms": line, "floor_ms": reading, "budget_ms": BUDGET["timeline"]},
        "a step anywhere": {"ms": step, "budget_ms": BUDGET["step"]},
    }


async def timed(work: Callable[[], Any]) -> float:
    """The best of three, in milliseconds."""
    best = float("inf")
    for _ in range(3):
        begun = time.perf_counter()
        await work()
        best = min(best, time.perf_counter() - begun)
    return best * 1000


def main() -> int:
    """Print each beside its floor and its budget."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--koppelingen", type=int, default=5000)
    parser.add_argument("--events", type=int, default=100_000)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    found = asyncio.run(figures(asked.koppelingen, asked.events))
    for name, one in found.items():
        beside = f"  {one['ms'] / one['floor_ms']:.1f}x reading" if one.get("floor_ms") else ""
        sys.stdout.write(f"{name:24} {one['ms']:9.1f} ms{beside}  budget {one['budget_ms']:.0f} ms\n")
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
