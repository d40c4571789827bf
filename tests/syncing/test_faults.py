"""Every fault at every operation of a sync, over real sockets: it ends as without the fault, or it says why."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import stamina

from core.errors import AppError
from core.sandbox import RunningSandbox, Sandbox
from core.sandbox.faults import Rule
from core.service import Service, bootstrap
from core.store import pauses
from tests.conftest import FixedClock
from tests.environment import signed_in
from tests.syncing.conftest import Ground, World, service_of
from tests.syncing.test_crash import changed_world, picture, run_to_rest

OPERATIONS = (
    "POST /v2/relaties",
    "PUT /v2/relaties/*",
    "POST /api/customer",
    "GET /v2/relaties",
    "GET /v2/relaties/*",
    "GET /v2/companyInfo",
    "GET /v2/artikelen",
    "POST /api/customer/list",
    "POST /api/hour/list",
)
FAULTS = (
    "drop-before", "drop-after", "reset-before", "reset-after", "twice", "401", "403", "403-quota", "429", "500-before",
    "500-after", "502", "delay-before", "delay-after", "empty-body", "truncated-body", "invalid-json", "list-lag",
    "clock-skew", "wrong-content-type",
)  # fmt: skip
DAILY = (
    "POST /b2b/token",
    "POST /token",
    "GET /v2/artikelomzetgroepen",
    "GET /v2/btwtarieven",
    "GET /v2/landen",
    "GET /v2/verkoopordersjablonen",
    "GET /v2/verkooporders",
    "GET /api/organisation",
    "POST /api/project/list",
    "POST /api/user/search",
)
"""Asked once a day, or when a key has no token yet."""
DOUBLE = ("twice", "POST /api/customer")


@pytest.fixture(autouse=True)
def no_patience() -> Iterator[None]:
    stamina.set_active(False)
    yield
    stamina.set_active(True)


def service_over(facts: dict[str, Any], home: Path, clock: FixedClock, patience: float = 3, **flags: Any) -> Service:
    known = {"timeout_seconds": patience, **flags}
    return bootstrap(environment=signed_in(facts, home), clock=clock, memory_only=True, flags=known)


@dataclass(frozen=True, slots=True)
class Changed:
    """A world with something to write on both sides, and what it looks like when nothing goes wrong."""

    ground: Ground
    expected: Any


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Changed:
    folder, clock = tmp_path_factory.mktemp("changed"), FixedClock(datetime(2026, 11, 24, 14, 2, tzinfo=UTC))
    sandbox, _ = asyncio.run(changed_world(clock, folder / "ground"))
    ground, other = Ground(sandbox, folder / "ground", clock), FixedClock(clock.now)
    whole = ground.copy(folder / "whole", other)
    asyncio.run(run_to_rest(whole, folder / "whole", other))
    return Changed(ground, picture(whole))


@pytest.fixture(scope="module")
def saving(changed: Changed, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """The same, with a change in SnelStart that goes to Time On where that is on."""
    folder, clock = tmp_path_factory.mktemp("saving"), FixedClock(datetime(2026, 11, 24, 14, 2, tzinfo=UTC))
    sandbox = changed.ground.copy(folder / "ground", clock)
    asyncio.run(edit_in_snelstart(sandbox, folder / "ground", clock))
    ground, other = Ground(sandbox, folder / "ground", clock), FixedClock(clock.now)
    whole = ground.copy(folder / "whole", other)
    asyncio.run(run_to_rest(whole, folder / "whole", other, timeon_save=True))
    assert picture(whole) != changed.expected
    return Changed(ground, picture(whole))


async def edit_in_snelstart(sandbox: Sandbox, home: Path, clock: FixedClock) -> None:
    clock.tick(minutes=30)
    async with service_of(sandbox, home, clock) as service:
        world = World(sandbox, service, clock, await service.open())
        _, relatie = await world.pair(1)
        world.edit_snelstart(relatie, telefoon="010-7654321")


async def struck(
    fault: str, operation: str, changed: Changed, home: Path, clock: FixedClock, **flags: Any
) -> tuple[Sandbox, int]:
    """One sync with the fault at its first such call, which ends well or says why; answers how often it struck."""
    sandbox = changed.ground.copy(home, clock)
    if operation in DAILY:
        clock.tick(hours=25)
    late = fault.startswith("delay")
    sandbox.faults.replace([Rule(fault, operation=operation, nth=(1,), seconds=0.6 if late else 1)])
    patience = 0.3 if late else 3
    async with RunningSandbox(sandbox) as facts, service_over(facts, home, clock, patience, **flags) as service:
        opened = await service.open()
        stopped = ""
        try:
            report, _ = await opened.sync()
        except AppError as problem:
            stopped = type(problem).__name__
    if stopped:
        async with service_of(sandbox, home, clock) as service:
            events = await (await service.open()).events(type_="sync.uitgebleven")
        assert events[0].detail["error"] == stopped
    else:
        said = [one.reason for one in report.results if one.outcome not in ("written", "adopted")]
        assert report.ok or all(said)
    (told,) = sandbox.faults.report()
    sandbox.faults.replace([])
    return sandbox, told["strikes"]


@pytest.mark.parametrize("operation", [*OPERATIONS, *DAILY])
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_changes_nothing_in_the_end(
    fault: str, operation: str, changed: Changed, tmp_path: Path, clock: FixedClock
) -> None:
    sandbox, strikes = await struck(fault, operation, changed, tmp_path, clock)
    assert strikes == 1
    await run_to_rest(sandbox, tmp_path, clock)
    if (fault, operation) != DOUBLE:
        assert picture(sandbox) == changed.expected


@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_at_saving_in_time_on_changes_nothing_in_the_end(
    fault: str, saving: Changed, tmp_path: Path, clock: FixedClock
) -> None:
    sandbox, strikes = await struck(fault, "POST /api/customer/save", saving, tmp_path, clock, timeon_save=True)
    assert strikes == 1
    await run_to_rest(sandbox, tmp_path, clock, timeon_save=True)
    assert picture(sandbox) == saving.expected


async def test_a_klant_that_the_network_made_twice_in_time_on_is_shown_and_goes_no_further(
    changed: Changed, tmp_path: Path, clock: FixedClock
) -> None:
    """Time On refuses nothing twice, so this one ends with a reason on a row."""
    sandbox = changed.ground.copy(tmp_path, clock)
    sandbox.faults.replace([Rule("twice", operation="POST /api/customer", nth=(1,))])
    await run_to_rest(sandbox, tmp_path, clock)
    assert picture(sandbox)[0] == changed.expected[0]
    async with service_of(sandbox, tmp_path, clock) as service:
        rows = (await (await service.open()).reviewing.review()).waiting()
    doubles = [row for row in rows if any(one.naam == "Kwartel Tuinaanleg" for one in row.timeon)]
    assert len(doubles) == 1
    assert str(doubles[0].reason)


async def test_a_429_pauses_this_koppeling_until_the_moment_it_names(
    changed: Changed, tmp_path: Path, clock: FixedClock
) -> None:
    sandbox = changed.ground.copy(tmp_path, clock)
    sandbox.faults.replace([Rule("429", "snelstart", "GET /v2/relaties", nth=(1,), seconds=600)])
    async with RunningSandbox(sandbox) as facts, service_over(facts, tmp_path, clock) as service:
        opened = await service.open()
        with pytest.raises(AppError):
            await opened.sync()
        standing = (await opened.syncing.pauses())[0]
        assert timedelta(minutes=9) < standing.until - clock.now <= timedelta(minutes=10)
        calls = opened.snelstart.calls
        with pytest.raises(AppError) as paused:
            await opened.sync()
        assert "SnelStart" in paused.value.detail
        assert opened.snelstart.calls == calls
        await opened.syncing.resume()
        assert (await opened.sync())[0].ok
        assert await opened.database.read(lambda db: pauses.all_standing(db, clock.now)) == []
