"""Measures the review through its screen: opening it, deciding row by row, how long keys wait; asserts nothing.

    python -m tests.bench.bench_review [--rows 100000] [--decisions 60] [--json FILE]

`next_drawn_ms` is from the key to the next row under the cursor, `settled_ms` until the decision is in the file and the
counts are drawn as well; both beside their budget of 50 ms and beside a floor, one row committed to the same file.
`held_ms` is the longest that the loop, and so every key, had to wait.
"""

import argparse
import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from textual import events

from core.domain.koppeling import Koppeling, KoppelingState, Step
from core.domain.partij import Partij, Side
from core.service import bootstrap
from core.store import koppeling as facts
from core.store import observed, reads, records, register
from core.store.connection import Connection, Database
from tests.bench.dutch_names import registers
from tests.screens.pilot import settle
from tui.app import Koppelbord

BUDGET_MS = 50.0
TICK = 0.005
NOW = datetime(2026, 11, 24, 14, 2, tzinfo=UTC)
KOPPELING = Koppeling("bench", "t1", "Bench Time On", "s1", "Bench SnelStart", KoppelingState.REVIEW, Step.REVIEW, NOW)
KLANT = frozenset({"Klant"})


def partijen(count: int) -> list[Partij]:
    made = registers(count, numbers=True)
    sides = ((Side.TIMEON, made.left, frozenset()), (Side.SNELSTART, made.right, KLANT))
    return [Partij(side, k.id, k.naam, k.nummer, soorten=soorten) for side, found, soorten in sides for k in found]


def lay(db: Connection, found: list[Partij]) -> None:
    for side in Side:
        rows = [records.partij_row(one, observed.digest(one.id.encode()), b"{}") for one in found if one.side is side]
        observed.upsert(db, records.table_of(side), rows)
        reads.moved(db, records.table_of(side))
    facts.save(db, KOPPELING, NOW.isoformat(), "koppeling.begonnen")


class Ticker:
    """Wakes every few milliseconds; what it wakes too late was the loop being held."""

    def __init__(self) -> None:
        self.longest = 0.0
        self.lates: list[float] = []

    async def run(self) -> None:
        while True:
            start = time.perf_counter()
            await asyncio.sleep(TICK)
            late = time.perf_counter() - start - TICK
            self.longest = max(self.longest, late)
            self.lates.append(late)

    def take(self) -> dict[str, float]:
        lates = sorted(self.lates)
        found = {
            "held_ms": round(self.longest * 1000, 1),
            "held_p99_ms": round(lates[int(len(lates) * 0.99)] * 1000, 1),
        }
        self.longest, self.lates = 0.0, []
        return found


async def measure(rows: int, decisions: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        service = bootstrap(environment={"KOPPELBORD_HOME": folder}, memory_only=True)
        async with service:
            found = partijen(rows)
            await service.register.write(lambda db: register.save(db, KOPPELING))
            await service.opened(KOPPELING).database.write(lambda db: lay(db, found))
            return await _on_screen(service, len(found), decisions)


async def _on_screen(service: Any, klanten: int, decisions: int) -> dict[str, Any]:
    app, ticker = Koppelbord(service), Ticker()
    ticking = asyncio.create_task(ticker.run())
    figures: dict[str, Any] = {"klanten": klanten}
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        ticker.take()
        start = time.perf_counter()
        await pilot.press("r")
        screen = app.screen
        while screen.board is None:
            await pilot.pause(0.02)
        figures["open_seconds"] = round(time.perf_counter() - start, 2)
        await settle(pilot)
        figures["opening"] = ticker.take()
        for name, keys in (
            ("sorting", ["greater_than_sign"]),
            ("filtering", ["slash", "a", "enter"]),
            ("next_state", ["right"]),
        ):
            figures[name] = await _steps(pilot, ticker, keys)
        await pilot.press("b", "left")
        await settle(pilot)
        ticker.take()
        drawn, settled = [], []
        for _ in range(decisions):
            screen.table.go_key(_next_pair(screen))
            await pilot.pause()
            before, start = screen.table.key, time.perf_counter()
            app.post_message(events.Key("a", "a"))
            await _until(lambda before=before: screen.table.key != before)
            drawn.append(time.perf_counter() - start)
            await _until(lambda: not screen.pending)
            app.screen._compositor.render_strips()
            settled.append(time.perf_counter() - start)
        figures |= {"next_drawn_ms": _quantiles(drawn), "settled_ms": _quantiles(settled), "budget_ms": BUDGET_MS}
        figures["deciding"] = ticker.take()
        start = time.perf_counter()
        await pilot.press("u")
        await settle(pilot)
        figures["undo_ms"] = round((time.perf_counter() - start) * 1000, 1)
        figures["floor_ms"] = _quantiles([await _committed(screen.opened.database) for _ in range(decisions)])
        figures["times_floor"] = round(figures["settled_ms"]["median"] / figures["floor_ms"]["median"], 1)
    ticking.cancel()
    return figures


async def _steps(pilot: Any, ticker: Ticker, keys: Iterable[str]) -> dict[str, float]:
    """These keys one after the other: how long until all is drawn, and how long others had to wait meanwhile."""
    start = time.perf_counter()
    await pilot.press(*keys)
    await settle(pilot)
    seconds = round(time.perf_counter() - start, 2)
    return {"seconds": seconds, **ticker.take()}


async def _until(done: Callable[[], bool]) -> None:
    while not done():  # noqa: ASYNC110 - what is waited for is drawn, and tells nobody
        await asyncio.sleep(0)


async def _committed(database: Database) -> float:
    start = time.perf_counter()
    await database.write(lambda db: facts.set_fact(db, "bench", start))
    return time.perf_counter() - start


def _next_pair(screen: Any) -> str:
    return next(row.key for row in screen.board.by_key.values() if row.waits and row.is_pair)


def _quantiles(seconds: list[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {
        "median": round(statistics.median(ordered) * 1000, 2),
        "p95": round(ordered[int(len(ordered) * 0.95)] * 1000, 2),
        "longest": round(ordered[-1] * 1000, 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--decisions", type=int, default=60)
    parser.add_argument("--json", type=Path)
    asked = parser.parse_args()
    figures = asyncio.run(measure(asked.rows, asked.decisions))
    sys.stdout.write(json.dumps(figures, indent=2) + "\n")
    if asked.json:
        asked.json.write_text(json.dumps(figures))


if __name__ == "__main__":
    main()
