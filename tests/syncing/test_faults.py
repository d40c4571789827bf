"""Every fault at every operation of a sync, over real sockets: it ends as without the fault, or it says why."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import stamina

from core.domain.declaratie import OrderState
from core.errors import AppError
from core.sandbox import RunningSandbox, Sandbox
from core.sandbox.faults import Rule
from core.sandbox.snelstart import acts as bookkeeper
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
    "wrong-content-type", "answer",
)  # fmt: skip
MILD = ("clock-skew", "trickle")
"""What leaves every answer whole: struck at all operations of one sync at once, which takes nothing from the proof."""
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
FACTUREN = {"GET /v2/verkoopfacturen/*": 1, "GET /v2/verkoopfacturen": 6}
"""How many open facturen make a sync ask so: a few are asked for by id, more with the list."""
SECONDS = {"delay-before": 0.6, "delay-after": 0.6, "trickle": 0.1}
DOUBLE = ("twice", "POST /api/customer")
MADE_UP = {"status": 418, "body": "not what anyone documented"}
"""What `answer` answers: a status and a body that no page of either service names."""


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
    return sandbox, await strike(fault, operation, sandbox, home, clock, **flags)


def rule_of(fault: str, operation: str) -> Rule:
    made_up = MADE_UP if fault == "answer" else {}
    return Rule(fault, operation=operation, nth=(1,), seconds=SECONDS.get(fault, 1), **made_up)


async def strike(fault: str, operation: str, sandbox: Sandbox, home: Path, clock: FixedClock, **flags: Any) -> int:
    """The same on a world that goes on."""
    sandbox.faults.replace([rule_of(fault, operation)])
    patience = 0.3 if fault.startswith("delay") else 3
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
        assert not report.refused or all(said)
    (told,) = sandbox.faults.report()
    sandbox.faults.replace([])
    return told["strikes"]


@pytest.mark.parametrize("fault", MILD)
async def test_a_fault_that_leaves_the_answers_whole_at_every_operation_of_a_sync_changes_nothing(
    fault: str, changed: Changed, tmp_path: Path, clock: FixedClock
) -> None:
    sandbox = changed.ground.copy(tmp_path, clock)
    clock.tick(hours=25)
    sandbox.faults.replace([rule_of(fault, operation) for operation in (*OPERATIONS, *DAILY)])
    async with RunningSandbox(sandbox) as facts, service_over(facts, tmp_path, clock) as service:
        report, _ = await (await service.open()).sync()
    assert (report.refused, report.stopped) == (0, "")
    assert [(told["operation"], told["strikes"]) for told in sandbox.faults.report()] == [
        (operation, 1) for operation in (*OPERATIONS, *DAILY)
    ]
    assert picture(sandbox) == changed.expected


@pytest.mark.parametrize(("operation", "facturen"), FACTUREN.items())
async def test_a_payment_is_seen_after_every_fault_at_the_facturen(
    operation: str, facturen: int, changed: Changed, tmp_path: Path, clock: FixedClock
) -> None:
    """Nothing is written there, so that one world bears them all, one after the other."""
    sandbox = changed.ground.copy(tmp_path, clock)
    await run_to_rest(sandbox, tmp_path, clock)
    nummers = await invoiced(sandbox, tmp_path, clock, facturen)
    state = sandbox.snelstart
    administratie = state.administraties[0]
    for fault in (*FAULTS, *MILD):
        clock.tick(minutes=31)
        assert await strike(fault, operation, sandbox, tmp_path, clock) == 1, fault
    bookkeeper.book_payment(state, administratie.id, next(iter(administratie.table("verkoopfacturen"))))
    await run_to_rest(sandbox, tmp_path, clock)
    assert picture(sandbox) == changed.expected
    async with service_of(sandbox, tmp_path, clock) as service:
        paid = [one for one in await (await service.open()).declaraties.list() if one.order is OrderState.PAID]
    assert len(paid) == 1
    assert paid[0].nummer in nummers


async def invoiced(sandbox: Sandbox, home: Path, clock: FixedClock, wanted: int) -> set[str]:
    """So many declaraties that the bookkeeper made facturen of."""
    async with service_of(sandbox, home, clock) as service:
        opened = await service.open()
        await opened.declaraties.create_month(2026, 10)
        await opened.declaraties.push_all()
        orders = [one for one in await opened.declaraties.list() if one.order is OrderState.ORDER][:wanted]
    assert len(orders) == wanted
    for one in orders:
        bookkeeper.invoice_order(sandbox.snelstart, sandbox.snelstart.administraties[0].id, one.order_id)
    return {one.nummer for one in orders}


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


@pytest.mark.parametrize("fault", [*FAULTS, *MILD])
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
        assert (await opened.sync())[0].refused == 0
        assert await opened.database.read(lambda db: pauses.all_standing(db, clock.now)) == []
