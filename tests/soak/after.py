"""After the storm: everybody finishes in good weather, and then everything is there once, whole and chained."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

from core.clock import system_clock
from core.domain.declaratie import OrderState
from core.errors import PausedError, UnreachableError
from core.service import Service, bootstrap
from core.service.opened import Opened
from core.store import journal
from tests.soak.crew import Crew
from tests.soak.memory import GROWTH, growth
from tests.soak.office import Office

T = TypeVar("T")

ROUNDS = 6
SETTLE_SECONDS = 6.0


def inspect(office: Office, crew: Crew) -> list[str]:
    """Everything that is not as it must be, in words."""
    return [*asyncio.run(both_sides(office)), *_files(office.home / "data"), *_crashes(office.home), *_memory(crew)]


async def both_sides(office: Office) -> list[str]:
    """Sends what is left, then holds every koppeling against both services."""
    async with bootstrap(environment=office.environment) as service:
        await service.repair()
        for _ in range(ROUNDS):
            if not [one async for one in _waiting(service, office)]:
                break
            await asyncio.sleep(SETTLE_SECONDS)
        problems = [f"{name} is not sent" async for name in _waiting(service, office)]
        for koppeling in office.koppelingen:
            opened = await service.open(koppeling.id)
            report, _ = await patiently(partial(opened.sync, full=True))
            again, _ = await patiently(opened.sync)
            if report.refused or again.refused or report.proven is False or again.writes:
                problems.append(f"{koppeling.id} is not at rest: {report.to_json()}, {again.to_json()}")
            problems += [f"{koppeling.id}: {one}" for one in await _one(opened, office)]
        if not (await service.register.read(journal.verify)).ok:
            problems.append("the journal of the home does not verify")
    return problems


async def patiently(work: Callable[[], Awaitable[T]]) -> T:
    """Do the work as a person would: a service that asks to wait, or is still too busy to answer, is waited for."""
    for _ in range(ROUNDS):
        try:
            return await work()
        except PausedError as paused:
            await asyncio.sleep(max(0.0, (paused.until - system_clock()).total_seconds()))
        except UnreachableError:
            await asyncio.sleep(SETTLE_SECONDS)
    return await work()


async def _waiting(service: Service, office: Office) -> AsyncIterator[str]:
    """Pushes what is left; answers the declaraties that are not orders after that."""
    for koppeling in office.koppelingen:
        opened = await service.open(koppeling.id)
        await opened.declaraties.push_all()
        for one in await opened.declaraties.list():
            if one.order is not OrderState.ORDER:
                yield f"{koppeling.id} {one.nummer or one.id} ({one.order})"


async def _one(opened: Opened, office: Office) -> list[str]:
    """One koppeling against both services."""
    problems, id_ = [], opened.koppeling.snelstart_id
    orders = [order async for page in opened.snelstart.pages("verkooporders") for order in map(_order, page)]
    marks = Counter(reference for reference, _ in orders)
    if doubles := [mark for mark, n in marks.items() if n > 1]:
        problems.append(f"orders that are there more than once: {doubles}")
    if len(orders) != office.orders[id_]:
        problems.append(f"{len(orders)} orders, {office.orders[id_]} declaraties")
    if sum((total for _, total in orders), Decimal(0)) != office.totals[id_]:
        problems.append("the totals differ")
    names = Counter([str(row["name"]) async for page in opened.timeon.customers() for row in page])
    wrong = {name: names[name] for name in office.added.get(id_, ()) if names[name] != 1}
    if wrong:
        problems.append(f"klanten of SnelStart that are not once in Time On: {wrong}")
    if not (await opened.database.read(journal.verify)).ok:
        problems.append("the journal does not verify")
    return problems


def _order(raw: bytes) -> tuple[str, Decimal]:
    import json

    found = json.loads(raw, parse_float=Decimal, parse_int=Decimal)
    return str(found["orderreferentie"])[:14], Decimal(found["totaalExclusiefBtw"])


def _files(data: Path) -> list[str]:
    problems = []
    for path in sorted(data.rglob("*.db")):
        with closing(sqlite3.connect(path)) as db:
            found = db.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            problems.append(f"{path.name}: {found[:3]}")
    return problems


def _crashes(home: Path) -> list[str]:
    places = (home / "state", home.parent)
    return [path.read_text("utf-8")[-1500:] for place in places for path in sorted(place.glob("crash-*.txt"))]


def _memory(crew: Crew) -> list[str]:
    grown = growth(crew.memory)
    return [f"memory grew by {grown:.0%} in the second half"] if grown > GROWTH else []
